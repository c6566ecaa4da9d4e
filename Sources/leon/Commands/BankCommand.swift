import ArgumentParser
import Generation
import Imaging
import Tokens

/// `leon bank …`: captioned pictures that are looked up.
struct BankCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bank",
    abstract: "Build, list and search a memory bank of captioned pictures.",
    discussion: """
      A bank holds captions, pictures as codes, where they come from and what finds
      them. leon generate --documents draws behind what it finds there; the model
      ships with one.

      Examples:
        leon bank build my-pictures -o mine.bank
        leon bank search "red apple" --bank mine.bank
        leon generate "red apple, my style" --documents 2 --bank mine.bank
      """,
    subcommands: [BankBuildCommand.self, BankListCommand.self, BankSearchCommand.self])
}

/// `leon bank list`: what a bank holds.
struct BankListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the documents of a bank: number, caption, source, licence, author.",
    discussion: """
      Example:
        leon bank list --bank mine.bank
      """)

  @Flag(help: "Tell the documents as JSON.")
  var json = false
  @OptionGroup var options: BankOptions
  @OptionGroup var model: ModelOptions

  func run() throws {
    let loaded = try LoadedModel(folder: try model.folder(), threads: model.threadCount)
    let bank = try OpenBank(loaded, options).bank
    let documents = (0..<bank.count).lazy.map { bank.document($0) }
    if json { return try Console.print(json: Array(documents.map(BankRow.init))) }
    for (number, document) in documents.enumerated() {
      Console.print("\(number + 1)\t\(BankRow(document).line)")
    }
  }
}

/// `leon bank search`: what a bank has that is near to words or to a picture.
struct BankSearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Find the documents of a bank that are nearest to words or to a picture.",
    discussion: """
      A score is the inner product of two vectors of length 1; leon generate
      --documents takes none above its --document-threshold.

      Examples:
        leon bank search "red apple, 3D icon"
        leon bank search --image apple.png --sheet found.png
      """)

  @Argument(help: "Words; several need no quotes.")
  var words: [String] = []
  @Option(help: "A PNG or JPEG instead of words.", completion: .file())
  var image: String?
  @Option(help: "Documents to tell at most.")
  var count = 10
  @Option(help: "Also draw what was found on one PNG.", completion: .file(extensions: ["png"]))
  var sheet: String?
  @Flag(help: "Tell the documents as JSON.")
  var json = false
  @OptionGroup var options: BankOptions
  @OptionGroup var model: ModelOptions

  func validate() throws {
    if words.isEmpty == (image == nil) {
      throw ValidationError("say what to look for: words, or --image FILE, one of them.")
    }
    guard (1...1000).contains(count) else {
      throw ValidationError("--count must be 1 to 1000, got \(count).")
    }
  }

  func run() throws {
    let picture = try image.map { try Image.load(path: $0) }
    let loaded = try LoadedModel(folder: try model.folder(), threads: model.threadCount)
    let open = try OpenBank(loaded, options)
    let found =
      try picture.map { open.finder.nearest(count, to: $0, of: open.bank) }
      ?? open.finder.nearest(count, to: words.joined(separator: " "), of: open.bank)
    if let sheet {
      let drawn = ContactSheet(columns: 5).image(of: found.map { loaded.decode($0.picture) })
      try OutputFile.write(try PNG.encode(drawn), to: sheet)
    }
    if json { return try Console.print(json: found.map(BankRow.init)) }
    for document in found { Console.print(BankRow(document).line) }
  }
}

/// What is told of a document: everything but its codes.
struct BankRow: Encodable {
  let caption: String
  let score: Float?
  let source: String?
  let license: String?
  let author: String?

  init(_ document: ReferenceDocument) {
    caption = document.caption
    score = document.score
    source = document.origin.source
    license = document.origin.license
    author = document.origin.author
  }

  /// In columns: the score where there is one, then the words.
  var line: String {
    let score = score.map { "\(($0 * 1000).rounded() / 1000)\t" } ?? ""
    return score + [caption, source, license, author].map { $0 ?? "-" }.joined(separator: "\t")
  }
}
