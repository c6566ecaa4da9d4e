package import Foundation

/// One thing that a user does to an entry; every one can be undone.
package enum RunEdit: Hashable, Sendable {
  /// Decides; keeping copies the picture to the folder of kept ones, deciding otherwise removes the
  /// copy.
  case judge(Run.Verdict)
  /// Makes a draft an entry, and leaves entries as they are.
  case promote
  /// Rates 0 to 5, or takes the rating away.
  case rate(Int?)
  /// Makes it a favourite, or none.
  case favour(Bool)
  /// Writes something about it in place of what was written.
  case note(String)
  /// Names it.
  case entitle(String)
  /// Adds a tag.
  case tag(String)
  /// Takes a tag away.
  case untag(String)
  /// Replaces all tags.
  case setTags([String])
  /// Takes it out of every list.
  case delete(at: Date)
  /// Brings it back.
  case undelete
}

/// What takes edits back; made by `HistoryStore.edit`, carried out by `HistoryStore.undo`.
package struct HistoryUndo: Hashable, Sendable {
  /// One entry and how it was.
  struct Step: Hashable, Sendable {
    let run: Run.ID
    let edit: RunEdit
  }

  /// What it takes back, in the order in which it was done backwards.
  let steps: [Step]

  /// Whether there is nothing to take back.
  package var isEmpty: Bool { steps.isEmpty }
  /// The entries it changes, each once, in order.
  package var runs: [Run.ID] { Set(steps.map(\.run)).sorted() }
}

/// A tag as it is kept: lower case, without white space around it, control characters, or commas.
enum Tag {
  /// Letters of the longest tag.
  static let longest = 64

  /// The tag that a user means by `text`.
  ///
  /// - Throws: `HistoryError.tag` where nothing is left, or too much.
  static func normalized(_ text: String) throws -> String {
    let tag = plain(text)
    guard !tag.isEmpty, tag.count <= longest else { throw HistoryError.tag(text) }
    return tag
  }

  /// The same for a search, which may name a tag that nobody can give.
  static func plain(_ text: String) -> String {
    let isGap = { (scalar: Unicode.Scalar) in
      scalar.properties.isWhitespace || scalar.value < 32 || scalar.value == 127 || scalar == ","
    }
    let words = text.lowercased().unicodeScalars.split(whereSeparator: isGap)
    return words.map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
  }
}
