import Foundation
import History
import Testing

@Suite struct KeptPictureTests {
  let sample: HistorySample
  var store: HistoryStore { sample.store }

  init() throws { sample = try HistorySample() }

  func bytes(_ path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path).map { [UInt8]($0) }
  }

  @Test func keepingCopiesUnderAReadableNameAndTossingRemovesTheCopy() throws {
    let id = try sample.add("red apple, 3D icon", picture: [1, 2, 3])
    let undo = try store.judge(id, .kept)
    let path = try #require(store.keptPath(of: store.summary(id)))
    #expect(path == sample.folder + "/kept/red-apple-3d-icon-seed7-1.png")
    #expect(bytes(path) == [1, 2, 3])
    let redo = try store.undo(undo)
    #expect(bytes(path) == nil)
    #expect(try store.summary(id).kept == nil)
    try store.undo(redo)
    #expect(bytes(path) == [1, 2, 3])
    try store.edit([id], .delete(at: sample.time))
    #expect(bytes(path) == nil)
    try store.edit([id], .undelete)
    #expect(bytes(path) == [1, 2, 3])
  }

  @Test func aCopyThatWasChangedStays() throws {
    let id = try sample.add("apple", picture: [1])
    try store.judge(id, .kept)
    let path = try #require(try store.summary(id).kept)
    try Data([9]).write(to: URL(fileURLWithPath: path))
    try store.judge(id, .tossed)
    #expect(bytes(path) == [9])
    try store.judge(id, .kept)
    let second = try #require(try store.summary(id).kept)
    #expect(second.hasSuffix("apple-seed7-1-2.png") && bytes(second) == [1] && bytes(path) == [9])
  }

  @Test func aPictureThatComesAfterTheVerdictIsCopiedToo() throws {
    let id = try sample.add("apple")
    try store.judge(id, .kept)
    #expect(try store.summary(id).kept == nil)
    try store.attach([4], to: id)
    #expect(bytes(try #require(store.keptPath(of: store.summary(id)))) == [4])
  }

  @Test func theFolderIsTheUsersChoice() throws {
    var options = HistoryStore.Options()
    options.keptFolder = sample.folder + "/my pictures/ai"
    let store = try HistoryStore.open(folder: sample.folder, options).store
    let id = try sample.add("", picture: [4])
    try store.judge(id, .kept)
    #expect(try store.summary(id).kept == sample.folder + "/my pictures/ai/seed7-1.png")
  }

  @Test func aFolderThatCannotBeWrittenLeavesTheVerdictAsItWas() throws {
    var options = HistoryStore.Options()
    options.keptFolder = sample.folder + "/history.sqlite/kept"
    let store = try HistoryStore.open(folder: sample.folder, options).store
    let id = try sample.add("apple", picture: [4])
    let error = #expect(throws: HistoryError.self) { try store.judge(id, .kept) }
    #expect(error?.description.contains("/history.sqlite/kept cannot be written (") == true)
    #expect(try store.summary(id).verdict == .undecided)
  }

  @Test func aPictureRemovedBehindItsRowIsMissingAndCanBeWrittenAgain() throws {
    let id = try sample.add("apple", picture: [4])
    let path = try #require(store.picturePath(of: store.run(id)))
    try FileManager.default.removeItem(atPath: path)
    #expect(try store.picturePath(of: store.run(id)) == nil)
    #expect(try store.run(id).codes == [1, 2])
    try store.judge(id, .kept)
    #expect(try store.summary(id).kept == nil)
    try store.attach([4], to: id)
    #expect(bytes(path) == [4])
    #expect(try store.keptPath(of: store.summary(id)) != nil)
  }

  @Test func aCopyRemovedByItsOwnerIsMissing() throws {
    let id = try sample.add("apple", picture: [4])
    try store.judge(id, .kept)
    try FileManager.default.removeItem(atPath: try #require(try store.summary(id).kept))
    #expect(try store.keptPath(of: store.summary(id)) == nil)
    try store.judge(id, .undecided)
    try store.judge(id, .kept)
    #expect(try store.keptPath(of: store.summary(id)) != nil)
  }

  @Test func aPictureOfAnotherStudioIsTakenWithItsRow() throws {
    let run = NewRun(prompt: "cat", request: "{}", seed: 3, modelHash: "", codeCount: 0)
    let id = try store.take(run, picture: [8], from: "/tmp/cat.png", at: sample.time)
    let found = try store.run(id)
    #expect(found.state == .finished && found.codes.isEmpty && found.origin == "/tmp/cat.png")
    #expect(bytes(try #require(store.picturePath(of: found))) == [8])
    try FileManager.default.removeItem(atPath: sample.folder + "/pictures")
    #expect(throws: HistoryError.self) {
      try store.take(run, picture: [8], from: "", at: sample.time)
    }
    #expect(try store.counts().all == 1)
  }
}
