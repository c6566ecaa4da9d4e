import Foundation

/// The words of a caption as the caption scores count them.
///
/// What `coco-caption` gets from Stanford's Penn Treebank tokenizer, as far as captions need it: lower
/// case, `isn't` as `is n't`, `it's` as `it 's`, brackets by name, and no punctuation:
/// `while it's snowing (black & white).` is `while it 's snowing -lrb- black & white -rrb-`.
package enum CaptionTokens {
  /// Splits a caption.
  package static func tokens(_ caption: String) -> [String] {
    caption.lowercased().split { $0.isWhitespace }.flatMap { pieces(of: String($0)) }
      .filter { !punctuation.contains($0) }
  }

  /// Marks that stand for themselves wherever they are.
  private static let marks: Set<Character> = [
    ",", ";", ":", "!", "?", "\"", "(", ")", "[", "]", "{", "}", "`",
  ]

  private static let brackets: [Character: String] = [
    "(": "-lrb-", ")": "-rrb-", "[": "-lsb-", "]": "-rsb-", "{": "-lcb-", "}": "-rcb-",
  ]

  /// What `coco-caption` leaves out.
  ///
  /// Its names of brackets are in capitals, so that those stay.
  private static let punctuation: Set<String> = [
    "''", "'", "``", "`", "\"", ".", "?", "!", ",", ":", "-", "--", "...", ";",
  ]

  private static let endings = ["n't", "'s", "'m", "'re", "'ve", "'ll", "'d"]

  private static func pieces(of word: String) -> [String] {
    var result: [String] = []
    var run = ""
    let characters = Array(word)
    for (place, character) in characters.enumerated() {
      guard marks.contains(character), !isInsideNumber(characters, place) else {
        run.append(character)
        continue
      }
      result += clitics(of: run)
      run = ""
      result.append(brackets[character] ?? String(character))
    }
    return result + clitics(of: run)
  }

  /// Whether a mark lies between two digits, as in 10,000 or 5:30.
  private static func isInsideNumber(_ word: [Character], _ place: Int) -> Bool {
    place > 0 && place + 1 < word.count && word[place - 1].isNumber && word[place + 1].isNumber
  }

  /// A word without its full stops and quotes, its contraction split off.
  private static func clitics(of run: String) -> [String] {
    let word = run.trimmingCharacters(in: CharacterSet(charactersIn: ".'’"))
      .replacingOccurrences(of: "’", with: "'")
    guard !word.isEmpty else { return [] }
    for ending in endings where word.hasSuffix(ending) && word.count > ending.count {
      return [String(word.dropLast(ending.count)), ending]
    }
    return [word]
  }
}
