package import Foundation
import GRDB

extension HistoryStore {
  /// Writes down that a picture is being written, before its first code; drops the oldest drafts.
  ///
  /// - Parameters:
  ///   - run: What is known of it.
  ///   - time: Now, by the caller's clock.
  /// - Returns: The row's number.
  /// - Throws: `HistoryError`.
  package func begin(_ run: NewRun, at time: Date) throws -> Run.ID {
    try sayingWhy {
      try database.write { db in
        try db.execute(
          sql: """
            INSERT INTO run (prompt, request, seed, modelHash, codes, codeCount, state, verdict,
              parent, session, createdAt) VALUES (?, ?, ?, ?, x'', ?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            run.prompt, run.request, Int64(bitPattern: run.seed), run.modelHash, run.codeCount,
            Run.State.pending.rawValue, run.verdict.rawValue, run.parent?.rawValue,
            session.number, time.timeIntervalSince1970,
          ])
        let id = db.lastInsertedRowID
        if run.verdict == .draft { try dropOldDrafts(db) }
        return Run.ID(rawValue: id)
      }
    }
  }

  /// Writes down the codes so far, so that a studio that is killed loses only those after them.
  ///
  /// - Parameters:
  ///   - id: The run.
  ///   - codes: All its codes so far.
  ///   - knobChanges: The knobs turned so far, as JSON.
  /// - Throws: `HistoryError`.
  package func journal(_ id: Run.ID, codes: [Int32], knobChanges: String) throws {
    try update(
      id, "codes = ?, knobChanges = ?", [codes.littleEndianBytes, knobChanges])
  }

  /// Writes down how a picture ended; its file, if there is one, is on the disk before the row.
  ///
  /// - Parameters:
  ///   - id: The run.
  ///   - state: `.finished`, or `.partial` where it was stopped.
  ///   - codes: All its codes.
  ///   - knobChanges: The knobs turned meanwhile, as JSON.
  ///   - picture: The PNG file's bytes.
  ///   - time: Now, by the caller's clock.
  /// - Throws: `HistoryError`; the codes are written down even where the picture finds no room.
  package func close(
    _ id: Run.ID, as state: Run.State, codes: [Int32], knobChanges: String, picture: [UInt8]?,
    at time: Date
  ) throws {
    try update(
      id, "codes = ?, knobChanges = ?, state = ?, closedAt = ?",
      [codes.littleEndianBytes, knobChanges, state.rawValue, time.timeIntervalSince1970])
    if let picture { try attach(picture, to: id) }
  }

  /// Writes a run's picture beside the history, under a readable name.
  ///
  /// - Throws: `HistoryError`.
  package func attach(_ picture: [UInt8], to id: Run.ID) throws {
    let run = try run(id)
    let name = PictureName.of(id, prompt: run.prompt, seed: run.seed)
    try DurableFile.write(picture, folder: "\(folder)/pictures", name: name)
    try update(id, "picture = ?", [name])
  }

  /// Writes down what the user decided.
  ///
  /// - Throws: `HistoryError`.
  package func judge(_ id: Run.ID, _ verdict: Run.Verdict) throws {
    try update(id, "verdict = ?", [verdict.rawValue])
  }

  /// Rates a run 0 to 5, or takes its rating away.
  ///
  /// - Throws: `HistoryError`.
  package func rate(_ id: Run.ID, _ rating: Int?) throws {
    if let rating, !(0...5).contains(rating) { throw HistoryError.rating(rating) }
    try update(id, "rating = ?", [rating])
  }

  /// Marks as partial what studios that no longer live left pending.
  func markLeftBehind() throws {
    let places = try sayingWhy {
      try database.read {
        try Int.fetchAll($0, sql: "SELECT DISTINCT session FROM run WHERE state = 'pending'")
      }
    }
    for place in places {
      let isFree = place == session.number
      let lock = isFree ? nil : try SessionLock.take(place, in: "\(folder)/sessions")
      guard isFree || lock != nil else { continue }
      try sayingWhy {
        try database.write {
          try $0.execute(
            sql: "UPDATE run SET state = 'partial' WHERE state = 'pending' AND session = ?",
            arguments: [place])
        }
      }
    }
  }

  private func dropOldDrafts(_ db: Database) throws {
    try db.execute(
      sql: """
        DELETE FROM run WHERE verdict = 'draft' AND state != 'pending' AND id <= (
          SELECT id FROM run WHERE verdict = 'draft' ORDER BY id DESC LIMIT 1 OFFSET ?)
        """, arguments: [HistoryStore.mostDrafts])
  }

  private func update(_ id: Run.ID, _ columns: String, _ values: StatementArguments) throws {
    try sayingWhy {
      try database.write { db in
        try db.execute(
          sql: "UPDATE run SET \(columns) WHERE id = ?", arguments: values + [id.rawValue])
        guard db.changesCount == 1 else { throw HistoryError.noSuchRun(id.rawValue) }
      }
    }
  }
}

extension [Int32] {
  fileprivate var littleEndianBytes: Data {
    Data(flatMap { (code: Int32) in (0..<4).map { UInt8(truncatingIfNeeded: code >> (8 * $0)) } })
  }
}
