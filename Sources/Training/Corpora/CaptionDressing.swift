import Tokenizers

/// Writes one caption in the ways that people will ask for the picture.
///
/// "CAPTION, STYLE" 50 %, "a STYLE of a CAPTION" 25 %, the caption alone 15 %, with keywords 10 %
/// (reference scenes-and-evaluation, "Mixture"). Whichever it is, the main colour stands in front in
/// two of five cases: prompts are "COLOUR NOUN, STYLE", and a colour word is learnt only where it is
/// said. No colour is named that the picture does not show.
package struct CaptionDressing: Sendable {
  /// Makes the dressing with the shares above.
  package init() {}

  /// The share of captions that name the main colour, where there is one.
  private static let namedShare = 0.4
  /// A colour is the main one when it covers this share of the opaque pixels.
  private static let dominantShare: Float = 0.5

  /// Writes a caption.
  ///
  /// - Parameters:
  ///   - entry: the picture.
  ///   - figureColour: the colour it was painted in, if it was; named always.
  ///   - groundColour: the colour it was laid on, if not white; named always.
  ///   - generator: the source of chance.
  /// - Returns: the caption.
  package func caption(
    for entry: CorpusEntry, figureColour: String? = nil, groundColour: String? = nil,
    using generator: inout some RandomNumberGenerator
  ) -> String {
    let named = Double.random(in: 0..<1, using: &generator) < Self.namedShare
    let words = Self.words(of: entry, painted: figureColour, namingColour: named)
    let ground = Self.ground(groundColour)
    guard let style = entry.style else { return words + ground }
    switch Double.random(in: 0..<1, using: &generator) {
    case ..<0.25: return Self.phrase(words, style) + ground
    case ..<0.4: return words + ground
    case ..<0.5:
      let tags = Self.tags(of: entry).shuffled(using: &generator).prefix(2)
      return ([words + ground] + tags + [style]).joined(separator: ", ")
    default: return "\(words)\(ground), \(style)"
    }
  }

  /// The ways of writing a caption as documents have them, for the text tokenizer.
  package func variants(of entry: CorpusEntry) -> [String] {
    let coloured = Self.words(of: entry, painted: nil, namingColour: true)
    let ground = Self.ground(Self.mainColour(entry))
    var result = [entry.text, coloured + ground] + Self.tags(of: entry)
    if let style = entry.style {
      result += ["\(coloured), \(style)", Self.phrase(entry.text, style)]
    }
    return result.map { DocumentTokenizer.written($0) }
  }

  /// The caption as people write prompts: "COLOUR NOUN, STYLE".
  package func prompt(of entry: CorpusEntry) -> String {
    let words = Self.words(of: entry, painted: nil, namingColour: true)
    return entry.style.map { "\(words), \($0)" } ?? words
  }

  private static func words(
    of entry: CorpusEntry, painted: String?, namingColour: Bool
  ) -> String {
    if let painted { return painted + " " + ColourWords.removed(from: entry.text) }
    guard namingColour, !ColourWords.occur(in: entry.text), let colour = mainColour(entry) else {
      return entry.text
    }
    return colour + " " + entry.text
  }

  private static func ground(_ colour: String?) -> String {
    colour.map { " on \(EnglishArticle.before($0)) \($0) background" } ?? ""
  }

  private static func phrase(_ words: String, _ style: String) -> String {
    "\(EnglishArticle.before(style)) \(style) of \(EnglishArticle.added(to: words))"
  }

  /// Keywords that a person might type: words that name no colour and say more than the caption.
  private static func tags(of entry: CorpusEntry) -> [String] {
    (entry.tags ?? []).filter { tag in
      tag != entry.text && tag.allSatisfy { $0.isLetter || $0 == " " }
        && !ColourWords.occur(in: tag)
    }
  }

  private static func mainColour(_ entry: CorpusEntry) -> String? {
    guard let first = entry.colors?.first, first.share >= dominantShare else { return nil }
    return first.name
  }
}

/// Words that name colours, so that a caption never names two for one thing.
private enum ColourWords {
  private static let all: Set<Substring> = [
    "black", "white", "grey", "gray", "red", "orange", "yellow", "green", "teal", "blue", "purple",
    "pink", "brown", "beige", "gold", "golden", "silver",
  ]

  static func occur(in text: String) -> Bool {
    text.split { !$0.isLetter }.contains { all.contains($0) }
  }

  /// The text without its colour words, unless nothing else is left.
  static func removed(from text: String) -> String {
    let others = text.split(separator: " ").filter { !all.contains($0) }
    return others.isEmpty ? text : others.joined(separator: " ")
  }
}

/// "a", "an" or nothing, as well as spelling tells.
private enum EnglishArticle {
  /// The article before a noun phrase.
  static func before(_ words: String) -> String {
    let words = words.lowercased()
    // A "y" or "w" is spoken in front of these.
    if ["uni", "use", "ufo", "eu", "one"].contains(where: { words.hasPrefix($0) }) { return "a" }
    guard let first = words.first else { return "a" }
    return "aeiou".contains(first) || words.hasPrefix("hour") ? "an" : "a"
  }

  /// The phrase with its article; plurals take none.
  static func added(to words: String) -> String {
    let all = words.split(separator: " ")
    let head = all.prefix { !["of", "with", "in", "on", "and"].contains($0) }.last ?? ""
    let plural = head.hasSuffix("s") && !["ss", "us", "is"].contains { head.hasSuffix($0) }
    return plural ? words : "\(before(words)) \(words)"
  }
}
