import Foundation
import GRDB
import History
import Testing

@Suite struct HistoryMigrationTests {
  let folder = FileManager.default.temporaryDirectory.path + "/leon-older-" + UUID().uuidString

  /// A history as the first leon wrote it.
  private func writeFirstVersion() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try DatabaseQueue(path: folder + "/history.sqlite").write { db in
      try db.execute(
        sql: """
          CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
          INSERT INTO grdb_migrations VALUES ('1: runs');
          CREATE TABLE run (id INTEGER PRIMARY KEY AUTOINCREMENT, prompt TEXT NOT NULL,
            request TEXT NOT NULL, seed INTEGER NOT NULL, modelHash TEXT NOT NULL,
            codes BLOB NOT NULL, codeCount INTEGER NOT NULL, state TEXT NOT NULL,
            verdict TEXT NOT NULL, rating INTEGER CHECK (rating >= 0 AND rating <= 5),
            knobChanges TEXT NOT NULL DEFAULT '[]',
            parent INTEGER REFERENCES run(id) ON DELETE SET NULL, picture TEXT,
            session INTEGER NOT NULL, createdAt DOUBLE NOT NULL, closedAt DOUBLE);
          CREATE INDEX runByState ON run (state);
          CREATE INDEX runByVerdict ON run (verdict, id);
          CREATE INDEX runByParent ON run (parent);
          INSERT INTO run VALUES (3, 'red apple', '{"seed":7}', 7, 'ab12', x'05000000ffffffff', 4,
            'partial', 'kept', 4, '[1]', NULL, '3-red-apple-seed7.png', 0, 1000, 1001);
          INSERT INTO run VALUES (9, 'edit', '{}', -1, 'ab12', x'', 4, 'finished', 'draft', NULL,
            '[]', 3, NULL, 0, 2000, NULL);
          DELETE FROM run WHERE id = 10;
          UPDATE sqlite_sequence SET seq = 12;
          """)
    }
  }

  @Test func aHistoryOfTheFirstVersionIsTakenOverWhole() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try writeFirstVersion()
    let opening = try HistoryStore.open(folder: folder)
    #expect(opening.notice == nil)
    let run = try opening.store.run(Run.ID(rawValue: 3))
    #expect(run.prompt == "red apple" && run.request == #"{"seed":7}"# && run.codes == [5, -1])
    #expect(run.knobChanges == "[1]" && run.state == .partial && run.verdict == .kept)
    #expect(run.rating == 4 && run.picture == "3-red-apple-seed7.png" && run.written == 2)
    #expect(run.task == "picture" && run.tags.isEmpty && run.notes.isEmpty && run.deletedAt == nil)
    let draft = try opening.store.run(Run.ID(rawValue: 9))
    #expect(draft.parent == run.id && draft.seed == .max && draft.verdict == .draft)
    let query = try HistoryQuery(parsing: "app* kept", in: .gmt)
    #expect(try opening.store.page(of: query, 9).runs.map(\.id) == [run.id])
    let next = NewRun(prompt: "a", request: "{}", seed: 1, modelHash: "m", codeCount: 4)
    #expect(try opening.store.begin(next, at: Date(timeIntervalSince1970: 0)).rawValue == 13)
  }
}
