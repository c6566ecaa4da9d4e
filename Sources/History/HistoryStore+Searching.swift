import GRDB

/// A part of a list, and where the next one begins.
package struct HistoryPage: Hashable, Sendable {
  /// The newest first.
  package let runs: [RunSummary]
  /// What to ask the next page with; nil where this is the last.
  package let next: Run.ID?

  /// Makes a page.
  package init(runs: [RunSummary], next: Run.ID? = nil) {
    self.runs = runs
    self.next = next
  }
}

extension HistoryStore {
  /// The newest runs that a query asks for.
  ///
  /// - Parameters:
  ///   - query: What they must be.
  ///   - count: At most so many, at least 1.
  ///   - id: Only runs before this one, for the next page.
  /// - Returns: At most `count` runs; a page costs the same wherever it lies.
  /// - Throws: `HistoryError`.
  package func page(of query: HistoryQuery, _ count: Int, before id: Run.ID? = nil) throws
    -> HistoryPage
  {
    precondition(count > 0, "a page of \(count)")
    let source = query.source(before: id)
    let sql =
      "SELECT \(RunSummary.columns)\(source.sql) ORDER BY \(query.order) DESC LIMIT \(count + 1)"
    let rows = try sayingWhy {
      try database.read { try Row.fetchAll($0, sql: sql, arguments: source.arguments) }
    }
    let runs = rows.prefix(count).map(RunSummary.init)
    return HistoryPage(runs: runs, next: rows.count > count ? runs.last?.id : nil)
  }

  /// The numbers of all runs that a query asks for, the newest first.
  ///
  /// - Throws: `HistoryError`.
  package func ids(of query: HistoryQuery) throws -> [Run.ID] {
    let source = query.source()
    return try sayingWhy {
      try database.read { db in
        try Int64.fetchAll(
          db, sql: "SELECT run.id\(source.sql) ORDER BY \(query.order) DESC",
          arguments: source.arguments
        ).map(Run.ID.init)
      }
    }
  }

  /// How many runs a query asks for.
  ///
  /// - Throws: `HistoryError`.
  package func count(_ query: HistoryQuery) throws -> Int {
    let source = query.source()
    return try sayingWhy {
      try database.read {
        try Int.fetchOne($0, sql: "SELECT COUNT(*)\(source.sql)", arguments: source.arguments)
      }
    } ?? 0
  }

  /// What lists show of one run.
  ///
  /// - Throws: `HistoryError`, also where there is none of that number.
  package func summary(_ id: Run.ID) throws -> RunSummary {
    guard let run = try summaries("WHERE run.id = ?", [id.rawValue]).first else {
      throw HistoryError.noSuchRun(id.rawValue)
    }
    return run
  }

  /// The runs that were taken from one, the newest first; drafts and deleted ones are left out.
  ///
  /// - Throws: `HistoryError`.
  package func children(of id: Run.ID) throws -> [RunSummary] {
    try summaries(
      """
      WHERE run.parent = ? AND run.verdict != 'draft' AND run.deletedAt IS NULL
      ORDER BY run.id DESC
      """, [id.rawValue])
  }

  /// The runs that one was taken from, its parent first, deleted ones included.
  ///
  /// - Throws: `HistoryError`.
  package func ancestors(of id: Run.ID) throws -> [RunSummary] {
    // A parent is always older, so ids that fall say that the walk ends.
    try summaries(
      """
      JOIN (WITH RECURSIVE line (id) AS (
          SELECT parent FROM run WHERE id = ? AND parent < id
          UNION ALL SELECT run.parent FROM run JOIN line ON run.id = line.id
          WHERE run.parent < run.id)
        SELECT id FROM line) AS line ON line.id = run.id
      ORDER BY run.id DESC
      """, [id.rawValue])
  }

  /// All tags that are in use, with the number of entries each has, the most used first.
  ///
  /// - Throws: `HistoryError`.
  package func tags() throws -> [(name: String, count: Int)] {
    try sayingWhy {
      try database.read { db in
        try Row.fetchAll(
          db,
          sql: """
            SELECT name, COUNT(*) AS count FROM runTag JOIN run ON run.id = runTag.run
            WHERE run.deletedAt IS NULL GROUP BY name ORDER BY count DESC, name
            """
        ).map { ($0["name"], $0["count"]) }
      }
    }
  }

  /// The names of the models and tasks that the history has, for completing a search.
  ///
  /// - Throws: `HistoryError`.
  package func names() throws -> (models: [String], tasks: [String]) {
    try sayingWhy {
      try database.read { db in
        (
          try String.fetchAll(
            db, sql: "SELECT DISTINCT model FROM run WHERE model != '' ORDER BY model"),
          try String.fetchAll(db, sql: "SELECT DISTINCT task FROM run ORDER BY task")
        )
      }
    }
  }

  private func summaries(_ rest: String, _ arguments: StatementArguments) throws -> [RunSummary] {
    try sayingWhy {
      try database.read { db in
        try Row.fetchAll(
          db, sql: "SELECT \(RunSummary.columns) FROM run " + rest, arguments: arguments
        ).map(RunSummary.init)
      }
    }
  }
}
