package import Foundation
import GRDB

/// The history: runs in SQLite, their pictures as PNG files beside it.
///
///     FOLDER/history.sqlite          rows (write-ahead log, so that two studios can share it)
///     FOLDER/pictures/216-….png      one file a finished picture that was asked for
///     FOLDER/kept/red-….png          copies of kept ones, unless another folder is named
///     FOLDER/sessions/0.lock         held by a living studio; tells what another left pending
///
/// Every call may wait on the disk, or up to five seconds on another studio: not for a thread that
/// answers keys.
package final class HistoryStore: Sendable {
  /// Where everything lies.
  package let folder: String
  /// Where copies of kept pictures lie.
  package let keptFolder: String
  let database: DatabasePool
  let session: SessionLock

  /// Drafts that are remembered; older ones are dropped.
  package static let mostDrafts = 200

  private init(folder: String, kept: String?, database: DatabasePool, session: SessionLock) {
    self.folder = folder
    keptFolder = kept ?? "\(folder)/kept"
    self.database = database
    self.session = session
  }

  /// Leaves the history, as ending the program would; nothing may be written behind it.
  ///
  /// What is pending becomes partial when the history is opened next, and orders taken wait again.
  package func leave() { session.release() }

  /// A history and what its user should hear about its opening.
  package struct Opening: Sendable {
    /// The history, ready for use.
    package let store: HistoryStore
    /// A sentence where the file found could not be used and was set aside.
    package let notice: String?
  }

  /// What an opening may be told, apart from the folder.
  package struct Options: Sendable {
    /// Where copies of kept pictures lie; `kept` beside the history unless given.
    package var keptFolder: String?
    /// The size in pages of 4 KiB at which the disk counts as full.
    package var mostPages: Int?
    /// How long to wait for another program, in seconds.
    package var patience: TimeInterval = 5

    /// Takes the usual ones.
    package init() {}
  }

  /// Opens the history in `folder`, making what is missing; a read-only or damaged file is set
  /// aside under a new name, and runs that a dead studio left pending become partial.
  ///
  /// - Parameters:
  ///   - folder: Where the history lies.
  ///   - options: Whatever is not as usual.
  /// - Returns: The history, and a sentence where a file was set aside.
  /// - Throws: `HistoryError` where no history can be begun either, or a newer leon wrote it.
  package static func open(folder: String, _ options: Options = Options()) throws -> Opening {
    let path = "\(folder)/history.sqlite"
    do {
      return try Opening(store: store(folder, options), notice: nil)
    } catch let error as HistoryError where error.asksForNewFile(in: path) {
      let name = try setAside(path)
      return try Opening(
        store: store(folder, options),
        notice: "\(error); it was set aside as \(name) and a new history was begun")
    }
  }

  /// Opens a history that is there, and leaves a broken or read-only one as it is.
  ///
  /// - Parameters:
  ///   - folder: Where the history lies.
  ///   - options: Whatever is not as usual.
  /// - Returns: The history.
  /// - Throws: `HistoryError`, also where there is none.
  package static func existing(in folder: String, _ options: Options = Options()) throws
    -> HistoryStore
  {
    let path = "\(folder)/history.sqlite"
    guard FileManager.default.fileExists(atPath: path) else {
      throw HistoryError.missing(path: path)
    }
    return try store(folder, options)
  }

  private static func store(_ folder: String, _ options: Options) throws -> HistoryStore {
    for name in [folder, "\(folder)/pictures", "\(folder)/sessions"] { try makeFolder(name) }
    let session = try SessionLock.first(in: "\(folder)/sessions")
    let path = "\(folder)/history.sqlite"
    if let reason = flaw(of: path) { throw HistoryError.unwritable(path: path, reason: reason) }
    let database = try connect(path, options)
    let store = HistoryStore(
      folder: folder, kept: options.keptFolder, database: database, session: session)
    try store.markLeftBehind()
    return store
  }

  /// Runs `body`, with SQLite's errors put into words.
  func sayingWhy<Value>(_ body: () throws -> Value) throws -> Value {
    try HistoryStore.sayingWhy("\(folder)/history.sqlite", body)
  }

  private static func sayingWhy<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw HistoryError.sqlite(error, path: path)
    }
  }

  static func makeFolder(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw HistoryError.unwritable(path: path, reason: error.localizedDescription)
    }
  }

  /// Why an existing file cannot serve.
  ///
  /// The permission bits are read, not tried: root may write a
  /// file that its owner protected.
  private static func flaw(of path: String) -> String? {
    guard let found = try? FileManager.default.attributesOfItem(atPath: path) else { return nil }
    guard found[.type] as? FileAttributeType == .typeRegular else { return "it is no file" }
    let mode = found[.posixPermissions] as? Int ?? 0o600
    return mode & 0o200 == 0 ? "it is read-only" : nil
  }

  private static func connect(_ path: String, _ options: Options) throws -> DatabasePool {
    try sayingWhy(path) {
      var configuration = Configuration()
      configuration.busyMode = .timeout(options.patience)
      configuration.maximumReaderCount = 2
      configuration.prepareDatabase { db in
        guard let mostPages = options.mostPages else { return }
        try db.execute(sql: "PRAGMA max_page_count = \(mostPages)")
      }
      let database = try DatabasePool(path: path, configuration: configuration)
      let verdict = try database.read { try String.fetchOne($0, sql: "PRAGMA quick_check(1)") }
      guard verdict == "ok" else { throw HistoryError.damaged(path: path) }
      let migrator = HistoryMigrations.migrator
      guard try !database.read(migrator.hasBeenSuperseded) else {
        throw HistoryError.newer(path: path)
      }
      try migrator.migrate(database)
      return database
    }
  }

  /// Renames the database and its logs to the first free `history.set-aside-N.sqlite`.
  private static func setAside(_ path: String) throws -> String {
    let files = FileManager.default
    let stem = path.dropLast(".sqlite".count)
    var number = 1
    while files.fileExists(atPath: "\(stem).set-aside-\(number).sqlite") { number += 1 }
    let name = "\(stem).set-aside-\(number).sqlite"
    do {
      try files.moveItem(atPath: path, toPath: name)
      for log in ["-wal", "-shm"] where files.fileExists(atPath: path + log) {
        try files.moveItem(atPath: path + log, toPath: name + log)
      }
    } catch {
      throw HistoryError.unwritable(path: path, reason: error.localizedDescription)
    }
    return name
  }
}

extension HistoryError {
  /// Whether a new file in place of `database` would help.
  fileprivate func asksForNewFile(in database: String) -> Bool {
    switch self {
    case .damaged: true
    case .unwritable(let path, _): path == database
    default: false
    }
  }
}
