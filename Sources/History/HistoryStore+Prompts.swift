import GRDB

extension HistoryStore {
  /// The different prompts that were asked for, the newest first.
  ///
  /// - Parameter count: At most so many.
  /// - Returns: Each prompt once.
  /// - Throws: `HistoryError`.
  package func prompts(_ count: Int) throws -> [String] {
    try sayingWhy {
      try database.read { db in
        try String.fetchAll(
          db,
          sql: """
            SELECT prompt FROM run WHERE verdict != 'draft' AND prompt != ''
            GROUP BY prompt ORDER BY MAX(id) DESC LIMIT ?
            """, arguments: [count])
      }
    }
  }
}
