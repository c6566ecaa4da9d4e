package import Imaging
import Tensors
import Tokens
package import Tokenizers

/// Encodes a corpus in several versions a picture: on white, mirrored, painted, on a colour.
package struct TokenCacheBuilder {
  /// The palette: colours that captions name, near the ones the corpus computed.
  package static let palette: [(name: String, colour: Image.Color)] = [
    ("red", .init(red: 220, green: 38, blue: 38)),
    ("orange", .init(red: 245, green: 130, blue: 32)),
    ("yellow", .init(red: 250, green: 210, blue: 40)),
    ("green", .init(red: 40, green: 160, blue: 70)),
    ("teal", .init(red: 20, green: 150, blue: 150)), ("blue", .init(red: 40, green: 90, blue: 220)),
    ("light blue", .init(red: 130, green: 195, blue: 245)),
    ("purple", .init(red: 130, green: 60, blue: 180)),
    ("pink", .init(red: 245, green: 130, blue: 180)),
    ("brown", .init(red: 125, green: 80, blue: 45)),
    ("grey", .init(red: 128, green: 128, blue: 128)),
  ]

  /// Words, in the singular, whose pictures lose their sense in a mirror.
  private static let handed: Set<Substring> = [
    "left", "right", "leftward", "rightward", "arrow", "clock", "clockwise", "counterclockwise",
    "anticlockwise", "thirty", "flag", "semaphore", "letter", "number", "digit", "keycap", "button",
    "text", "sign", "symbol", "question", "calendar", "newspaper", "map", "globe", "medal", "note",
    "banknote", "dollar", "euro", "pound", "yen", "hundred", "copyright",
  ]

  /// Whether a picture with this caption may be mirrored.
  package static func mayMirror(_ caption: String) -> Bool {
    !caption.split { !$0.isLetter }.contains { word in
      handed.contains(word.hasSuffix("s") ? word.dropLast() : word)
    }
  }

  /// Share of the concepts that are kept out.
  package var heldOutShare = 0.03
  /// Where the random numbers start.
  package var seed: UInt64 = 1
  /// Pictures in one pass of the tokenizer.
  private let batch = 16

  /// Makes a builder.
  package init() {}

  /// Encodes every picture.
  ///
  /// - Parameters:
  ///   - pictures: the corpus.
  ///   - tokenizer: the image tokenizer.
  ///   - hash: its hash.
  ///   - progress: called now and then with versions done and all.
  /// - Returns: the codes of every version.
  package func build(
    _ pictures: PictureSet, tokenizer: ImageTokenizer, hash: String, progress: (Int, Int) -> Void
  ) -> TokenCache {
    let side = tokenizer.configuration.gridSide
    var cache = TokenCache(
      tokenizer: hash, codesPerPicture: side * side, entries: pictures.entries)
    var generator = SplitMix64(seed: seed)
    let plan = (0..<pictures.count).flatMap { versions($0, pictures, &generator) }
    for start in stride(from: 0, to: plan.count, by: batch) {
      if start % (64 * batch) == 0 { progress(start, plan.count) }
      let some = plan[start..<min(plan.count, start + batch)]
      let x = Tensor([some.count, pictures.side, pictures.side, 3])
      pictures.write(some.map(\.placement), into: x)
      let codes = tokenizer.encode(x)
      for (i, version) in some.enumerated() {
        cache.append(version.row, codes: codes[i * side * side..<(i + 1) * side * side])
      }
    }
    return cache
  }

  private typealias Version = (row: TokenCache.Row, placement: PictureSet.Placement)

  private func versions(
    _ index: Int, _ pictures: PictureSet, _ generator: inout SplitMix64
  ) -> [Version] {
    let entry = pictures.entries[index]
    let heldOut = CorpusSplit.isHeldOut(entry.conceptKey, share: heldOutShare)
    func version(
      mirrored: Bool = false, figure: Int? = nil, ground: Int? = nil
    ) -> Version {
      let row = TokenCache.Row(
        entry: index, figureColour: figure.map { Self.palette[$0].name },
        groundColour: ground.map { Self.palette[$0].name }, heldOut: heldOut, mirrored: mirrored)
      let placement = PictureSet.Placement(
        index: index, ground: ground.map { Self.palette[$0].colour } ?? .white, mirrored: mirrored,
        figure: figure.map { Self.palette[$0].colour })
      return (row, placement)
    }
    if heldOut { return [version()] }
    var result = [version()]
    if Self.mayMirror(entry.text) { result.append(version(mirrored: true)) }
    let colour = Int.random(in: 0..<Self.palette.count, using: &generator)
    if entry.style == "silhouette icon" {
      result.append(version(figure: colour))
    } else if entry.style != "photo" {
      result.append(version(ground: colour))
    }
    return result
  }
}
