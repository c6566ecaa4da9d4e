package import Tokens

/// A word that is being completed: each Tab takes the next word that begins as the typed one does.
package struct Completion: Hashable, Sendable {
  /// Where the word begins among the characters.
  let start: Int
  /// What was typed of it.
  let typed: String
  /// Known words, the most frequent first.
  package let words: [WordCounts.Entry]
  /// The word that stands in the text; nil is what was typed.
  private(set) var selected: Int?

  init(start: Int, typed: String, words: [WordCounts.Entry]) {
    self.start = start
    self.typed = typed
    self.words = words
  }

  /// What stands in the text.
  var text: String { selected.map { words[$0].word } ?? typed }

  /// Goes on to the next word or back; behind the last comes what was typed.
  mutating func step(_ step: Int) {
    let next = ((selected ?? -1) + 1 + step + words.count + 1) % (words.count + 1)
    selected = next == 0 ? nil : next - 1
  }
}
