import ArgumentParser
import Foundation
import Generation
import Imaging
import Terminal
import Tokens

/// `leon generate`: pictures from words.
struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Write pictures from words.",
    discussion: """
      The same words, seed, knobs and model give the same file, byte for byte. Each
      PNG says how it was made; --like makes it again, with whatever is changed by
      other flags.

      Examples:
        leon generate "red apple, 3D icon" --seed 7 -o apple.png
        leon generate "blue car, flat icon" --count 4 -o cars.png
        leon generate --like apple.png --cfg 5 -o stronger.png
        leon generate "red apple, 3D icon" --documents 2 -o behind-two-others.png
      """)

  @Argument(help: "What the picture shows; several words need no quotes.")
  var prompt: [String] = []
  @Option(help: "Words to lead away from; empty for none.")
  var negative: String?
  @Option(
    name: .shortAndLong, help: "The PNG to write; - is standard output.", completion: .file())
  var output: String?
  @Option(help: "Pictures to draw in one batch, 1 to 64; picture i has seed + i.")
  var count = 1
  @Option(
    help: "Draws this many candidates, 2 to 16, half with CD-K; writes the one that fits best.")
  var bestOf: Int?
  @Option(help: "A whole number, 0 to 2^64 - 1; drawn by chance and told unless given.")
  var seed: UInt64?
  @Option(help: "The seed whose noise --variation takes.")
  var variationSeed: UInt64?
  @Option(help: "A PNG of leon's to repeat.", completion: .file(extensions: ["png"]))
  var like: String?
  @Flag(help: "Tell the files, seeds and times as JSON.")
  var json = false
  @OptionGroup var documents: DocumentOptions
  @OptionGroup var knobs: KnobOptions
  @OptionGroup var model: ModelOptions

  func validate() throws {
    if prompt.isEmpty, like == nil {
      throw ValidationError("say what the picture should show, or give --like FILE.png.")
    }
    if output == "-", count > 1 {
      throw ValidationError("-o - takes one picture, --count is \(count).")
    }
    if bestOf != nil, count > 1 {
      throw ValidationError("--best-of writes one picture, --count is \(count); give one of them.")
    }
    if let bestOf, !BestOf.counts.contains(bestOf) {
      throw ValidationError("--best-of must be 2 to 16, got \(bestOf).")
    }
    if output == "-", json { throw ValidationError("-o - and --json both want standard output.") }
  }

  func run() throws {
    let original = try like.map { try LikedPicture(path: $0) }
    let loaded = try LoadedModel(folder: try model.folder(), threads: model.threadCount)
    original?.warnings(loaded).forEach { Console.complain("leon: \($0)") }
    let request = try request(original?.metadata, loaded)
    for document in request.documents { Console.complain("leon: looks at \(document)") }
    if let bestOf { return try drawBest(of: bestOf, request, loaded) }
    let session = try loaded.session(
      request, replaying: replayed(original?.metadata, request))
    let start = DispatchTime.now()
    drawAll(session)
    let seconds = Double(DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds) / 1e9
    let paths = try write(session)
    if json {
      try Console.print(
        json: GenerateReport(request, paths: paths, model: loaded, seconds: seconds))
    } else if output != "-" {
      tell(session, paths)
    }
  }

  // MARK: the request

  private func request(
    _ original: PictureMetadata?, _ loaded: LoadedModel
  ) throws -> GenerationRequest {
    let own = original?.request
    let words = prompt.isEmpty ? own?.prompt ?? "" : prompt.joined(separator: " ")
    let request = try GenerationRequest(
      prompt: words, negativePrompt: negative ?? own?.negativePrompt ?? "",
      seed: seed.map { Seed($0) } ?? own?.seed ?? Self.chance(),
      variationSeed: variationSeed.map { Seed($0) } ?? own?.variationSeed ?? Seed(1),
      knobs: knobs.applied(to: own?.knobs ?? loaded.defaultKnobs), count: count,
      documents: documents.documents(for: words, keeping: own?.documents ?? [], loaded),
      base: own?.base)
    try loaded.validate(request)
    return request
  }

  /// Turns of the knobs are repeated only where the knobs are the picture's own, and codes taken by
  /// hand only where everything is.
  private func replayed(_ original: PictureMetadata?, _ request: GenerationRequest) -> Steering {
    guard let original, original.request.knobs == request.knobs else { return Steering() }
    if original.request == request.picture(0) { return original.steering }
    return Steering(knobChanges: original.knobChanges)
  }

  /// Small enough to be typed again.
  private static func chance() -> Seed { Seed(UInt64.random(in: 0..<1_000_000)) }

  // MARK: drawing and writing

  private func drawAll(_ session: GenerationSession) {
    var line = ProgressLine(total: session.total, unit: "codes")
    while let event = session.next() {
      if case .token(let position, _) = event { line.show(position + 1) }
    }
    line.clear()
  }

  private func write(_ session: GenerationSession) throws -> [String] {
    let images = session.images()
    let paths = images.indices.map { path($0, session.request) }
    for (index, image) in images.enumerated() {
      let bytes = try PNG.encode(image, text: session.metadata(index).texts())
      try OutputFile.write(bytes, to: paths[index])
    }
    return paths
  }

  /// `-o` as it is for one picture, with -1, -2, … before its ending for several.
  private func path(_ index: Int, _ request: GenerationRequest) -> String {
    let seed = request.seed.advanced(by: index).rawValue
    guard let output else { return "leon-\(seed).png" }
    guard count > 1 else { return output }
    let url = URL(fileURLWithPath: output)
    let ending = url.pathExtension.isEmpty ? "" : "." + url.pathExtension
    return output.dropLast(ending.count) + "-\(index + 1)\(ending)"
  }

  private func tell(_ session: GenerationSession, _ paths: [String]) {
    let printer = Console.isTerminal ? PicturePrinter() : nil
    for (index, image) in session.images().enumerated() {
      if let printer { Console.write(printer.bytes(image)) }
      let seed = session.request.seed.advanced(by: index).rawValue
      Console.print("\(paths[index])  seed \(seed)")
    }
  }
}

/// What `leon generate --json` tells.
private struct GenerateReport: Encodable {
  let files: [String]
  let seeds: [UInt64]
  let request: GenerationRequest
  let model: String
  let modelHash: String
  let seconds: Double

  enum CodingKeys: String, CodingKey {
    case files, seeds, request, model, seconds
    case modelHash = "model_hash"
  }

  init(_ request: GenerationRequest, paths: [String], model: LoadedModel, seconds: Double) {
    files = paths
    seeds = paths.indices.map { request.seed.advanced(by: $0).rawValue }
    self.request = request
    self.model = model.name
    modelHash = model.hash
    self.seconds = seconds
  }
}
