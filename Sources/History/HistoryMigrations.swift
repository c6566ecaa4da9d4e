import GRDB

/// The tables of the history, one migration a format version; a written one never changes again.
enum HistoryMigrations {
  /// All versions in order.
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1: runs", migrate: makeRuns)
    return migrator
  }

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
}
