/// The words of a sentence that are still to be read, commas among them.
struct WordCursor {
  private(set) var rest: ArraySlice<String>

  /// Cuts a sentence into words in lower case; full stops go.
  init(_ text: String) {
    rest =
      text.lowercased().replacing(",", with: " , ").replacing(".", with: " ")
      .split(whereSeparator: \.isWhitespace).map(String.init)[...]
  }

  /// Whether nothing is left.
  var isAtEnd: Bool { rest.isEmpty }

  /// Takes these words if they come next.
  mutating func take(_ words: String) -> Bool {
    let wanted = words.split(separator: " ")
    guard rest.starts(with: wanted, by: { $0 == $1 }) else { return false }
    rest = rest.dropFirst(wanted.count)
    return true
  }

  /// Takes the first of some wordings that comes next.
  mutating func take<Value>(oneOf choices: some Sequence<(words: String, value: Value)>) -> Value? {
    for choice in choices where take(choice.words) { return choice.value }
    return nil
  }

  /// Takes these words away where the sentence ends with them.
  mutating func dropEnd(_ words: String) {
    let wanted = words.split(separator: " ")
    guard rest.suffix(wanted.count).elementsEqual(wanted, by: { $0 == $1 }) else { return }
    rest = rest.dropLast(wanted.count)
  }
}
