/// How the pinned picture and the one shown are looked at together.
package struct Contrast: Hashable, Sendable {
  /// The way.
  package var way: Way
  /// Whether B is the tile under a sheet's cursor.
  package let isOfTile: Bool
  /// Where the wipe's line stands, in parts of the width.
  package var line: Int

  /// The places of the line.
  package static let parts = 64

  /// Makes a comparison whose line stands in the middle, unless told otherwise.
  package init(way: Way, isOfTile: Bool, line: Int = Contrast.parts / 2) {
    self.way = way
    self.isOfTile = isOfTile
    self.line = line
  }

  /// How two pictures are looked at together.
  package enum Way: Hashable, Sendable {
    /// How much each pixel differs, and which codes do.
    case difference
    /// A left of a line, B right of it.
    case wipe
    /// Both, one beside the other.
    case beside
  }
}

extension Stage {
  /// How A and B are looked at, where they are.
  var contrast: Contrast? {
    if case .contrast(let contrast) = self { contrast } else { nil }
  }

  /// What shows when a picture begins to be drawn: a sheet makes room, a comparison goes on with it.
  var forPicture: Stage {
    switch self {
    case .sheet: .picture
    case .contrast(let contrast) where contrast.isOfTile:
      .contrast(Contrast(way: contrast.way, isOfTile: false, line: contrast.line))
    default: self
    }
  }
}
