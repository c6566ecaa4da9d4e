package import Foundation

/// What a list of the history shows: every condition that is set must hold.
///
/// Users type it as `apple tag:fruit rating:>=3 kept`, see `init(parsing:in:isTyping:)`.
package struct HistoryQuery: Hashable, Sendable {
  /// A word that the prompt, title, answer, notes or tags hold.
  package struct Word: Hashable, Sendable {
    /// The word; several are found only side by side.
    package var text: String
    /// Whether it may go on: `app` finds "apple".
    package var isPrefix: Bool
    /// Whether it must be missing instead.
    package var isExcluded: Bool

    /// Makes a word that must be there as it is.
    package init(_ text: String, isPrefix: Bool = false, isExcluded: Bool = false) {
      self.text = text
      self.isPrefix = isPrefix
      self.isExcluded = isExcluded
    }
  }

  /// Words in any order.
  package var words: [Word] = []
  /// Tags that it has.
  package var tags: [String] = []
  /// Tags that it has not.
  package var withoutTags: [String] = []
  /// One of these verdicts; when empty, any but drafts.
  package var verdicts: Set<Run.Verdict> = []
  /// One of these states, or any.
  package var states: Set<Run.State> = []
  /// One of these tasks, or any; upper and lower case are the same.
  package var tasks: Set<String> = []
  /// A model of one of these names or of a hash that begins so, or any.
  package var models: Set<String> = []
  /// The rating, where only rated ones are wanted.
  package var ratings: ClosedRange<Int>?
  /// Whether only those without a rating are wanted.
  package var isUnrated = false
  /// Whether only favourites are wanted.
  package var isFavourite = false
  /// The seed.
  package var seed: UInt64?
  /// Asked for at this moment or later.
  package var from: Date?
  /// Asked for before this moment.
  package var until: Date?
  /// Taken from this run.
  package var parent: Run.ID?
  /// Of this comparison.
  package var comparison: Comparison.ID?
  /// One of these runs, or any.
  package var runs: Set<Run.ID> = []
  /// Whether deleted ones are shown, and those alone.
  package var isDeleted = false
  /// Whether the last draft is shown although no drafts are asked for, as the studio does.
  package var includesLastDraft = false

  /// Shows every entry.
  package init() {}
}

/// Why a typed search is refused.
package enum HistoryQueryError: Error, Equatable, CustomStringConvertible {
  /// A filter that there is none of, as it was typed.
  case unknownFilter(String)
  /// A filter, the value that does not fit, and what would.
  case value(filter: String, String, expected: String)
  /// More words than a search takes.
  case tooLong

  package var description: String {
    switch self {
    case .unknownFilter(let name):
      "there is no filter \(name): but \(HistoryQuery.filters.joined(separator: ":, ")):; "
        + "words in double quotes are searched as they are"
    case .value(let filter, let value, let expected):
      "\(filter): takes \(expected), got “\(value)”"
    case .tooLong: "a search takes at most \(HistoryQuery.mostTerms) words and filters"
    }
  }
}
