package import Foundation
import GRDB

/// The queue is one list that all studios of a history see; an order is drawn by the one that takes it.
extension HistoryStore {
  /// Puts an order at the end of the queue.
  ///
  /// - Parameters:
  ///   - order: What is to be drawn.
  ///   - time: Now, by the caller's clock.
  ///   - isTaken: Whether this studio has it from the beginning, so that no other draws it.
  /// - Returns: Its number.
  /// - Throws: `HistoryError`.
  @discardableResult
  package func enqueue(_ order: QueuedOrder, at time: Date, isTaken: Bool = false) throws
    -> QueueItem.ID
  {
    try sayingWhy {
      try database.write { db in
        try db.execute(
          sql: """
            INSERT INTO queueItem (position, prompt, request, task, verdict, parent, comparison,
              replay, createdAt, session)
            VALUES (
              (SELECT coalesce(MAX(position), 0) + 1 FROM queueItem), ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            order.prompt, order.request, order.task, order.verdict.rawValue,
            order.parent?.rawValue, order.comparison?.rawValue, order.replay,
            time.timeIntervalSince1970, isTaken ? session.number : nil,
          ])
        return QueueItem.ID(rawValue: db.lastInsertedRowID)
      }
    }
  }

  /// All orders, the next one first; those that a studio draws are among them.
  ///
  /// - Throws: `HistoryError`.
  package func queue() throws -> [QueueItem] {
    try sayingWhy {
      try database.read { try QueueItem.fetch($0, "ORDER BY position, id") }
    }
  }

  /// Takes the first order that no studio has; it leaves the queue when its run begins, see
  /// `NewRun.order`, and is there again should this studio die before.
  ///
  /// - Throws: `HistoryError`.
  package func takeFirst() throws -> QueueItem? {
    try sayingWhy {
      try database.write { db in
        let first = try QueueItem.fetch(db, "WHERE session IS NULL ORDER BY position, id LIMIT 1")
        guard let item = first.first else { return nil }
        try db.execute(
          sql: "UPDATE queueItem SET session = ? WHERE id = ?",
          arguments: [session.number, item.id.rawValue])
        return item
      }
    }
  }

  /// Takes every order that no studio has.
  ///
  /// - Returns: The orders, the next one first.
  /// - Throws: `HistoryError`.
  package func takeAll() throws -> [QueueItem] {
    try sayingWhy {
      try database.write { db in
        let items = try QueueItem.fetch(db, "WHERE session IS NULL ORDER BY position, id")
        try db.execute(
          sql: "UPDATE queueItem SET session = ? WHERE session IS NULL",
          arguments: [session.number])
        return items
      }
    }
  }

  /// Puts orders that this studio has taken one behind the other; their places are those they have.
  ///
  /// - Throws: `HistoryError`.
  package func arrange(_ ids: [QueueItem.ID]) throws {
    try sayingWhy {
      try database.write { db in
        let positions = try ids.compactMap { id in
          try Int.fetchOne(
            db, sql: "SELECT position FROM queueItem WHERE id = ? AND session = ?",
            arguments: [id.rawValue, session.number]
          ).map { (id, $0) }
        }
        for ((id, _), place) in zip(positions, positions.map(\.1).sorted()) {
          try db.execute(
            sql: "UPDATE queueItem SET position = ? WHERE id = ?", arguments: [place, id.rawValue])
        }
      }
    }
  }

  /// Gives an order that this studio has taken back to the queue.
  ///
  /// - Throws: `HistoryError`.
  package func giveBack(_ id: QueueItem.ID) throws {
    try sayingWhy {
      try database.write {
        try $0.execute(
          sql: "UPDATE queueItem SET session = NULL WHERE id = ? AND session = ?",
          arguments: [id.rawValue, session.number])
      }
    }
  }

  /// Takes an order out of the queue, unless another studio draws it or it is gone.
  ///
  /// - Returns: Whether it was there.
  /// - Throws: `HistoryError`.
  @discardableResult
  package func cancel(_ id: QueueItem.ID) throws -> Bool {
    try sayingWhy {
      try database.write { db in
        try db.execute(
          sql: "DELETE FROM queueItem WHERE id = ? AND (session IS NULL OR session = ?)",
          arguments: [id.rawValue, session.number])
        return db.changesCount == 1
      }
    }
  }

  /// Moves an order that waits to another place among those that wait.
  ///
  /// - Parameters:
  ///   - id: The order; nothing happens where it is gone or being drawn.
  ///   - place: 0 for the next one to be drawn; a place behind the end is the end.
  /// - Throws: `HistoryError`.
  package func move(_ id: QueueItem.ID, to place: Int) throws {
    try sayingWhy {
      try database.write { db in
        var waiting = try Int64.fetchAll(
          db, sql: "SELECT id FROM queueItem WHERE session IS NULL ORDER BY position, id")
        guard let from = waiting.firstIndex(of: id.rawValue) else { return }
        waiting.remove(at: from)
        waiting.insert(id.rawValue, at: min(max(place, 0), waiting.count))
        for (position, id) in waiting.enumerated() {
          try db.execute(
            sql: "UPDATE queueItem SET position = ? WHERE id = ?", arguments: [position + 1, id])
        }
      }
    }
  }

  func forget(_ id: QueueItem.ID, _ db: Database) throws {
    try db.execute(sql: "DELETE FROM queueItem WHERE id = ?", arguments: [id.rawValue])
  }
}

extension QueueItem {
  fileprivate static func fetch(_ db: Database, _ rest: String) throws -> [QueueItem] {
    try Row.fetchAll(db, sql: "SELECT * FROM queueItem \(rest)").map(QueueItem.init)
  }

  private init(_ row: Row) {
    self.init(
      id: ID(rawValue: row["id"]),
      order: QueuedOrder(
        prompt: row["prompt"], request: row["request"], task: row["task"],
        verdict: Run.Verdict(rawValue: row["verdict"]) ?? .undecided,
        parent: (row["parent"] as Int64?).map(Run.ID.init),
        comparison: (row["comparison"] as Int64?).map(Comparison.ID.init), replay: row["replay"]),
      isTaken: row["session"] as Int? != nil,
      createdAt: Date(timeIntervalSince1970: row["createdAt"]))
  }
}
