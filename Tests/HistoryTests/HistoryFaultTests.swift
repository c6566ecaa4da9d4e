import Foundation
import GRDB
import History
import Testing

@Suite struct HistoryFaultTests {
  let folder = FileManager.default.temporaryDirectory.path + "/leon-faults-" + UUID().uuidString
  var path: String { folder + "/history.sqlite" }
  let time = Date(timeIntervalSince1970: 1_800_000_000)
  let run = NewRun(prompt: "a", request: "{}", seed: 1, modelHash: "m", codeCount: 4)

  @Test func fileThatIsNoDatabaseIsSetAsideAndSaidSo() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let junk = Data(String(repeating: "no database ", count: 500).utf8)
    try junk.write(to: URL(fileURLWithPath: path))
    let opening = try HistoryStore.open(folder: folder)
    let aside = folder + "/history.set-aside-1.sqlite"
    #expect(opening.notice?.contains("is damaged; it was set aside as \(aside)") == true)
    #expect(try Data(contentsOf: URL(fileURLWithPath: aside)) == junk)
    #expect(try opening.store.counts().all == 0)
    _ = try opening.store.begin(run, at: time)
  }

  @Test func databaseWithTornPagesIsSetAside() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    do {
      let store = try HistoryStore.open(folder: folder).store
      for _ in 0..<200 { _ = try store.begin(run, at: time) }
      try DatabaseQueue(path: path).close()
    }
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    let size = try file.seekToEnd()
    try #require(size > 20_000)
    try file.seek(toOffset: 4096)
    try file.write(contentsOf: Data(repeating: 0xA5, count: Int(size) - 4096))
    try file.close()
    let opening = try HistoryStore.open(folder: folder)
    #expect(opening.notice?.contains("set aside") == true)
    #expect(try opening.store.newest(9).isEmpty)
  }

  @Test func readOnlyFileIsSetAside() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    _ = try HistoryStore.open(folder: folder)
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
    let opening = try HistoryStore.open(folder: folder)
    #expect(opening.notice?.contains("it is read-only") == true)
    _ = try opening.store.begin(run, at: time)
  }

  @Test func secondFileSetAsideTakesTheNextName() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for number in 1...2 {
      try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      let notice = try HistoryStore.open(folder: folder).notice
      #expect(notice?.contains("set-aside-\(number).sqlite") == true)
      try FileManager.default.removeItem(atPath: path)
    }
  }

  @Test func historyOfANewerLeonIsRefusedAndLeftAlone() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    _ = try HistoryStore.open(folder: folder)
    try DatabaseQueue(path: path).write {
      try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('9: dreams')")
    }
    #expect(throws: HistoryError.newer(path: path)) { try HistoryStore.open(folder: folder) }
  }

  @Test func folderThatCannotBeMadeIsASentence() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data().write(to: URL(fileURLWithPath: folder))
    let error = #expect(throws: HistoryError.self) {
      try HistoryStore.open(folder: folder + "/inside")
    }
    #expect(error?.description.hasPrefix(folder + "/inside cannot be written (") == true)
  }

  @Test func fullDatabaseSaysSoAndKeepsWhatItHad() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var options = HistoryStore.Options()
    options.mostPages = 80
    let store = try HistoryStore.open(folder: folder, options).store
    var written = 0
    let error = #expect(throws: HistoryError.self) {
      for _ in 0..<10_000 {
        _ = try store.begin(run, at: time)
        written += 1
      }
    }
    #expect(error == .diskFull(path: path))
    #expect(error?.description.contains("no room left on the disk") == true)
    #expect(written > 0)
    #expect(try store.counts().all == written)
  }

  @Test(arguments: [ENOSPC, EDQUOT]) func fullDiskUnderAPictureIsTheSameSentence(_ code: Int32) {
    #expect(HistoryError.system(code, path: "/p") == .diskFull(path: "/p"))
  }

  @Test func pictureWithoutAFolderLeavesTheCodesBehind() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try HistoryStore.open(folder: folder).store
    let id = try store.begin(run, at: time)
    try FileManager.default.removeItem(atPath: folder + "/pictures")
    #expect(throws: HistoryError.self) {
      try store.close(
        id, as: .finished, codes: [1, 2], knobChanges: "[]", picture: [9], at: time)
    }
    let found = try store.run(id)
    #expect(found.codes == [1, 2] && found.state == .finished && found.picture == nil)
  }

  @Test(arguments: [
    ("", "1-seed3.png"), ("../../etc/passwd", "1-etc-passwd-seed3.png"),
    ("Äpfel & Öl!", "1-äpfel-öl-seed3.png"), ("\u{1F34E}", "1-seed3.png"),
  ])
  func pictureNamesAreReadableAndStayInTheirFolder(_ prompt: String, _ name: String) throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try HistoryStore.open(folder: folder).store
    var run = run
    (run.prompt, run.seed) = (prompt, 3)
    let id = try store.begin(run, at: time)
    try store.attach([1], to: id)
    #expect(try store.run(id).picture == name)
  }

  @Test func aHistoryThatIsLockedIsASentenceAndNothingIsSetAside() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var options = HistoryStore.Options()
    options.patience = 0.01
    let store = try HistoryStore.open(folder: folder, options).store
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: path, configuration: configuration)
    try other.inDatabase { try $0.execute(sql: "BEGIN EXCLUSIVE") }
    #expect(throws: HistoryError.locked(path: path)) { try store.begin(run, at: time) }
    #expect(throws: HistoryError.locked(path: path)) {
      try store.enqueue(QueuedOrder(prompt: "", request: ""), at: time)
    }
    #expect(try store.newest(9).isEmpty)
    try other.inDatabase { try $0.execute(sql: "ROLLBACK") }
    _ = try store.begin(run, at: time)
    #expect(!FileManager.default.fileExists(atPath: folder + "/history.set-aside-1.sqlite"))
  }

  @Test func aFullDiskRefusesEditsAndKeepsWhatWasThere() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var id = Run.ID(rawValue: 0)
    do {
      let store = try HistoryStore.open(folder: folder).store
      id = try store.begin(run, at: time)
      try store.edit([id], .note("short"))
    }
    var options = HistoryStore.Options()
    options.mostPages = 80
    let store = try HistoryStore.open(folder: folder, options).store
    let long = String(repeating: "long ", count: 200_000)
    #expect(throws: HistoryError.diskFull(path: path)) { try store.edit([id], .note(long)) }
    #expect(try store.run(id).notes == "short")
  }

  @Test func onlyAHistoryThatIsThereAndSoundIsOpenedAsItIs() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(throws: HistoryError.missing(path: path)) { try HistoryStore.existing(in: folder) }
    #expect(!FileManager.default.fileExists(atPath: folder))
    _ = try HistoryStore.open(folder: folder)
    #expect(try HistoryStore.existing(in: folder).counts().all == 0)
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
    #expect(throws: HistoryError.unwritable(path: path, reason: "it is read-only")) {
      try HistoryStore.existing(in: folder)
    }
    try FileManager.default.removeItem(atPath: path)
    try Data(repeating: 7, count: 9000).write(to: URL(fileURLWithPath: path))
    #expect(throws: HistoryError.damaged(path: path)) { try HistoryStore.existing(in: folder) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)).count == 9000)
  }

  @Test func aDraftThatFallsOutOfTheRingTakesItsPictureAlong() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try HistoryStore.open(folder: folder).store
    var draft = run
    draft.verdict = .draft
    for number in 0...HistoryStore.mostDrafts {
      let id = try store.begin(draft, at: time)
      try store.close(
        id, as: .finished, codes: [1], knobChanges: "[]", picture: number == 0 ? [1] : nil,
        at: time)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/pictures").isEmpty)
  }
}
