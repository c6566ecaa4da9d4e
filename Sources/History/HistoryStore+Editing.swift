package import Foundation
import GRDB

extension HistoryStore {
  /// Deleted entries can be brought back for so long, in seconds: a week.
  package static let rememberedDeletions: TimeInterval = 7 * 24 * 3600

  /// Does the same to one or many entries: to all of them or, where it fails, to none.
  ///
  /// A draft that is rated, named, tagged, written about, or made a favourite becomes an entry.
  ///
  /// - Returns: What takes it back.
  /// - Throws: `HistoryError`.
  @discardableResult
  package func edit(_ ids: [Run.ID], _ edit: RunEdit) throws -> HistoryUndo {
    if case .rate(let rating?) = edit, !(0...5).contains(rating) {
      throw HistoryError.rating(rating)
    }
    return try perform(ids.map { HistoryUndo.Step(run: $0, edit: edit) }, promoting: true)
  }

  /// Takes edits back; entries that are gone for good are passed over.
  ///
  /// - Returns: What does them again.
  /// - Throws: `HistoryError`.
  @discardableResult
  package func undo(_ undo: HistoryUndo) throws -> HistoryUndo {
    let living = Set(try runs(undo.runs).map(\.id))
    return try perform(undo.steps.filter { living.contains($0.run) }, promoting: false)
  }

  /// Writes down what the user decided.
  ///
  /// - Throws: `HistoryError`.
  @discardableResult
  package func judge(_ id: Run.ID, _ verdict: Run.Verdict) throws -> HistoryUndo {
    try edit([id], .judge(verdict))
  }

  /// Rates a run 0 to 5, or takes its rating away.
  ///
  /// - Throws: `HistoryError`.
  @discardableResult
  package func rate(_ id: Run.ID, _ rating: Int?) throws -> HistoryUndo {
    try edit([id], .rate(rating))
  }

  /// Forgets for good what was deleted before `time`, with the pictures.
  ///
  /// - Returns: How many were forgotten.
  /// - Throws: `HistoryError`.
  @discardableResult
  package func forgetDeleted(before time: Date) throws -> Int {
    let old = "FROM run WHERE deletedAt < ? AND state != 'pending'"
    let pictures = try sayingWhy {
      try database.write { db in
        let arguments: StatementArguments = [time.timeIntervalSince1970]
        let names = try String?.fetchAll(db, sql: "SELECT picture \(old)", arguments: arguments)
        try db.execute(sql: "DELETE \(old)", arguments: arguments)
        return names
      }
    }
    pictures.compactMap(\.self).forEach(removePicture)
    return pictures.count
  }

  /// What is taken back or done again names every verdict itself, so it promotes nothing.
  private func perform(_ steps: [HistoryUndo.Step], promoting: Bool) throws -> HistoryUndo {
    let undo = try write(steps, promoting: promoting)
    do {
      for id in undo.runs { try settleKept(id) }
    } catch {
      // A copy that cannot be written: nothing was done then, and copies that were made go again.
      _ = try? write(undo.steps, promoting: false)
      for id in undo.runs { try? settleKept(id) }
      throw error
    }
    return undo
  }

  private func write(_ steps: [HistoryUndo.Step], promoting: Bool) throws -> HistoryUndo {
    try sayingWhy {
      try database.write { db in
        let taken = try steps.map { step in
          try step.edit.apply(to: step.run, promoting: promoting, db).map {
            HistoryUndo.Step(run: step.run, edit: $0)
          }
        }
        return HistoryUndo(steps: taken.reversed().flatMap(\.self))
      }
    }
  }
}

extension RunEdit {
  /// Carries it out; the answer takes it back, in the order in which it must be done.
  fileprivate func apply(to id: Run.ID, promoting: Bool, _ db: Database) throws -> [RunEdit] {
    guard
      let row = try Row.fetchOne(
        db, sql: "SELECT * FROM run WHERE id = ?", arguments: [id.rawValue])
    else { throw HistoryError.noSuchRun(id.rawValue) }
    let verdict = Run.Verdict(rawValue: row["verdict"]) ?? .undecided
    guard let (column, value, reverse) = try change(row, verdict) else { return [] }
    try db.execute(
      sql: "UPDATE run SET \(column) = ? WHERE id = ?", arguments: [value, id.rawValue])
    guard promoting, promotes, verdict == .draft else { return [reverse] }
    return try [reverse] + RunEdit.promote.apply(to: id, promoting: false, db)
  }

  /// The column to set, its new value, and the edit that sets the old one; nil where all is so.
  private func change(
    _ row: Row, _ verdict: Run.Verdict
  ) throws -> (column: String, value: (any DatabaseValueConvertible)?, reverse: RunEdit)? {
    let tags = JSONText.strings(row["tags"])
    switch self {
    case .judge(let new): return ("verdict", new.rawValue, .judge(verdict))
    case .promote:
      guard verdict == .draft else { return nil }
      return ("verdict", Run.Verdict.undecided.rawValue, .judge(.draft))
    case .rate(let rating): return ("rating", rating, .rate(row["rating"]))
    case .favour(let isFavourite):
      return ("isFavourite", isFavourite, .favour(row["isFavourite"]))
    case .note(let text): return ("notes", text, .note(row["notes"]))
    case .entitle(let title): return ("title", title, .entitle(row["title"]))
    case .tag(let name):
      let tag = try Tag.normalized(name)
      guard !tags.contains(tag) else { return nil }
      return ("tags", JSONText.of(tags + [tag]), .setTags(tags))
    case .untag(let name):
      let rest = tags.filter { $0 != Tag.plain(name) }
      return rest == tags ? nil : ("tags", JSONText.of(rest), .setTags(tags))
    case .setTags(let names):
      var new: [String] = []
      for tag in try names.map(Tag.normalized) where !new.contains(tag) { new.append(tag) }
      return ("tags", JSONText.of(new), .setTags(tags))
    case .delete(let time):
      let old = row["deletedAt"] as Double?
      return old == nil ? ("deletedAt", time.timeIntervalSince1970, .undelete) : nil
    case .undelete:
      guard let time = row["deletedAt"] as Double? else { return nil }
      return ("deletedAt", nil, .delete(at: Date(timeIntervalSince1970: time)))
    }
  }

  /// Whether it says that a draft is worth keeping.
  private var promotes: Bool {
    switch self {
    case .rate(nil), .note(""), .entitle(""), .favour(false), .setTags([]), .untag: false
    case .judge, .promote, .delete, .undelete: false
    case .rate, .note, .entitle, .favour, .setTags, .tag: true
    }
  }
}
