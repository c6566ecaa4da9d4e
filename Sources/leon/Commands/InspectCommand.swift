import ArgumentParser
import Foundation
import Generation
import Imaging
import Layers
import Modeling
import Tokenizers
import Tokens

/// `leon inspect …`: the insides of texts, documents and checkpoints.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Look at tokens, documents and checkpoints.",
    discussion: """
      Examples:
        leon inspect tokens "red apple, 3D icon"
        leon inspect document "red apple" --image apple.png
        leon inspect checkpoint leon-mini/model.safetensors
      """,
    subcommands: [
      InspectTokensCommand.self, InspectDocumentCommand.self, InspectCheckpointCommand.self,
    ])
}

/// `leon inspect tokens`: how words are cut.
struct InspectTokensCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokens",
    abstract: "Cut words into the model's tokens.",
    discussion: """
      Example:
        leon inspect tokens "red apple, 3D icon"
      """)

  @Argument(help: "The words.")
  var words: [String]
  @Flag(help: "Tell the ids as JSON.")
  var json = false
  @OptionGroup var model: ModelOptions

  func run() throws {
    let documents = try InspectedModel(folder: try model.folder()).documents
    let ids = documents.encode(.text(words.joined(separator: " ")))
    if json { return try Console.print(json: ids.map(\.rawValue)) }
    for id in ids { Console.print("\(id.rawValue)\t\(documents.text.decode([id]))") }
  }
}

/// `leon inspect document`: the ids of a caption and a picture, with their meaning.
struct InspectDocumentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "document",
    abstract: "Write a captioned picture as the ids that the model is trained on.",
    discussion: """
      Example:
        leon inspect document "red apple" --image apple.png
      """)

  @Argument(help: "The caption.")
  var words: [String]
  @Option(help: "The picture, PNG or JPEG.", completion: .file())
  var image: String?
  @Flag(help: "Tell the ids as JSON.")
  var json = false
  @OptionGroup var model: ModelOptions

  func run() throws {
    let folder = try model.folder()
    let documents = try InspectedModel(folder: folder).documents
    var segments = [Segment.text(words.joined(separator: " "))]
    if let image {
      let picture = try Image.load(path: image)
      let loaded = try LoadedModel(folder: folder, threads: model.threadCount)
      segments.append(.image(loaded.encode(picture)))
    }
    let ids = documents.encode(Document(segments))
    if json { return try Console.print(json: ids.map(\.rawValue)) }
    for (position, id) in ids.enumerated() {
      Console.print("\(position)\t\(id.rawValue)\t\(name(id, documents))")
    }
  }

  private func name(_ id: TokenID, _ documents: DocumentTokenizer) -> String {
    if let code = documents.vocabulary.code(of: id) { return "code \(code.index)" }
    return documents.vocabulary.special(id)?.name ?? documents.text.decode([id])
  }
}

/// `leon inspect checkpoint`: the tensors of a file.
struct InspectCheckpointCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checkpoint",
    abstract: "List the tensors of a safetensors file.",
    discussion: """
      Example:
        leon inspect checkpoint leon-mini/model.safetensors
      """)

  @Argument(help: "A safetensors file.", completion: .file(extensions: ["safetensors"]))
  var path: String
  @Flag(help: "Tell names, types and shapes as JSON.")
  var json = false

  private struct Row: Encodable {
    let name: String
    let type: String
    let shape: [Int]
  }

  func run() throws {
    let file = try SafetensorsFile(path: path)
    let rows = file.entries.sorted { $0.key < $1.key }
      .map { Row(name: $0.key, type: $0.value.type, shape: $0.value.shape) }
    if json { return try Console.print(json: rows) }
    for (key, value) in file.metadata.sorted(by: { $0.key < $1.key }) {
      Console.print("# \(key): \(value)")
    }
    for row in rows {
      let shape = row.shape.map(String.init).joined(separator: " × ")
      Console.print("\(row.name)\t\(row.type)\t\(shape)")
    }
    let count = rows.reduce(0) { $0 + $1.shape.reduce(1, *) }
    Console.print("\(rows.count) tensors, \(count) numbers")
  }
}

/// The part of a model folder that turns words into ids, without its weights.
private struct InspectedModel {
  let documents: DocumentTokenizer

  init(folder: String) throws {
    let path = folder + "/tokenizer.json"
    let text = try TextTokenizer(path: path)
    documents = DocumentTokenizer(text: text, vocabulary: try text.vocabulary(path))
  }
}
