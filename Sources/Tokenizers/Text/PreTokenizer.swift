/// Cuts text into the pieces inside which byte pairs are merged.
///
/// The stages are those of Chameleon's `tokenizer.json` (reference b.5), written out by hand:
/// splits by pattern, digits one by one, punctuation by itself, then GPT-2's pattern.
package struct PreTokenizer: Hashable, Sendable {
  /// One stage; each cuts the pieces of the one before.
  package enum Stage: Hashable, Sendable {
    /// `<sentinel:[0-9]+>` by itself.
    case sentinels
    /// `IMGIMG`, one to four of A…I (not J), `Z`, by itself.
    case imageCodes
    /// Tab, newline, runs of four and of two spaces by themselves.
    case whitespace
    /// Every numeric scalar by itself.
    case digits
    /// Every punctuation scalar by itself: ASCII's, and the category P.
    case punctuation
    /// GPT-2's pattern: contractions, and words, numbers and others with a space in front.
    case words
  }

  /// The stages in order.
  package var stages: [Stage]

  /// Makes the stages of leon's own tokenizers.
  package init(stages: [Stage] = [.sentinels, .whitespace, .digits, .punctuation, .words]) {
    self.stages = stages
  }

  typealias Piece = ArraySlice<Unicode.Scalar>

  /// Cuts a text; the pieces join to it again.
  package func pieces(of text: String) -> [String] {
    pieces(of: Array(text.unicodeScalars)[...]).map { piece in
      var scalars = String.UnicodeScalarView()
      scalars.append(contentsOf: piece)
      return String(scalars)
    }
  }

  func pieces(of text: Piece) -> [Piece] {
    var pieces = text.isEmpty ? [] : [text]
    for stage in stages { pieces = pieces.flatMap { Self.cut($0, stage) } }
    return pieces
  }

  private static func cut(_ text: Piece, _ stage: Stage) -> [Piece] {
    switch stage {
    case .sentinels: isolate(text, sentinelLength)
    case .imageCodes: isolate(text, imageCodeLength)
    case .whitespace: isolate(text, whitespaceLength)
    case .digits: isolate(text) { isNumber($0[$0.startIndex]) ? 1 : 0 }
    case .punctuation: isolate(text) { isPunctuation($0[$0.startIndex]) ? 1 : 0 }
    case .words: words(text)
    }
  }

  /// Cuts out every match; `match` gives the length of one at the start of what it is given, or 0.
  private static func isolate(_ text: Piece, _ match: (Piece) -> Int) -> [Piece] {
    var result: [Piece] = []
    var from = text.startIndex
    var at = from
    while at < text.endIndex {
      let length = match(text[at...])
      guard length > 0 else {
        at += 1
        continue
      }
      if from < at { result.append(text[from..<at]) }
      result.append(text[at..<at + length])
      at += length
      from = at
    }
    if from < at { result.append(text[from..<at]) }
    return result
  }

  private static let sentinelStart = Array("<sentinel:".unicodeScalars)

  private static func sentinelLength(_ text: Piece) -> Int {
    guard text.starts(with: sentinelStart) else { return 0 }
    let digits = text.dropFirst(sentinelStart.count).prefix { $0 >= "0" && $0 <= "9" }
    guard !digits.isEmpty, digits.endIndex < text.endIndex, text[digits.endIndex] == ">" else {
      return 0
    }
    return sentinelStart.count + digits.count + 1
  }

  private static let imageStart = Array("IMGIMG".unicodeScalars)

  private static func imageCodeLength(_ text: Piece) -> Int {
    guard text.starts(with: imageStart) else { return 0 }
    let letters = text.dropFirst(imageStart.count).prefix(5).prefix { $0 >= "A" && $0 <= "I" }
    guard (1...4).contains(letters.count), letters.endIndex < text.endIndex,
      text[letters.endIndex] == "Z"
    else { return 0 }
    return imageStart.count + letters.count + 1
  }

  private static func whitespaceLength(_ text: Piece) -> Int {
    let first = text[text.startIndex]
    if first == "\t" || first == "\n" { return 1 }
    let spaces = text.prefix(4).prefix { $0 == " " }.count
    return spaces == 4 ? 4 : spaces >= 2 ? 2 : 0
  }
}

/// GPT-2's pattern: `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`.
extension PreTokenizer {
  private enum Kind { case letter, number, space, other }

  private static func words(_ text: Piece) -> [Piece] {
    var result: [Piece] = []
    var at = text.startIndex
    while at < text.endIndex {
      let end = wordEnd(text, at)
      result.append(text[at..<end])
      at = end
    }
    return result
  }

  private static func wordEnd(_ text: Piece, _ at: Int) -> Int {
    if let length = contractionLength(text[at...]) { return at + length }
    let start = text[at] == " " && at + 1 < text.endIndex ? at + 1 : at
    let kind = kind(text[start])
    if kind != .space { return run(text, start, kind) }
    let end = run(text, at, .space)
    // \s+(?!\S): the last space before a word belongs to the word.
    return end < text.endIndex && end - at > 1 ? end - 1 : end
  }

  private static func run(_ text: Piece, _ start: Int, _ kind: Kind) -> Int {
    var end = start
    while end < text.endIndex, self.kind(text[end]) == kind { end += 1 }
    return end
  }

  private static let contractions = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"].map {
    Array($0.unicodeScalars)
  }

  private static func contractionLength(_ text: Piece) -> Int? {
    guard text[text.startIndex] == "'" else { return nil }
    return contractions.first { text.starts(with: $0) }?.count
  }

  private static func kind(_ scalar: Unicode.Scalar) -> Kind {
    if scalar.isASCII {
      switch scalar {
      case "a"..."z", "A"..."Z": return .letter
      case "0"..."9": return .number
      case " ", "\t"..."\r": return .space
      default: return .other
      }
    }
    if scalar.properties.isWhitespace { return .space }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
      return .letter
    default: return isNumber(scalar) ? .number : .other
    }
  }

  private static func isNumber(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar >= "0" && scalar <= "9" }
    switch scalar.properties.generalCategory {
    case .decimalNumber, .letterNumber, .otherNumber: return true
    default: return false
    }
  }

  private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      switch scalar {
      case "!"..."/", ":"..."@", "["..."`", "{"..."~": return true
      default: return false
      }
    }
    switch scalar.properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation:
      return true
    default: return false
    }
  }
}
