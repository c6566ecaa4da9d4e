import Foundation
import History
import Testing

@Suite struct PromptsTests {
  @Test func promptsAreToldOnceTheNewestFirstWithoutDrafts() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/leon-prompts-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try HistoryStore.open(folder: folder).store
    let rows: [(String, Run.Verdict)] = [
      ("red apple", .undecided), ("blue boat", .kept), ("a draft", .draft), ("red apple", .tossed),
      ("", .undecided),
    ]
    for (prompt, verdict) in rows {
      _ = try store.begin(
        NewRun(
          prompt: prompt, request: "{}", seed: 1, modelHash: "", codeCount: 1, verdict: verdict),
        at: Date(timeIntervalSince1970: 0))
    }
    #expect(try store.prompts(9) == ["red apple", "blue boat"])
    #expect(try store.prompts(1) == ["red apple"])
  }
}
