import Foundation
import GRDB

extension HistoryStore {
  /// One run.
  ///
  /// - Throws: `HistoryError`, also where there is none of that number.
  package func run(_ id: Run.ID) throws -> Run {
    let found = try runs("WHERE id = ?", [id.rawValue])
    guard let run = found.first else { throw HistoryError.noSuchRun(id.rawValue) }
    return run
  }

  /// The newest runs, the newest first; of the drafts only the last one.
  ///
  /// - Parameters:
  ///   - count: At most so many.
  ///   - id: Only runs before this one, for the next page.
  /// - Returns: At most `count` runs.
  /// - Throws: `HistoryError`.
  package func newest(_ count: Int, before id: Run.ID? = nil) throws -> [Run] {
    try runs(
      """
      WHERE id < ? AND (verdict != 'draft' OR id = (SELECT MAX(id) FROM run WHERE verdict = 'draft'))
      ORDER BY id DESC LIMIT ?
      """, [id?.rawValue ?? Int64.max, count])
  }

  /// The drafts that are still remembered, the newest first.
  ///
  /// - Throws: `HistoryError`.
  package func drafts() throws -> [Run] {
    try runs("WHERE verdict = 'draft' ORDER BY id DESC", [])
  }

  /// How many runs were asked for, and how many of them were kept.
  ///
  /// - Throws: `HistoryError`.
  package func counts() throws -> (all: Int, kept: Int) {
    try sayingWhy {
      try database.read { db in
        let all = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM run WHERE verdict != 'draft'")
        let kept = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM run WHERE verdict = 'kept'")
        return (all ?? 0, kept ?? 0)
      }
    }
  }

  private func runs(_ rest: String, _ arguments: StatementArguments) throws -> [Run] {
    try sayingWhy {
      try database.read { db in
        try Row.fetchAll(db, sql: "SELECT * FROM run " + rest, arguments: arguments).map(Run.init)
      }
    }
  }
}

extension Run {
  fileprivate init(_ row: Row) {
    let codes: Data = row["codes"]
    self.init(
      id: ID(rawValue: row["id"]), prompt: row["prompt"], request: row["request"],
      seed: UInt64(bitPattern: row["seed"]), modelHash: row["modelHash"],
      codes: [UInt8](codes).littleEndianCodes, codeCount: row["codeCount"],
      state: State(rawValue: row["state"]) ?? .partial,
      verdict: Verdict(rawValue: row["verdict"]) ?? .undecided, rating: row["rating"],
      knobChanges: row["knobChanges"], parent: (row["parent"] as Int64?).map(ID.init),
      picture: row["picture"], createdAt: Date(timeIntervalSince1970: row["createdAt"]),
      closedAt: (row["closedAt"] as Double?).map(Date.init(timeIntervalSince1970:)))
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
