import Foundation
import Generation
import History
import Studio
import Terminal
import Tokens

/// A history of finished pictures in a temporary folder, and studios that look at it.
struct SampleHistory {
  let studio = TestStudio()
  let store: HistoryStore

  /// Fills a history, the oldest first; `parents` names a picture's parent by its place.
  init(_ prompts: [String], parents: [Int: Int] = [:]) throws {
    store = try HistoryStore.open(folder: studio.folder).store
    let time = Date(timeIntervalSince1970: 0)
    for (place, prompt) in prompts.enumerated() {
      let request = try GenerationRequest(prompt: prompt, seed: Seed(UInt64(place)))
      var run = NewRun(
        prompt: prompt, request: String(decoding: try JSONEncoder().encode(request), as: UTF8.self),
        seed: UInt64(place), modelHash: "fa4e", codeCount: 256,
        parent: parents[place].map { Run.ID(rawValue: Int64($0 + 1)) })
      run.model = "leon-fake"
      let id = try store.begin(run, at: time)
      let codes = (0..<256).map { Int32(($0 * (place + 1)) % 1024) }
      try store.close(id, as: .finished, codes: codes, knobChanges: "[]", picture: nil, at: time)
    }
  }

  func remove() { studio.remove() }

  /// The whole of an entry.
  func entry(_ number: Int64) throws -> HistoryEntry {
    HistoryEntry(try store.run(Run.ID(rawValue: number)))
  }

  /// A studio that has begun on it, in browse mode: the newest picture is shown.
  func browsing() throws -> StudioState {
    var state = StudioState(
      size: TerminalSize(columns: 100, rows: 30), capabilities: TerminalCapabilities(),
      themes: try ThemeTests.all())
    _ = reduce(into: &state, .modelLoaded(FakeEngine.facts))
    let page = try store.page(of: HistoryQuery(), 200)
    _ = reduce(
      into: &state,
      .listed(page, StudioState.HistoryCounts(all: page.runs.count, kept: 0), revision: 0))
    if let newest = page.runs.first {
      _ = reduce(into: &state, .entryRead(try entry(newest.id.rawValue), .begin))
    }
    state.mode = .browse
    return state
  }

  /// Presses keys and gives the answers of the history's thread to what they ask.
  @discardableResult
  func press(_ names: String, _ state: inout StudioState) throws -> [Effect] {
    var all: [Effect] = []
    for name in names.split(separator: " ") {
      guard let key = Key(name: String(name)) else { continue }
      let effects = reduce(into: &state, .terminal(.key(key)))
      all += effects
      for case .read(let run, let reading) in effects {
        all += reduce(into: &state, .entryRead(try entry(run.rawValue), reading))
      }
    }
    return all
  }
}
