/// Writes one caption in the ways that people will ask for the picture.
///
/// "CAPTION, STYLE" 40 %, "a STYLE of a CAPTION" 25 %, the caption alone 15 %, keywords 10 %, with the
/// main colour in front 10 % (reference scenes-and-evaluation, "Mixture").
package struct CaptionDressing: Sendable {
  /// Makes the dressing with the shares above.
  package init() {}

  /// Colours whose name may be put in front of a caption when they cover this share of the picture.
  private static let dominantShare: Float = 0.5

  /// Writes a caption.
  ///
  /// - Parameters:
  ///   - entry: the picture.
  ///   - figureColour: the colour it was painted in, if it was; named always.
  ///   - groundColour: the colour it was laid on, if not white; named always.
  ///   - generator: the source of chance.
  package func caption(
    for entry: CorpusEntry, figureColour: String? = nil, groundColour: String? = nil,
    using generator: inout some RandomNumberGenerator
  ) -> String {
    let draw = Double.random(in: 0..<1, using: &generator)
    var words = entry.text
    if let figureColour { words = figureColour + " " + words }
    if figureColour == nil, draw >= 0.9, let colour = Self.mainColour(entry), !words.contains(colour) {
      words = colour + " " + words
    }
    let ground = groundColour.map { " on \(Self.article($0)) \($0) background" } ?? ""
    guard let style = entry.style else { return words + ground }
    switch draw {
    case ..<0.4: return "\(words)\(ground), \(style)"
    case ..<0.65: return "\(Self.article(style)) \(style) of \(Self.articled(words))\(ground)"
    case ..<0.8: return words + ground
    case ..<0.9: return keywords(entry, words, &generator) + ground
    default: return "\(words)\(ground), \(style)"
    }
  }

  /// Every way of writing a caption with its weight, for the text tokenizer.
  package func variants(of entry: CorpusEntry) -> [String] {
    guard let style = entry.style else { return [entry.text] }
    var result = ["\(entry.text), \(style)", entry.text]
    result.append("\(Self.article(style)) \(style) of \(Self.articled(entry.text))")
    result += entry.tags ?? []
    if let colour = Self.mainColour(entry) { result.append("\(colour) \(entry.text), \(style)") }
    return result
  }

  private func keywords(
    _ entry: CorpusEntry, _ words: String, _ generator: inout some RandomNumberGenerator
  ) -> String {
    let tags = (entry.tags ?? []).filter { $0 != entry.text }.shuffled(using: &generator).prefix(2)
    return ([words] + tags).joined(separator: ", ")
  }

  private static func mainColour(_ entry: CorpusEntry) -> String? {
    guard let first = entry.colors?.first, first.share >= dominantShare else { return nil }
    return first.name
  }

  static func articled(_ words: String) -> String {
    let plural = words.hasSuffix("s") && !words.hasSuffix("ss")
    return plural ? words : "\(article(words)) \(words)"
  }

  /// "an" before a vowel letter, "a" otherwise.
  static func article(_ words: String) -> String {
    guard let first = words.lowercased().first else { return "a" }
    return "aeiou".contains(first) ? "an" : "a"
  }
}
