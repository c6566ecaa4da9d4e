import Foundation
import History
import Testing

@Suite struct RunEditTests {
  let sample: HistorySample
  var store: HistoryStore { sample.store }

  init() throws { sample = try HistorySample() }

  @Test(
    arguments: [
      .judge(.kept), .judge(.tossed), .promote, .rate(5), .rate(nil), .favour(true),
      .note("long\nstory"), .entitle("Eve"), .tag("new"), .untag("old"), .setTags(["a", "b"]),
      .delete(at: Date(timeIntervalSince1970: 1_800_000_009)), .undelete,
    ] as [RunEdit])
  func everyEditIsTakenBackAndDoneAgain(_ edit: RunEdit) throws {
    let id = try sample.add("apple", .draft)
    try store.edit([id], .setTags(["old", "x"]))
    try store.edit([id], .judge(.draft))
    let before = try store.run(id)
    let undo = try store.edit([id], edit)
    let after = try store.run(id)
    let redo = try store.undo(undo)
    #expect(try store.run(id) == before)
    try store.undo(redo)
    #expect(try store.run(id) == after)
  }

  @Test func manyEntriesAreEditedTogetherOrNotAtAll() throws {
    let ids = try ["a", "b"].map { try sample.add($0) }
    let undo = try store.edit(ids, .judge(.tossed))
    #expect(undo.runs == ids && !undo.isEmpty)
    #expect(throws: HistoryError.noSuchRun(99)) {
      try store.edit(ids + [Run.ID(rawValue: 99)], .judge(.undecided))
    }
    #expect(try store.runs(ids).map { $0.verdict } == [.tossed, .tossed])
    try store.undo(undo)
    #expect(try store.runs(ids.reversed()).map { $0.verdict } == [.undecided, .undecided])
  }

  @Test(
    arguments: [
      .rate(0), .favour(true), .note("n"), .entitle("t"), .tag("t"), .judge(.kept), .promote,
    ] as [RunEdit])
  func whateverSaysThatADraftIsWantedMakesItAnEntry(_ edit: RunEdit) throws {
    let id = try sample.add("apple", .draft)
    let undo = try store.edit([id], edit)
    #expect(try store.summary(id).verdict != .draft)
    try store.undo(undo)
    #expect(try store.summary(id).verdict == .draft)
  }

  @Test(arguments: [.rate(nil), .favour(false), .note(""), .untag("x")] as [RunEdit])
  func takingAwayWhatIsNotThereLeavesADraft(_ edit: RunEdit) throws {
    let id = try sample.add("apple", .draft)
    try store.edit([id], edit)
    #expect(try store.summary(id).verdict == .draft)
  }

  @Test func aBranchMakesTheDraftItIsTakenFromAnEntry() throws {
    let draft = try sample.add("apple", .draft)
    try sample.add("turned", .draft, parent: draft)
    #expect(try store.summary(draft).verdict == .draft)
    try sample.add("branch", parent: draft)
    #expect(try store.summary(draft).verdict == .undecided)
    #expect(try store.summary(draft).childCount == 1)
  }

  @Test func deletedEntriesAreInNoListAndComeBack() throws {
    let parent = try sample.add("apple")
    let child = try sample.add("apple too", parent: parent)
    let undo = try store.edit([child], .delete(at: sample.time))
    #expect(try sample.found("apple") == ["apple"])
    #expect(try store.newest(9).map(\.id) == [parent] && store.counts().all == 1)
    #expect(try store.children(of: parent).isEmpty)
    #expect(try sample.found("is:deleted") == ["apple too"])
    #expect(try store.run(child).deletedAt == sample.time)
    try store.undo(undo)
    #expect(try sample.found("apple").count == 2)
  }

  @Test func whatWasDeletedLongAgoIsForgottenWithItsPicture() throws {
    let old = try sample.add("old", picture: [1])
    let new = try sample.add("new", picture: [2])
    let child = try sample.add("child", parent: old)
    let path = try #require(store.picturePath(of: store.summary(old)))
    let undo = try store.edit([old], .delete(at: sample.time))
    try store.edit([new], .delete(at: sample.time + 10))
    #expect(try store.forgetDeleted(before: sample.time + 5) == 1)
    #expect(throws: HistoryError.noSuchRun(old.rawValue)) { try store.run(old) }
    #expect(!FileManager.default.fileExists(atPath: path))
    #expect(try store.picturePath(of: store.summary(new)) != nil)
    #expect(try store.summary(child).parent == nil)
    #expect(try store.undo(undo).isEmpty)
    #expect(try sample.found("old").isEmpty)
  }

  @Test(arguments: [
    ("Fruit", "fruit"), ("  red   apple ", "red apple"), ("a,b", "a b"),
    ("é\u{1F34E}", "é\u{1F34E}"),
    ("'; --", "'; --"), ("\"q\"", "\"q\""), ("a\u{0}\nb", "a b"), ("%_*", "%_*"), ("x:y", "x:y"),
    ("/\\", "/\\"),
  ])
  func oddTagsAreKeptAndFound(_ given: String, _ kept: String) throws {
    let id = try sample.add("apple")
    try store.edit([id], .tag(given))
    try store.edit([id], .tag(given))
    #expect(try store.summary(id).tags == [kept])
    var query = HistoryQuery()
    query.tags = [kept]
    #expect(try store.page(of: query, 9).runs.map(\.id) == [id])
    #expect(try store.tags().map(\.name) == [kept] && store.tags().map(\.count) == [1])
    try store.edit([id], .untag(given))
    #expect(try store.count(query) == 0 && store.summary(id).tags.isEmpty)
  }

  @Test(arguments: ["", "  ", ",", "\u{7}", String(repeating: "x", count: 65)])
  func tagsThatAreNoneAreRefused(_ tag: String) throws {
    let id = try sample.add("apple")
    let error = #expect(throws: HistoryError.tag(tag)) { try store.edit([id], .tag(tag)) }
    #expect(error?.description.hasPrefix("a tag must have 1 to 64 letters, got “") == true)
  }

  @Test func notesOfAMegabyteAreKeptSearchedAndNotReadForLists() throws {
    let id = try sample.add("apple")
    let notes = String(repeating: "word \u{1F34E} ", count: 100_000) + "needle"
    try store.edit([id], .note(notes))
    #expect(try store.run(id).notes == notes)
    #expect(try sample.found("needle") == ["apple"])
    #expect(try store.summary(id).hasNotes)
  }

  @Test func aRatingOutOfRangeChangesNothing() throws {
    let id = try sample.add("apple", .draft)
    #expect(throws: HistoryError.rating(-1)) { try store.rate(id, -1) }
    #expect(try store.summary(id).verdict == .draft)
  }
}
