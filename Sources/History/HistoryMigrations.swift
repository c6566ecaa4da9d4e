import GRDB

/// The tables of the history, one migration a format version; a written one never changes again.
///
///     run         what lists show, a line each, so that 100,000 are read in a moment
///     runBody     request, codes and what a replay needs
///     runTag      the tags of `run.tags`, for finding them; kept by triggers
///     runText     the words of `run` as FTS5 finds them; kept by triggers
///     comparison  what runs of one sheet have in common
///     queueItem   orders that wait
enum HistoryMigrations {
  /// All versions in order.
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1: runs", migrate: makeRuns)
    migrator.registerMigration("2: search, tags, queue") { db in
      try makeComparisons(db)
      try moveBodies(db)
      try addFacts(db)
      try makeTags(db)
      try makeText(db)
      try makeQueue(db)
    }
    return migrator
  }

  // MARK: 1

  /// `codes` are little-endian 32-bit numbers; `session` names the lock of the studio that writes.
  private static func makeRuns(_ db: Database) throws {
    try db.create(table: "run") { table in
      table.autoIncrementedPrimaryKey("id")
      table.column("prompt", .text).notNull()
      table.column("request", .text).notNull()
      table.column("seed", .integer).notNull()
      table.column("modelHash", .text).notNull()
      table.column("codes", .blob).notNull()
      table.column("codeCount", .integer).notNull()
      table.column("state", .text).notNull()
      table.column("verdict", .text).notNull()
      table.column("rating", .integer).check { $0 >= 0 && $0 <= 5 }
      table.column("knobChanges", .text).notNull().defaults(to: "[]")
      table.column("parent", .integer).references("run", onDelete: .setNull)
      table.column("picture", .text)
      table.column("session", .integer).notNull()
      table.column("createdAt", .double).notNull()
      table.column("closedAt", .double)
    }
    try db.create(index: "runByState", on: "run", columns: ["state"])
    try db.create(index: "runByVerdict", on: "run", columns: ["verdict", "id"])
    try db.create(index: "runByParent", on: "run", columns: ["parent"])
  }

  // MARK: 2

  private static func makeComparisons(_ db: Database) throws {
    try db.create(table: "comparison") { table in
      table.autoIncrementedPrimaryKey("id")
      table.column("axes", .text).notNull()
      table.column("createdAt", .double).notNull()
    }
  }

  /// Codes and requests are most of a row, and no list shows them.
  private static func moveBodies(_ db: Database) throws {
    try db.create(table: "runBody") { table in
      table.primaryKey("run", .integer).references("run", onDelete: .cascade)
      table.column("request", .text).notNull()
      table.column("codes", .blob).notNull()
      table.column("knobChanges", .text).notNull()
      table.column("replay", .text).notNull().defaults(to: "")
    }
    try db.execute(
      sql: """
        INSERT INTO runBody (run, request, codes, knobChanges)
        SELECT id, request, codes, knobChanges FROM run
        """)
    try db.alter(table: "run") { table in
      table.add(column: "written", .integer).notNull().defaults(to: 0)
    }
    try db.execute(sql: "UPDATE run SET written = length(codes) / 4")
    try db.alter(table: "run") { table in
      for column in ["request", "codes", "knobChanges"] { table.drop(column: column) }
    }
  }

  /// `tags` is a JSON array; `notes` come last, since they may be long and lists do not read them.
  private static func addFacts(_ db: Database) throws {
    try db.alter(table: "run") { table in
      table.add(column: "task", .text).notNull().defaults(to: "picture")
      table.add(column: "model", .text).notNull().defaults(to: "")
      table.add(column: "isFavourite", .boolean).notNull().defaults(to: false)
      table.add(column: "comparison", .integer).references("comparison")
      table.add(column: "deletedAt", .double)
      table.add(column: "kept", .text)
      table.add(column: "origin", .text)
      table.add(column: "tags", .text).notNull().defaults(to: "[]")
      table.add(column: "title", .text).notNull().defaults(to: "")
      table.add(column: "answer", .text).notNull().defaults(to: "")
      table.add(column: "notes", .text).notNull().defaults(to: "")
    }
    try db.create(index: "runByComparison", on: "run", columns: ["comparison"])
  }

  private static func makeTags(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE runTag (name TEXT NOT NULL, run INTEGER NOT NULL, PRIMARY KEY (name, run))
          WITHOUT ROWID;
        CREATE INDEX runTagByRun ON runTag (run);
        CREATE TRIGGER runTagged AFTER UPDATE OF tags ON run BEGIN
          DELETE FROM runTag WHERE run = old.id;
          INSERT OR IGNORE INTO runTag SELECT value, new.id FROM json_each(new.tags);
        END;
        CREATE TRIGGER runUntagged AFTER DELETE ON run BEGIN
          DELETE FROM runTag WHERE run = old.id;
        END;
        """)
  }

  /// The index holds no words of its own (`content`), so a trigger hands it the old ones too.
  ///
  /// Prefixes of one to three letters are indexed, since they are searched while one types.
  private static func makeText(_ db: Database) throws {
    let columns = ["prompt", "title", "answer", "notes", "tags"]
    let names = columns.joined(separator: ", ")
    func insert(_ row: String) -> String {
      "INSERT INTO runText (rowid, \(names)) VALUES "
        + "(\(row).id, \(columns.map { "\(row).\($0)" }.joined(separator: ", ")));"
    }
    let forget =
      "INSERT INTO runText (runText, rowid, \(names)) VALUES "
      + "('delete', old.id, \(columns.map { "old.\($0)" }.joined(separator: ", ")));"
    try db.execute(
      sql: """
        CREATE VIRTUAL TABLE runText USING fts5(\(names), content = 'run', content_rowid = 'id',
          tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3');
        INSERT INTO runText (runText) VALUES ('rebuild');
        CREATE TRIGGER runWorded AFTER INSERT ON run BEGIN \(insert("new")) END;
        CREATE TRIGGER runReworded AFTER UPDATE OF \(names) ON run BEGIN
          \(forget) \(insert("new"))
        END;
        CREATE TRIGGER runForgotten AFTER DELETE ON run BEGIN \(forget) END;
        """)
  }

  /// `session` names the lock of the studio that has taken the order.
  private static func makeQueue(_ db: Database) throws {
    try db.create(table: "queueItem") { table in
      table.autoIncrementedPrimaryKey("id")
      table.column("position", .integer).notNull()
      table.column("prompt", .text).notNull()
      table.column("request", .text).notNull()
      table.column("task", .text).notNull()
      table.column("verdict", .text).notNull()
      table.column("parent", .integer).references("run", onDelete: .setNull)
      table.column("comparison", .integer).references("comparison")
      table.column("replay", .text).notNull()
      table.column("session", .integer)
      table.column("createdAt", .double).notNull()
    }
  }
}
