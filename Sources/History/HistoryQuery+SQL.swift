import Foundation
import GRDB

/// A part of a statement and what its question marks stand for.
struct SQLCondition {
  var sql: String
  var arguments = StatementArguments()

  init(_ sql: String, _ arguments: StatementArguments = []) {
    self.sql = sql
    self.arguments = arguments
  }
}

extension HistoryQuery {
  /// The rest of a statement behind `SELECT …`: tables and conditions.
  ///
  /// Where words are searched, FTS5 walks its hits from the newest on, so that a page costs what it
  /// shows; `CROSS JOIN` keeps SQLite from doing it the other way round.
  func source(before id: Run.ID? = nil) -> SQLCondition {
    let match = self.match
    let key = match == nil ? "run.id" : "runText.rowid"
    var all = conditions
    if let match { all.insert(SQLCondition("runText MATCH ?", [match]), at: 0) }
    if let id { all.append(SQLCondition("\(key) < ?", [id.rawValue])) }
    let tables = match == nil ? "run" : "runText CROSS JOIN run ON run.id = runText.rowid"
    return SQLCondition(
      " FROM \(tables) WHERE " + all.map { "(\($0.sql))" }.joined(separator: " AND "),
      all.reduce(into: StatementArguments()) { $0 += $1.arguments })
  }

  /// What the rows come in order of, see `source`.
  var order: String { match == nil ? "run.id" : "runText.rowid" }

  /// The words and tags for FTS5; nil where there is nothing that it indexes.
  private var match: String? {
    let found = words.filter { !$0.isExcluded && $0.isIndexed }.map(\.match)
    let tagged = tags.map { Word($0) }.filter(\.isIndexed).map { "tags : " + $0.match }
    return found.isEmpty && tagged.isEmpty ? nil : (found + tagged).joined(separator: " AND ")
  }

  private var conditions: [SQLCondition] {
    [SQLCondition(isDeleted ? "run.deletedAt IS NOT NULL" : "run.deletedAt IS NULL")]
      + verdictConditions + wordConditions + tagConditions + nameConditions + plainConditions
  }

  /// The plus signs keep SQLite from an index that would have to be sorted by id again.
  private var verdictConditions: [SQLCondition] {
    if let only = verdicts.first, verdicts.count == 1 {
      return [SQLCondition("run.verdict = ?", [only.rawValue])]
    }
    if !verdicts.isEmpty { return [.any("+run.verdict = ?", verdicts.map(\.rawValue))] }
    guard includesLastDraft else { return [SQLCondition("run.verdict != 'draft'")] }
    return [
      SQLCondition(
        """
        run.verdict != 'draft' OR run.id =
          (SELECT MAX(id) FROM run WHERE verdict = 'draft' AND deletedAt IS NULL)
        """)
    ]
  }

  /// Excluded words, and those that FTS5 does not index: emoji and signs.
  private var wordConditions: [SQLCondition] {
    words.compactMap { word in
      if word.isIndexed {
        guard word.isExcluded else { return nil }
        return SQLCondition(
          "run.id NOT IN (SELECT rowid FROM runText WHERE runText MATCH ?)", [word.match])
      }
      let columns = ["prompt", "title", "answer", "tags", "notes"]
      let found = columns.map { "instr(run.\($0), ?) > 0" }.joined(separator: " OR ")
      return SQLCondition(
        word.isExcluded ? "NOT (\(found))" : found,
        StatementArguments(columns.map { _ in word.text }))
    }
  }

  private var tagConditions: [SQLCondition] {
    let has = "EXISTS (SELECT 1 FROM runTag WHERE runTag.name = ? AND runTag.run = run.id)"
    return tags.map { SQLCondition(has, [$0]) }
      + withoutTags.map { SQLCondition("NOT " + has, [$0]) }
  }

  private var nameConditions: [SQLCondition] {
    var result: [SQLCondition] = []
    if !tasks.isEmpty { result.append(.any("run.task = ? COLLATE NOCASE", tasks.sorted())) }
    if !models.isEmpty {
      let one = "run.model = ? COLLATE NOCASE OR substr(run.modelHash, 1, length(?)) = lower(?)"
      result.append(
        SQLCondition(
          models.map { _ in one }.joined(separator: " OR "),
          StatementArguments(models.sorted().flatMap { [$0, $0, $0] })))
    }
    return result
  }

  private var plainConditions: [SQLCondition] {
    var result: [SQLCondition] = []
    if !states.isEmpty { result.append(.any("+run.state = ?", states.map(\.rawValue))) }
    if let ratings {
      let bounds = [ratings.lowerBound, ratings.upperBound]
      result.append(SQLCondition("run.rating BETWEEN ? AND ?", StatementArguments(bounds)))
    }
    if isUnrated { result.append(SQLCondition("run.rating IS NULL")) }
    if isFavourite { result.append(SQLCondition("run.isFavourite")) }
    if let seed { result.append(SQLCondition("run.seed = ?", [Int64(bitPattern: seed)])) }
    if let from {
      result.append(SQLCondition("run.createdAt >= ?", [from.timeIntervalSince1970]))
    }
    if let until {
      result.append(SQLCondition("run.createdAt < ?", [until.timeIntervalSince1970]))
    }
    if let parent { result.append(SQLCondition("run.parent = ?", [parent.rawValue])) }
    if let comparison {
      result.append(SQLCondition("run.comparison = ?", [comparison.rawValue]))
    }
    if !runs.isEmpty {
      let numbers = runs.map { "\($0.rawValue)" }.joined(separator: ", ")
      result.append(SQLCondition("run.id IN (\(numbers))"))
    }
    return result
  }
}

extension SQLCondition {
  /// One of the values in place of the question mark of `one`.
  static func any(_ one: String, _ values: [String]) -> SQLCondition {
    SQLCondition(
      values.map { _ in one }.joined(separator: " OR "), StatementArguments(values))
  }
}

extension HistoryQuery.Word {
  /// Whether FTS5 cuts a token from it; `unicode61` takes letters and digits.
  var isIndexed: Bool {
    text.unicodeScalars.contains {
      $0.properties.isAlphabetic || $0.properties.numericType != nil
    }
  }

  /// As FTS5 wants it: in double quotes, which leaves nothing of its own syntax alive.
  var match: String {
    let plain = text.unicodeScalars.filter { $0.value >= 32 && $0.value != 127 }
    let quoted = String(String.UnicodeScalarView(plain))
      .replacingOccurrences(of: "\"", with: "\"\"")
    return "\"\(quoted)\"" + (isPrefix ? " *" : "")
  }
}
