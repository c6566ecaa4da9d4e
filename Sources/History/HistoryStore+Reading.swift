import Foundation
import GRDB

extension HistoryStore {
  /// One run.
  ///
  /// - Throws: `HistoryError`, also where there is none of that number.
  package func run(_ id: Run.ID) throws -> Run {
    let found = try runs("WHERE run.id = ?", [id.rawValue])
    guard let run = found.first else { throw HistoryError.noSuchRun(id.rawValue) }
    return run
  }

  /// The runs of these numbers in their order; those that are gone are left out.
  ///
  /// - Throws: `HistoryError`.
  package func runs(_ ids: [Run.ID]) throws -> [Run] {
    let numbers = ids.map { "\($0.rawValue)" }.joined(separator: ", ")
    let found = try runs("WHERE run.id IN (\(numbers))", [])
    let byID = Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0) })
    return ids.compactMap { byID[$0] }
  }

  /// The newest runs, the newest first; of the drafts only the last one.
  ///
  /// - Parameters:
  ///   - count: At most so many.
  ///   - id: Only runs before this one, for the next page.
  /// - Returns: At most `count` runs.
  /// - Throws: `HistoryError`.
  package func newest(_ count: Int, before id: Run.ID? = nil) throws -> [Run] {
    var query = HistoryQuery()
    query.includesLastDraft = true
    return try runs(page(of: query, count, before: id).runs.map(\.id))
  }

  /// The drafts that are still remembered, the newest first.
  ///
  /// - Throws: `HistoryError`.
  package func drafts() throws -> [Run] {
    try runs("WHERE verdict = 'draft' AND deletedAt IS NULL ORDER BY run.id DESC", [])
  }

  /// How many runs were asked for, and how many of them were kept.
  ///
  /// - Throws: `HistoryError`.
  package func counts() throws -> (all: Int, kept: Int) {
    var kept = HistoryQuery()
    kept.verdicts = [.kept]
    return try (count(HistoryQuery()), count(kept))
  }

  /// A number that changes when another studio or a command has written something.
  ///
  /// - Throws: `HistoryError`.
  package func versionOfOthers() throws -> Int {
    try sayingWhy {
      // SQLite tells a connection of what the others wrote; all that is written here goes through one.
      try database.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA data_version") ?? 0 }
    }
  }

  func runs(_ rest: String, _ arguments: StatementArguments) throws -> [Run] {
    try sayingWhy {
      try database.read { try Run.fetch($0, rest, arguments) }
    }
  }
}

extension Run {
  /// The runs that `rest`, the end of a statement, selects.
  static func fetch(_ db: Database, _ rest: String, _ arguments: StatementArguments) throws
    -> [Run]
  {
    let sql = """
      SELECT \(RunSummary.columns), request, codes, knobChanges, replay, notes
      FROM run JOIN runBody ON runBody.run = run.id
      """
    return try Row.fetchAll(db, sql: sql + " " + rest, arguments: arguments).map(Run.init)
  }

  private init(_ row: Row) {
    let codes: Data = row["codes"]
    self.init(
      summary: RunSummary(row), request: row["request"],
      codes: [UInt8](codes).littleEndianCodes, knobChanges: row["knobChanges"],
      replay: row["replay"], notes: row["notes"])
  }
}

extension RunSummary {
  /// What `init(_ row:)` reads.
  static let columns = """
    run.id, run.prompt, run.title, run.answer, run.task, run.seed, run.model, run.modelHash,
    run.written, run.codeCount, run.state, run.verdict, run.rating, run.isFavourite, run.tags,
    run.notes != '' AS hasNotes, run.parent, run.comparison, run.picture, run.kept, run.origin,
    run.createdAt, run.closedAt, run.deletedAt,
    (SELECT COUNT(*) FROM run AS child WHERE child.parent = run.id
      AND child.verdict != 'draft' AND child.deletedAt IS NULL) AS childCount
    """

  init(_ row: Row) {
    func date(_ column: String) -> Date? {
      (row[column] as Double?).map(Date.init(timeIntervalSince1970:))
    }
    self.init(
      id: Run.ID(rawValue: row["id"]), prompt: row["prompt"], title: row["title"],
      answer: row["answer"], task: row["task"], seed: UInt64(bitPattern: row["seed"]),
      model: row["model"], modelHash: row["modelHash"], written: row["written"],
      codeCount: row["codeCount"], state: Run.State(rawValue: row["state"]) ?? .partial,
      verdict: Run.Verdict(rawValue: row["verdict"]) ?? .undecided, rating: row["rating"],
      isFavourite: row["isFavourite"], tags: JSONText.strings(row["tags"]),
      hasNotes: row["hasNotes"], parent: (row["parent"] as Int64?).map(Run.ID.init),
      childCount: row["childCount"],
      comparison: (row["comparison"] as Int64?).map(Comparison.ID.init),
      picture: row["picture"], kept: row["kept"], origin: row["origin"],
      createdAt: Date(timeIntervalSince1970: row["createdAt"]), closedAt: date("closedAt"),
      deletedAt: date("deletedAt"))
  }
}

extension [UInt8] {
  fileprivate var littleEndianCodes: [Int32] {
    stride(from: 0, to: count - count % 4, by: 4).map { at in
      var code: Int32 = 0
      for byte in self[at..<at + 4].reversed() { code = code << 8 | Int32(byte) }
      return code
    }
  }
}
