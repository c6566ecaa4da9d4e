package import Foundation

extension HistoryQuery {
  /// The names of the filters.
  static let filters = [
    "tag", "task", "model", "rating", "is", "seed", "after", "before", "on", "parent", "sheet",
  ]
  /// Words and filters of one search; SQLite's own limits lie far above.
  static let mostTerms = 64

  /// Reads what a user types after `/`.
  ///
  ///     red apple        both words, in any order         "red apple"   side by side
  ///     app*             a word that begins so            -clip         without the word
  ///     tag:fruit        -tag:"old try"                   task:caption  model:leon-mini
  ///     rating:4         rating:>=3   rating:none         seed:7        #216
  ///     after:2026-11-01 before:2026-12-01 on:2026-11-24  parent:213    sheet:4
  ///     kept undecided tossed drafts favourite            is:partial    is:deleted
  ///
  /// - Parameters:
  ///   - text: What was typed.
  ///   - zone: Where its days begin.
  ///   - isTyping: Whether the last word may go on, and the last filter still wait for its value.
  /// - Throws: `HistoryQueryError`.
  package init(parsing text: String, in zone: TimeZone, isTyping: Bool = false) throws {
    let terms = Term.all(in: text)
    guard terms.count <= Self.mostTerms else { throw HistoryQueryError.tooLong }
    for (index, term) in terms.enumerated() {
      let mayGoOn = isTyping && index == terms.count - 1 && text.last?.isWhitespace == false
      if mayGoOn, term.filter != nil, term.value.isEmpty { continue }
      try take(term, in: zone, mayGoOn: mayGoOn)
    }
  }

  private mutating func take(_ term: Term, in zone: TimeZone, mayGoOn: Bool) throws {
    if let filter = term.filter { return try take(filter, term, in: zone) }
    if !term.isQuoted, !term.isExcluded {
      if take(bare: term.value.lowercased()) { return }
      if let number = term.value.hasPrefix("#") ? Int64(term.value.dropFirst()) : nil {
        runs.insert(Run.ID(rawValue: number))
        return
      }
    }
    let isPrefix = !term.isQuoted && (term.value.hasSuffix("*") || mayGoOn)
    let word = term.isQuoted ? term.value : term.value.trimmingCharacters(in: ["*"])
    guard word.contains(where: { !$0.isWhitespace }) else { return }
    words.append(Word(word, isPrefix: isPrefix, isExcluded: term.isExcluded))
  }

  /// The words that are filters by themselves.
  private mutating func take(bare word: String) -> Bool {
    switch word {
    case "draft", "drafts": verdicts.insert(.draft)
    case "undecided": verdicts.insert(.undecided)
    case "kept": verdicts.insert(.kept)
    case "tossed": verdicts.insert(.tossed)
    case "favourite", "favourites", "favorite", "favorites": isFavourite = true
    default: return false
    }
    return true
  }

  private mutating func take(_ filter: String, _ term: Term, in zone: TimeZone) throws {
    let value = term.value
    func refuse(_ expected: String) -> HistoryQueryError {
      .value(filter: filter, value, expected: expected)
    }
    if term.isExcluded, filter != "tag" { throw HistoryQueryError.unknownFilter("-" + filter) }
    switch filter {
    case "tag":
      let tag = Tag.plain(value)
      guard !tag.isEmpty else { throw refuse("a tag such as tag:fruit") }
      if term.isExcluded { withoutTags.append(tag) } else { tags.append(tag) }
    case "task": try tasks.insert(named(value, refuse("a task such as task:caption")))
    case "model": try models.insert(named(value, refuse("a model such as model:leon-mini")))
    case "rating": try takeRating(value, refuse("0 to 5, >=3, <3, 2-4 or none"))
    case "is":
      guard takeState(value.lowercased()) else {
        throw refuse(
          "kept, undecided, tossed, draft, favourite, finished, partial, pending or deleted")
      }
    case "seed": seed = try number(value, refuse("a whole number"))
    case "parent": parent = Run.ID(rawValue: try number(value, refuse("the number of an entry")))
    case "sheet":
      comparison = Comparison.ID(rawValue: try number(value, refuse("the number of a sheet")))
    case "after", "before", "on": try takeDate(filter, value, in: zone)
    default: throw HistoryQueryError.unknownFilter(filter)
    }
  }

