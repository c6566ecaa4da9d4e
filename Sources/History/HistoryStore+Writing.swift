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
    let (id, dropped) = try sayingWhy {
      try database.write { db in
        let id = try insert(run, .pending, at: time, db)
        if let order = run.order { try forget(order, db) }
        return (id, try run.verdict == .draft ? dropOldDrafts(db) : [])
      }
    }
    dropped.forEach(removePicture)
    return id
  }

  /// Writes down what was not written code by code: a picture that was made elsewhere, or words.
  ///
  /// - Parameters:
  ///   - run: What is known of it.
  ///   - knobChanges: The knobs turned while it was written, as JSON.
  ///   - codes: Those of the picture, where they are known.
  ///   - answer: The words that came of it.
  ///   - picture: The PNG file's bytes.
  ///   - origin: Where it comes from, such as the file's path.
  ///   - time: Now, by the caller's clock.
  /// - Returns: The row's number.
  /// - Throws: `HistoryError`; there is no row then.
  package func take(
    _ run: NewRun, knobChanges: String = "[]", codes: [Int32] = [], answer: String = "",
    picture: [UInt8]?, from origin: String?, at time: Date
  ) throws -> Run.ID {
    // Pending until its file is there: after a crash it is then a partial run without a picture.
    let id = try sayingWhy {
      try database.write { db in
        let id = try insert(run, .pending, at: time, db)
        try db.execute(
          sql: "UPDATE run SET origin = ?, answer = ? WHERE id = ?",
          arguments: [origin, answer, id.rawValue])
        try write(id, codes, knobChanges, nil, "", [], db)
        return id
      }
    }
    do {
      if let picture { try attach(picture, to: id) }
      try update(
        id, "state = ?, closedAt = ?", [Run.State.finished.rawValue, time.timeIntervalSince1970])
    } catch {
      try? sayingWhy {
        try database.write {
          try $0.execute(sql: "DELETE FROM run WHERE id = ?", arguments: [id.rawValue])
        }
      }
      throw error
    }
    return id
  }

  /// Writes down many finished runs at once, a second apart, as a benchmark needs them.
  ///
  /// - Parameters:
  ///   - runs: What is known of them.
  ///   - codes: The codes of each.
  ///   - time: When the first was asked for.
  /// - Throws: `HistoryError`; none is written down then.
  package func add(_ runs: [NewRun], codes: [Int32], from time: Date) throws {
    try sayingWhy {
      try database.write { db in
        for (number, run) in runs.enumerated() {
          let id = try insert(run, .finished, at: time + Double(number), db)
          try write(id, codes, "[]", nil, "", [], db)
        }
      }
    }
  }

  /// Writes down the codes so far, so that a studio that is killed loses only those after them.
  ///
  /// - Parameters:
  ///   - id: The run.
  ///   - codes: All its codes so far.
  ///   - knobChanges: The knobs turned so far, as JSON.
  ///   - replay: What else a replay needs, as JSON; nil leaves it as it was.
  /// - Throws: `HistoryError`.
  package func journal(
    _ id: Run.ID, codes: [Int32], knobChanges: String, replay: String? = nil
  ) throws {
    try write(id, codes, knobChanges, replay, "", [])
  }

  /// Writes down how a picture ended; its file, if there is one, is on the disk before the row.
  ///
  /// - Parameters:
  ///   - id: The run.
  ///   - state: `.finished`, or `.partial` where it was stopped.
  ///   - codes: All its codes.
  ///   - knobChanges: The knobs turned meanwhile, as JSON.
  ///   - replay: What else a replay needs, as JSON; nil leaves it as it was.
  ///   - picture: The PNG file's bytes.
  ///   - time: Now, by the caller's clock.
  /// - Throws: `HistoryError`; the codes are written down even where the picture finds no room.
  package func close(
    _ id: Run.ID, as state: Run.State, codes: [Int32], knobChanges: String, replay: String? = nil,
    picture: [UInt8]?, at time: Date
  ) throws {
    try write(
      id, codes, knobChanges, replay, ", state = ?, closedAt = ?",
      [state.rawValue, time.timeIntervalSince1970])
    if let picture { try attach(picture, to: id) }
  }

  /// Writes down the words that came of a run.
  ///
  /// - Throws: `HistoryError`.
  package func answer(_ id: Run.ID, _ words: String) throws {
    try update(id, "answer = ?", [words])
  }

  /// Writes a run's picture beside the history, under a readable name; kept ones are copied on.
  ///
  /// - Throws: `HistoryError`.
  package func attach(_ picture: [UInt8], to id: Run.ID) throws {
    let run = try summary(id)
    let name = PictureName.of(id, prompt: run.prompt, seed: run.seed)
    try DurableFile.write(picture, folder: "\(folder)/pictures", name: name)
    try update(id, "picture = ?", [name])
    try settleKept(id)
  }

  /// Makes a comparison that runs can belong to.
  ///
  /// - Parameters:
  ///   - axes: What differs between its runs, as JSON.
  ///   - time: Now, by the caller's clock.
  /// - Returns: Its number.
  /// - Throws: `HistoryError`.
  package func compare(_ axes: String, at time: Date) throws -> Comparison.ID {
    try sayingWhy {
      try database.write { db in
        try db.execute(
          sql: "INSERT INTO comparison (axes, createdAt) VALUES (?, ?)",
          arguments: [axes, time.timeIntervalSince1970])
        return Comparison.ID(rawValue: db.lastInsertedRowID)
      }
    }
  }

  /// A comparison, or nil where there is none of that number.
  ///
  /// - Throws: `HistoryError`.
  package func comparison(_ id: Comparison.ID) throws -> Comparison? {
    let row = try sayingWhy {
      try database.read {
        try Row.fetchOne($0, sql: "SELECT * FROM comparison WHERE id = ?", arguments: [id.rawValue])
      }
    }
    return row.map {
      Comparison(
        id: id, axes: $0["axes"], createdAt: Date(timeIntervalSince1970: $0["createdAt"]))
    }
  }

  /// Marks as partial what studios that no longer live left pending, and gives the orders that they
  /// had taken back to the queue.
  func markLeftBehind() throws {
    let places = try sayingWhy {
      try database.read {
        try Int.fetchAll(
          $0,
          sql: """
            SELECT session FROM run WHERE state = 'pending'
            UNION SELECT session FROM queueItem WHERE session IS NOT NULL
            """)
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
          try $0.execute(
            sql: "UPDATE queueItem SET session = NULL WHERE session = ?", arguments: [place])
        }
      }
    }
  }

  func update(_ id: Run.ID, _ columns: String, _ values: StatementArguments) throws {
    try sayingWhy {
      try database.write { db in
        try db.execute(
          sql: "UPDATE run SET \(columns) WHERE id = ?", arguments: values + [id.rawValue])
        guard db.changesCount == 1 else { throw HistoryError.noSuchRun(id.rawValue) }
      }
    }
  }

  private func insert(_ run: NewRun, _ state: Run.State, at time: Date, _ db: Database) throws
    -> Run.ID
  {
    try db.execute(
      sql: """
        INSERT INTO run (prompt, seed, model, modelHash, codeCount, state, verdict, parent, task,
          comparison, session, createdAt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        run.prompt, Int64(bitPattern: run.seed), run.model, run.modelHash, run.codeCount,
        state.rawValue, run.verdict.rawValue, run.parent?.rawValue, run.task,
        run.comparison?.rawValue, session.number, time.timeIntervalSince1970,
      ])
    let id = db.lastInsertedRowID
    try db.execute(
      sql: """
        INSERT INTO runBody (run, request, codes, knobChanges, replay) VALUES (?, ?, x'', '[]', ?)
        """, arguments: [id, run.request, run.replay])
    if let parent = run.parent, run.verdict != .draft {
      try db.execute(
        sql: "UPDATE run SET verdict = 'undecided' WHERE id = ? AND verdict = 'draft'",
        arguments: [parent.rawValue])
    }
    return Run.ID(rawValue: id)
  }

  private func write(
    _ id: Run.ID, _ codes: [Int32], _ knobChanges: String, _ replay: String?, _ more: String,
    _ values: StatementArguments
  ) throws {
    try sayingWhy {
      try database.write { try write(id, codes, knobChanges, replay, more, values, $0) }
    }
  }

  private func write(
    _ id: Run.ID, _ codes: [Int32], _ knobChanges: String, _ replay: String?, _ more: String,
    _ values: StatementArguments, _ db: Database
  ) throws {
    try db.execute(
      sql: "UPDATE run SET written = ?\(more) WHERE id = ?",
      arguments: [codes.count] + values + [id.rawValue])
    guard db.changesCount == 1 else { throw HistoryError.noSuchRun(id.rawValue) }
    try db.execute(
      sql: """
        UPDATE runBody SET codes = ?, knobChanges = ?, replay = coalesce(?, replay) WHERE run = ?
        """, arguments: [codes.littleEndianBytes, knobChanges, replay, id.rawValue])
  }

  /// Drops the drafts that fall out of the ring; the answer is their pictures' names.
  private func dropOldDrafts(_ db: Database) throws -> [String] {
    let old = """
      FROM run WHERE verdict = 'draft' AND state != 'pending' AND id <= (
        SELECT id FROM run WHERE verdict = 'draft' ORDER BY id DESC LIMIT 1 OFFSET ?)
      """
    let most: StatementArguments = [HistoryStore.mostDrafts]
    let pictures = try String.fetchAll(
      db, sql: "SELECT picture \(old) AND picture IS NOT NULL", arguments: most)
    try db.execute(sql: "DELETE \(old)", arguments: most)
    return pictures
  }
}

extension [Int32] {
  fileprivate var littleEndianBytes: Data {
    Data(flatMap { (code: Int32) in (0..<4).map { UInt8(truncatingIfNeeded: code >> (8 * $0)) } })
  }
}
