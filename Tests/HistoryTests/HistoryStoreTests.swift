import Foundation
import History
import Testing

@Suite struct HistoryStoreTests {
  let folder = FileManager.default.temporaryDirectory.path + "/leon-history-" + UUID().uuidString
  let time = Date(timeIntervalSince1970: 1_800_000_000)

  func open() throws -> HistoryStore { try HistoryStore.open(folder: folder).store }

  func apple(_ verdict: Run.Verdict = .undecided) -> NewRun {
    NewRun(
      prompt: "red apple, 3D icon", request: #"{"seed":7}"#, seed: 7, modelHash: "ab12",
      codeCount: 4, verdict: verdict)
  }

  @Test func finishedRunIsFoundAgainAfterReopening() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var id = Run.ID(rawValue: 0)
    do {
      let store = try open()
      id = try store.begin(apple(), at: time)
      try store.close(
        id, as: .finished, codes: [3, -1, 70_000, 0], knobChanges: "[1]", picture: [1, 2, 3],
        at: time + 1)
      try store.rate(id, 4)
      try store.judge(id, .kept)
    }
    let store = try open()
    let run = try store.run(id)
    #expect(run.prompt == "red apple, 3D icon" && run.request == #"{"seed":7}"#)
    #expect(run.codes == [3, -1, 70_000, 0] && run.knobChanges == "[1]")
    #expect(run.state == .finished && run.verdict == .kept && run.rating == 4)
    #expect(run.createdAt == time && run.closedAt == time + 1)
    #expect(run.picture == "1-red-apple-3d-icon-seed7.png")
    let path = try #require(store.picturePath(of: run))
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data([1, 2, 3]))
  }

  @Test func largestSeedSurvives() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try open()
    var run = apple()
    run.seed = .max
    #expect(try store.run(store.begin(run, at: time)).seed == .max)
  }

  @Test func runOfADeadStudioBecomesPartialWithItsJournalledCodes() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var id = Run.ID(rawValue: 0)
    do {
      let store = try open()
      id = try store.begin(apple(), at: time)
      try store.journal(id, codes: [5, 6], knobChanges: "[]")
      #expect(try store.run(id).state == .pending)
    }
    let run = try open().run(id)
    #expect(run.state == .partial && run.codes == [5, 6] && run.picture == nil)
  }

  @Test func aHistoryThatWasLeftIsDeadThoughItIsStillInMemory() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try open()
    let id = try store.begin(apple(), at: time)
    store.leave()
    let next = try open()
    #expect(try next.run(id).state == .partial)
    #expect(store.folder == next.folder, "both are in memory")
  }

  @Test func runOfALivingStudioStaysPending() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let first = try open()
    let id = try first.begin(apple(), at: time)
    let second = try open()
    #expect(try second.run(id).state == .pending)
    try first.close(id, as: .finished, codes: [1], knobChanges: "[]", picture: nil, at: time)
    #expect(try second.run(id).state == .finished)
  }

  @Test func twoStudiosWriteAtOnce() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let stores = [try open(), try open()]
    let time = time
    let run = apple()
    await withTaskGroup(of: Void.self) { group in
      for store in stores {
        group.addTask {
          for _ in 0..<20 { _ = try? store.begin(run, at: time) }
        }
      }
    }
    #expect(try stores[0].counts().all == 40)
  }

  @Test func newestListsTheNewestFirstInPages() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try open()
    let ids = try (0..<5).map { _ in try store.begin(apple(), at: time) }
    let page = try store.newest(2)
    #expect(page.map(\.id) == [ids[4], ids[3]])
    #expect(try store.newest(9, before: ids[3]).map(\.id) == [ids[2], ids[1], ids[0]])
  }

  @Test func ofTheDraftsTheListShowsTheLastAndTheRingForgetsTheOldest() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try open()
    let asked = try store.begin(apple(), at: time)
    var last = asked
    for _ in 0..<HistoryStore.mostDrafts + 3 {
      last = try store.begin(apple(.draft), at: time)
      try store.close(last, as: .finished, codes: [1], knobChanges: "[]", picture: nil, at: time)
    }
    #expect(try store.drafts().count == HistoryStore.mostDrafts)
    #expect(try store.newest(10).map(\.id) == [last, asked])
    #expect(try store.counts().all == 1)
  }

  @Test func unknownRunAndRatingOutOfRangeAreRefused() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try open()
    let nobody = Run.ID(rawValue: 9)
    #expect(throws: HistoryError.noSuchRun(9)) { try store.run(nobody) }
    #expect(throws: HistoryError.noSuchRun(9)) { try store.judge(nobody, .kept) }
    #expect(throws: HistoryError.rating(6)) { try store.rate(nobody, 6) }
  }
}
