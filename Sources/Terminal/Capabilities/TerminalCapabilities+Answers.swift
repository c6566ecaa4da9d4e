import Imaging

extension TerminalCapabilities {
  /// The number of DA1's feature "sixel graphics".
  private static let sixelFeature = 4
  /// Cells that some terminal may have; other answers are nonsense (hzeller/timg#162 saw 2 × 6).
  private static let sensibleCell = (width: 3...200, height: 6...400)

  /// Puts answers and settings together.
  ///
  /// - Parameters:
  ///   - replies: in any order; what is missing takes a careful guess.
  ///   - environment: what the variables say.
  ///   - window: its size, and a cell's where the line tells it.
  package init(
    _ replies: [TerminalReply], environment: TerminalEnvironment,
    window: (size: TerminalSize, cell: PixelSize?)
  ) {
    self.init(isUnicode: environment.isUnicode)
    identity.term = environment.name
    identity.multiplexer = environment.multiplexer
    for reply in replies { take(reply) }
    colorDepth = environment.depth(name: identity.name)
    if let cell = Self.cell(replies, window) {
      self.cell = cell
      identity.isCellKnown = true
    }
    pictureMode = availableModes.first ?? .shades
    largestPicture = largestPicture ?? PixelSize(width: 1000, height: 1000)
  }

  private mutating func take(_ reply: TerminalReply) {
    switch reply {
    case .features(let numbers):
      identity.hasAnswered = true
      identity.hasSixel = numbers.dropFirst().contains(Self.sixelFeature)
    case .name(let name):
      identity.name = name
      // A tmux on the other side of ssh.
      if name.hasPrefix("tmux"), identity.multiplexer == nil {
        identity.multiplexer = Multiplexer(.tmux)
      }
    case .kittyGraphics(let isKnown): identity.hasKitty = isKnown
    case .sixelColors(let count): sixelColors = min(256, count)
    case .largestPicture(let size): largestPicture = size
    case .synchronizedUpdate(let isKnown): hasSynchronizedUpdate = isKnown
    case .pixelMouse(let isKnown): hasPixelMouse = isKnown
    case .background(let color): background = color
    case .cell, .textArea, .cursor: break
    }
  }

  /// A cell as the terminal told it, else as follows from its text area, else as the line told it:
  /// xterm counts its border there, and some ssh servers invent numbers.
  private static func cell(
    _ replies: [TerminalReply], _ window: (size: TerminalSize, cell: PixelSize?)
  ) -> PixelSize? {
    var told: PixelSize?
    var derived: PixelSize?
    for reply in replies {
      if case .cell(let size) = reply { told = size }
      if case .textArea(let area) = reply {
        derived = PixelSize(
          width: area.width / window.size.columns, height: area.height / window.size.rows)
      }
    }
    return [told, derived, window.cell].compactMap { $0 }.first {
      sensibleCell.width.contains($0.width) && sensibleCell.height.contains($0.height)
    }
  }

  /// The ways in which pictures can be shown here, the best first.
  package var availableModes: [PictureMode] {
    var modes: [PictureMode] = []
    // A picture that does not fill whole cells leaves rests behind, so their size must be known.
    if identity.isCellKnown {
      if identity.hasSixel { modes.append(.sixel) }
      if identity.hasKitty { modes.append(.kitty) }
      if let multiplexer = identity.multiplexer, multiplexer.drawsPlaceholders, hasManyColors,
        isUnicode
      {
        modes.append(.placeholders)
      }
    }
    if isUnicode, hasManyColors { modes.append(.halfBlocks) }
    return modes + [.shades]
  }

  /// Blocks of two colours need colours to choose from.
  private var hasManyColors: Bool { colorDepth == .indexed256 || colorDepth == .trueColor }

  /// The way after the one in use, for a key that goes through all that are possible.
  package var nextPictureMode: PictureMode {
    let modes = availableModes
    let at = modes.firstIndex(of: pictureMode) ?? modes.count - 1
    return modes[(at + 1) % modes.count]
  }

  /// Makes do with fewer colours than the environment promised.
  package mutating func limitColors(to depth: ColorDepth) {
    colorDepth = depth
    if !availableModes.contains(pictureMode) { pictureMode = availableModes.first ?? .shades }
  }
}