  private func named(_ value: String, _ refusal: HistoryQueryError) throws -> String {
    guard !value.isEmpty else { throw refusal }
    return value
  }

  private func number<Number: FixedWidthInteger>(
    _ value: String, _ refusal: HistoryQueryError
  ) throws -> Number {
    guard let number = Number(value.hasPrefix("#") ? String(value.dropFirst()) : value) else {
      throw refusal
    }
    return number
  }

  private mutating func takeState(_ value: String) -> Bool {
    if take(bare: value) { return true }
    if value == "deleted" {
      isDeleted = true
    } else if let state = Run.State(rawValue: value) {
      states.insert(state)
    } else {
      return false
    }
    return true
  }

  private mutating func takeRating(_ value: String, _ refusal: HistoryQueryError) throws {
    if value.lowercased() == "none" { return isUnrated = true }
    let digits = value.filter(\.isNumber)
    let bounds = digits.compactMap(\.wholeNumberValue)
    guard let bound = bounds.first, bounds.allSatisfy({ (0...5).contains($0) }) else {
      throw refusal
    }
    switch value {
    case digits where bounds.count == 1: ratings = bound...bound
    case ">=\(digits)" where bounds.count == 1, "\(digits)+" where bounds.count == 1:
      ratings = bound...5
    case "<=\(digits)" where bounds.count == 1: ratings = 0...bound
    case ">\(digits)" where bounds.count == 1 && bound < 5: ratings = bound + 1...5
    case "<\(digits)" where bounds.count == 1 && bound > 0: ratings = 0...bound - 1
    default:
      guard bounds.count == 2, bounds[0] <= bounds[1], value == "\(bounds[0])-\(bounds[1])"
      else { throw refusal }
      ratings = bounds[0]...bounds[1]
    }
  }

  private mutating func takeDate(_ filter: String, _ value: String, in zone: TimeZone) throws {
    guard let day = Day(value, in: zone) else {
      throw HistoryQueryError.value(filter: filter, value, expected: "a day such as 2026-11-24")
    }
    if filter != "before" { from = max(from ?? day.start, day.start) }
    guard filter != "after" else { return }
    let end = filter == "on" ? day.end : day.start
    until = min(until ?? end, end)
  }
}

/// A word or filter as it was typed.
private struct Term {
  var filter: String?
  var value: String
  var isQuoted: Bool
  var isExcluded: Bool

  /// Cuts at white space outside double quotes; a quote that nobody closed ends with the text.
  static func all(in text: String) -> [Term] {
    var terms: [Term] = []
    var piece = ""
    var isInside = false
    for character in text {
      if character == "\"" { isInside.toggle() }
      if character.isWhitespace && !isInside {
        if !piece.isEmpty { terms.append(Term(piece)) }
        piece = ""
      } else {
        piece.append(character)
      }
    }
    return piece.isEmpty ? terms : terms + [Term(piece)]
  }

  private init(_ piece: String) {
    var rest = piece[...]
    isExcluded = rest.count > 1 && rest.first == "-"
    if isExcluded { rest = rest.dropFirst() }
    filter = Term.filter(of: rest)
    if let filter { rest = rest.dropFirst(filter.count + 1) }
    isQuoted = rest.contains("\"")
    value = rest.filter { $0 != "\"" }
    filter = filter?.lowercased()
  }

  /// Letters before a colon; "16:9" and ":)" are words.
  private static func filter(of piece: Substring) -> String? {
    guard let colon = piece.firstIndex(of: ":") else { return nil }
    let name = piece[..<colon]
    return name.isEmpty || !name.allSatisfy(\.isLetter) ? nil : String(name)
  }
}

/// A day of the calendar.
private struct Day {
  let start: Date
  let end: Date

  init?(_ text: String, in zone: TimeZone) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int($0) }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    guard parts.map(\.count) == [4, 2, 2], numbers.count == 3 else { return nil }
    let wanted = DateComponents(year: numbers[0], month: numbers[1], day: numbers[2])
    guard let start = calendar.date(from: wanted),
      let end = calendar.date(byAdding: .day, value: 1, to: start)
    else { return nil }
    // 30 February would become a day of March.
    let found = calendar.dateComponents([.year, .month, .day], from: start)
    guard [found.year, found.month, found.day] == numbers else { return nil }
    self.start = start
    self.end = end
  }
}
