import Foundation

/// A run as scripts read it: JSON with sorted keys, a format that only grows.
///
///     {"codes":[17,…],"created_at":"2026-11-24T10:00:00.000Z","id":216,"prompt":"red apple",…}
///
/// What is not known is left out; `request`, `knob_changes` and `replay` are as `Generation` writes them.
package struct RunRecord: Encodable, Hashable, Sendable {
  private let id: Int64
  private let prompt: String
  private let title: String?
  private let answer: String?
  private let task: String
  private let seed: UInt64
  private let model: String?
  private let modelHash: String
  private let written: Int
  private let codeCount: Int
  private let state: String
  private let verdict: String
  private let rating: Int?
  private let favourite: Bool
  private let tags: [String]
  private let parent: Int64?
  private let comparison: Int64?
  private let picture: String?
  private let kept: String?
  private let origin: String?
  private let createdAt: String
  private let closedAt: String?
  private let deletedAt: String?
  private var notes: String?
  private var codes: [Int32]?
  private var request: JSONValue?
  private var knobChanges: JSONValue?
  private var replay: JSONValue?

  private enum CodingKeys: String, CodingKey {
    case id, prompt, title, answer, task, seed, model, written, state, verdict, rating, favourite
    case tags, parent, comparison, picture, kept, origin, notes, codes, request, replay
    case modelHash = "model_hash"
    case codeCount = "code_count"
    case createdAt = "created_at"
    case closedAt = "closed_at"
    case deletedAt = "deleted_at"
    case knobChanges = "knob_changes"
  }

  /// The record of what lists show.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - picture: The path of its picture, where there is one.
  package init(_ run: RunSummary, picture: String?) {
    id = run.id.rawValue
    prompt = run.prompt
    title = run.title.isEmpty ? nil : run.title
    answer = run.answer.isEmpty ? nil : run.answer
    task = run.task
    seed = run.seed
    model = run.model.isEmpty ? nil : run.model
    modelHash = run.modelHash
    written = run.written
    codeCount = run.codeCount
    state = run.state.rawValue
    verdict = run.verdict.rawValue
    rating = run.rating
    favourite = run.isFavourite
    tags = run.tags
    parent = run.parent?.rawValue
    comparison = run.comparison?.rawValue
    self.picture = picture
    kept = run.kept
    origin = run.origin
    createdAt = Self.text(run.createdAt)
    closedAt = run.closedAt.map(Self.text)
    deletedAt = run.deletedAt.map(Self.text)
  }

  /// The record of everything.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - picture: The path of its picture, where there is one.
  package init(_ run: Run, picture: String?) {
    self.init(run.summary, picture: picture)
    notes = run.notes
    codes = run.codes
    request = JSONValue(text: run.request)
    knobChanges = JSONValue(text: run.knobChanges)
    replay = JSONValue(text: run.replay)
  }

  /// The record in one line.
  ///
  /// - Throws: What `JSONEncoder` throws, which this type gives no cause for.
  package func line() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  private static func text(_ date: Date) -> String {
    date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
  }
}
