/// The words of captions and prompts as they are counted: runs of letters and digits in small
/// letters, with apostrophes inside.
package enum CaptionWord {
  /// Where the words of a text stand.
  package static func ranges(in characters: [Character]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start: Int?
    for (place, character) in characters.enumerated() {
      let isInside =
        isPart(character)
        || (apostrophes.contains(character) && start != nil && place + 1 < characters.count
          && isPart(characters[place + 1]))
      if isInside {
        start = start ?? place
      } else if let first = start {
        ranges.append(first..<place)
        start = nil
      }
    }
    if let start { ranges.append(start..<characters.count) }
    return ranges
  }

  /// A word as it is counted.
  package static func normal(_ characters: some Sequence<Character>) -> String {
    String(characters.map { apostrophes.contains($0) ? "'" : $0 }).lowercased()
  }

  /// The words of a text as they are counted, in their order.
  package static func all(in text: String) -> [String] {
    let characters = Array(text)
    return ranges(in: characters).map { normal(characters[$0]) }
  }

  private static let apostrophes: Set<Character> = ["'", "’"]

  private static func isPart(_ character: Character) -> Bool {
    character.isLetter || character.isNumber
  }
}
