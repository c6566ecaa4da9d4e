import Foundation
import Imaging
import Scenes
import Tensors
import TestSupport
import Testing
import Tokenizers
import Tokens

/// Whether leon is asked as it was taught: the layouts of tasks.toml beside the documents of tasks.
@Suite struct TaskLayoutTests {
  /// A row of tasks.toml that documents of scenes stand behind.
  struct Row: CustomTestStringConvertible, Sendable {
    let name: String
    let task: SceneTask
    /// The words of a document to what the row's slots are filled with; nil where the document is
    /// worded otherwise.
    let slots: @Sendable (TaskDocument) -> [String: String]?

    var testDescription: String { name }

    /// A request, a picture and words.
    static func guided(_ name: String, _ task: SceneTask, _ words: String = "prompt") -> Row {
      Row(name: name, task: task) { [words: TaskLayoutTests.words($0, 2)] }
    }

    /// Words around one slot.
    static func framed(
      _ name: String, _ task: SceneTask, _ slot: String, _ before: String, _ after: String
    ) -> Row {
      Row(name: name, task: task) { document in
        let words = TaskLayoutTests.words(document, 0)
        guard words.hasPrefix(before), words.hasSuffix(after) else { return nil }
        return [slot: String(words.dropFirst(before.count).dropLast(after.count))]
      }
    }
  }

  static let rows: [Row] = [
    .guided("edit", .recolour, "instruction"), .guided("edit", .move, "instruction"),
    .guided("scribble", .scribble), .guided("outline", .outline), .guided("edges", .edges),
    .guided("soft-edges", .softEdges), .guided("from-segmentation", .fromSegmentation),
    .guided("depth", .depth), .guided("normals", .normals), .guided("pose", .pose),
    Row(name: "segmentation", task: .segmentation) { _ in [:] },
    Row(name: "long-caption", task: .longCaption) { _ in [:] },
    .framed("letters", .letters, "letters", "draw \"", "\""),
    .framed("question", .count, "question", "Question: ", " Answer:"),
    .framed("question", .relation, "question", "Question: ", " Answer:"),
    .framed(
      "question-in-steps", .twoStep, "question", "Question: ",
      " Answer: Let's think step-by-step:"),
    .framed(
      "grounding", .grounding, "thing", "Question: what is the box of the ", "? Answer:"),
    Row(name: "boxes", task: .boxes) { document in
      let parts = words(document, 0).split(separator: " with segmentations ", maxSplits: 1)
      let before = "Generate high quality image of "
      guard parts.count == 2, parts[0].hasPrefix(before) else { return nil }
      return ["prompt": String(parts[0].dropFirst(before.count)), "boxes": String(parts[1])]
    },
  ]

  /// The first piece of a segment's words.
  static func words(_ document: TaskDocument, _ segment: Int) -> String {
    guard case .words(let pieces) = document.segments[segment] else { return "" }
    return pieces[0]
  }

  private let tokenizer: DocumentTokenizer

  init() throws {
    let text = TextTokenizer.train(
      TinyModel.captions, textCount: 288, codeCount: 32, sentinelCount: 4)
    tokenizer = DocumentTokenizer(text: text, vocabulary: try text.vocabulary("x"))
  }

  @Test(arguments: rows)
  func theLayoutIsTheDocumentThatLeonIsTaught(_ row: Row) throws {
    let writer = TaskWriter(SceneComposer(catalog: .shapes, canvas: 64))
    let template = try #require(try Self.templates()[row.name])
    var generator = SplitMix64(seed: 3)
    var compared = 0
    for _ in 0..<400 where compared == 0 {
      let document = try writer.document(row.task, using: &generator)
      guard let slots = row.slots(document) else { continue }
      let asked = try asked(template, slots)
      // Other wordings of the same document are other documents.
      guard asked == taught(document) else { continue }
      compared += 1
    }
    #expect(compared == 1, "no document has the layout of \(row.name)")
  }

  /// What is written before the answer.
  private func asked(_ template: TaskTemplate, _ slots: [String: String]) throws -> [TokenID] {
    var values = slots.mapValues { SlotValue.text($0) }
    for slot in template.slots where slot.kind.isPicture { values[slot.name] = .picture(Self.grid) }
    switch try FilledTask(template, values).outcome {
    case .picture(let prompt, let segments):
      return try tokenizer.picturePrompt(prompt, limit: 1000, segments: segments)
    case .text(let segments): return tokenizer.infillPrompt(segments)
    case .area(let words, let area, let picture):
      return try tokenizer.rectanglePrompt(words, limit: 1000, area, of: picture)
    }
  }

  /// The same of a document: up to a picture that is the answer, or the mask token in its place and
  /// again at the end (reference a.4).
  private func taught(_ document: TaskDocument) -> [TokenID] {
    let vocabulary = tokenizer.vocabulary
    let (end, gap) = (vocabulary.id(of: .end), vocabulary.id(of: .modalityBreak))
    let mask = vocabulary.id(of: .sentinel(0))
    let segments = document.segments.enumerated().map { number, segment -> [TokenID] in
      guard case .words(let pieces) = segment else { return tokenizer.encode(.image(Self.grid)) }
      return pieces.enumerated().flatMap { piece, words in
        document.answer == .init(segment: number, piece: piece)
          ? [mask] : tokenizer.encode(.text(words))
      }
    }
    if case .picture = document.segments[document.answer.segment] {
      return [end] + segments[..<document.answer.segment].flatMap { $0 + [gap] }
    }
    return [end] + Array(segments.joined(separator: [gap])) + [end, mask]
  }

  private static let grid = CodeGrid(
    height: 2, width: 2, codes: [3, 1, 4, 1].map { CodeIndex($0) })

  /// The rows of the file that ships, read without a parser of TOML, which is not linked here.
  private static func templates() throws -> [String: TaskTemplate] {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/leon/Resources/tasks.toml").standardized
    let text = try String(contentsOf: path, encoding: .utf8)
    var found: [String: TaskTemplate] = [:]
    for row in text.components(separatedBy: "[[task]]\n").dropFirst() {
      guard let name = row.firstMatch(of: /name = "([^"]*)"/)?.output.1,
        let layout = row.firstMatch(of: /\nlayout = (?:"([^"\n]*)"|'([^'\n]*)')/)?.output
      else { continue }
      let slots = row.matches(of: /\{ name = "([^"]*)", kind = "([a-z]*)"/).compactMap {
        match in
        TaskTemplate.Slot.Kind(rawValue: String(match.output.2)).map {
          TaskTemplate.Slot(name: String(match.output.1), kind: $0, title: "")
        }
      }
      found[String(name)] = try TaskTemplate(
        name: String(name), title: "", slots: slots, layout: String(layout.1 ?? layout.2 ?? ""))
    }
    return found
  }
}
