import ArgumentParser
import Generation
import Imaging
import Terminal
import Tokens

/// Where a drawn picture goes, and what its noise is.
struct DrawingOptions: ParsableArguments {
  @Option(
    name: .shortAndLong, help: "The PNG to write; - is standard output.", completion: .file())
  var output: String?
  @Option(help: "A whole number, 0 to 2^64 - 1; drawn by chance and told unless given.")
  var seed: UInt64?
  @Flag(help: "Tell the file and how it was made as JSON.")
  var json = false

  func validate() throws {
    if output == "-", json { throw ValidationError("-o - and --json both want standard output.") }
  }

  /// The seed that was given, or one by chance, small enough to be typed again.
  var someSeed: UInt64 { seed ?? UInt64.random(in: 0..<1_000_000) }

  /// Draws the one picture of a request and writes it.
  ///
  /// - Parameters:
  ///   - request: that fits the model.
  ///   - model: that draws.
  ///   - original: the picture whose pixels stay where its codes do; nil to decode all of them.
  /// - Throws: `PromptError`, `GenerationError` or `OutputError`.
  func draw(
    _ request: GenerationRequest, _ model: LoadedModel, keepingPixelsOf original: Image? = nil
  ) throws {
    let session = try model.session(request)
    var line = ProgressLine(total: session.total, unit: "codes")
    while session.next() != nil { line.show(session.position) }
    line.clear()
    let before = request.base?.pictures.first
    let kept = before.map { before in
      zip(before.codes, session.grids[0].codes).count { $0 == $1 }
    }
    var image = session.images()[0]
    if let original, let before {
      image = model.decode(session.grids[0], keepingPixelsOf: original, codes: before)
    }
    let path = output ?? "leon-\(request.seed.rawValue).png"
    try OutputFile.write(try PNG.encode(image, text: session.metadata(0).texts()), to: path)
    try tell(DrawingReport(file: path, request: request, keptCodes: kept, model: model), image)
  }

  private func tell(_ report: DrawingReport, _ image: Image) throws {
    if json { return try Console.print(json: report) }
    if report.file == "-" { return }
    if Console.isTerminal, let printer = PicturePrinter() { Console.write(printer.bytes(image)) }
    Console.print("\(report.file)  seed \(report.request.seed.rawValue)")
  }
}

/// What `--json` tells of a drawn picture.
private struct DrawingReport: Encodable {
  let file: String
  let request: GenerationRequest
  let keptCodes: Int?
  let model: String
  let modelHash: String

  enum CodingKeys: String, CodingKey {
    case file, request, model
    case keptCodes = "kept_codes"
    case modelHash = "model_hash"
  }

  init(file: String, request: GenerationRequest, keptCodes: Int?, model: LoadedModel) {
    self.file = file
    self.request = request
    self.keptCodes = keptCodes
    self.model = model.name
    modelHash = model.hash
  }
}
