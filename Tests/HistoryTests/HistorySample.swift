import Foundation
import History
import Testing

/// A history in a folder of its own, which goes with it.
final class HistorySample {
  let folder = FileManager.default.temporaryDirectory.path + "/leon-sample-" + UUID().uuidString
  let time = Date(timeIntervalSince1970: 1_800_000_000)
  let store: HistoryStore

  init() throws { store = try HistoryStore.open(folder: folder).store }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Another studio on the same history.
  func reopened() throws -> HistoryStore { try HistoryStore.open(folder: folder).store }

  /// Writes down a finished run.
  @discardableResult
  func add(
    _ prompt: String, _ verdict: Run.Verdict = .undecided, parent: Run.ID? = nil,
    picture: [UInt8]? = nil, after seconds: Double = 0, _ change: (inout NewRun) -> Void = { _ in }
  ) throws -> Run.ID {
    var run = NewRun(
      prompt: prompt, request: #"{"prompt":"x"}"#, seed: 7, modelHash: "ab12cd", codeCount: 2,
      verdict: verdict, parent: parent)
    run.model = "leon-mini"
    change(&run)
    let id = try store.begin(run, at: time + seconds)
    try store.close(
      id, as: .finished, codes: [1, 2], knobChanges: "[]", picture: picture, at: time + seconds)
    return id
  }

  /// The prompts that a typed search finds, the newest first.
  func found(_ text: String, isTyping: Bool = false) throws -> [String] {
    let query = try HistoryQuery(parsing: text, in: .gmt, isTyping: isTyping)
    let page = try store.page(of: query, 100)
    #expect(try store.count(query) == page.runs.count)
    return page.runs.map(\.prompt)
  }
}
