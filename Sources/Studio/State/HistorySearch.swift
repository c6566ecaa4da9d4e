package import Foundation
package import History

/// What the pane and the gallery show of the history.
package struct HistorySearch: Hashable, Sendable {
  /// What is typed after `/`.
  package var words = PromptEditor()
  /// The filter that a key cycles.
  package var filter = HistoryFilter.all
  /// Whether keys go to the words.
  package var isTyping = false
  /// Counts changes, so that late answers are told apart.
  package var revision = 0
  /// Whether the words mean nothing, so that what was found before stays.
  package var isRefused = false
  /// The runs that fit, once they are counted.
  package var matches: Int?

  /// Makes a search that everything fits.
  package init() {}

  /// Whether everything fits.
  package var isPlain: Bool { words.text.allSatisfy(\.isWhitespace) && filter == .all }

  /// The search as the history takes it.
  ///
  /// - Parameter zone: Where its days begin.
  /// - Returns: The words and the filter; without either, the last draft too.
  /// - Throws: `HistoryQueryError`.
  package func query(in zone: TimeZone) throws -> HistoryQuery {
    var query = try HistoryQuery(parsing: words.text, in: zone, isTyping: isTyping)
    switch filter {
    case .all: break
    case .undecided: query.verdicts = [.undecided]
    case .kept: query.verdicts = [.kept]
    case .tossed: query.verdicts = [.tossed]
    case .favourites: query.isFavourite = true
    }
    query.includesLastDraft = isPlain
    return query
  }
}

/// The filters that a key goes through.
package enum HistoryFilter: String, Hashable, Sendable, CaseIterable, Codable {
  /// Everything.
  case all
  /// What was not decided yet.
  case undecided
  /// What was kept.
  case kept
  /// What was tossed.
  case tossed
  /// What was made a favourite.
  case favourites

  /// The next one, the first again after the last.
  var next: HistoryFilter {
    let all = HistoryFilter.allCases
    return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
  }
}
