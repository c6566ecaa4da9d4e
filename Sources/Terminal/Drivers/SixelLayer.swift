/// The sixel pictures on the screen: knows which are there and sends those that are not.
///
/// Pictures are written over what is there, never blanked first, which would flicker; one that
/// something covers waits until it is free again (terminal.md 4, rules 3 and 7).
package struct SixelLayer {
  /// Encoded pictures that are kept for the next time they are shown.
  private static let most = 12
  /// Colours while a picture grows: a third of the time and of the bytes.
  private static let liveColors = 64

  private var onScreen: Set<SixelEncoder.Job> = []
  private var encoded: [(job: SixelEncoder.Job, bytes: [UInt8])] = []

  /// Makes a layer for an empty screen.
  package init() {}

  /// Forgets what is on the screen: it was cleared.
  package mutating func forget() { onScreen = [] }

  /// The bytes that bring the screen from the pictures before to those of `canvas`.
  ///
  /// - Parameters:
  ///   - canvas: rendered for sixel: pictures have whole cells, covered cells are no picture's.
  ///   - capabilities: of the terminal.
  /// - Returns: cursor moves and sixels, to be sent after the cells; empty when nothing changed.
  package mutating func update(_ canvas: Canvas, _ capabilities: TerminalCapabilities) -> [UInt8] {
    var bytes: [UInt8] = []
    var now: Set<SixelEncoder.Job> = []
    for picture in canvas.pictures where Self.isFree(picture.area, in: canvas) {
      let job = SixelEncoder.Job(
        picture: picture, fit: capabilities.fit(picture), cell: capabilities.cell,
        colors: min(capabilities.sixelColors, picture.isLive ? Self.liveColors : 256))
      now.insert(job)
      if !onScreen.contains(job) { bytes += self.bytes(job) }
    }
    onScreen = now
    return bytes
  }

  private static func isFree(_ area: CellArea, in canvas: Canvas) -> Bool {
    for row in area.row..<area.endRow {
      for column in area.column..<area.endColumn where !canvas[column, row].isPicture {
        return false
      }
    }
    return true
  }

  private mutating func bytes(_ job: SixelEncoder.Job) -> [UInt8] {
    let place = "\u{1B}7\u{1B}[\(job.fit.area.row + 1);\(job.fit.area.column + 1)H"
    guard let sixel = sixel(job) else { return [] }
    return Array(place.utf8) + sixel + Array("\u{1B}8".utf8)
  }

  private mutating func sixel(_ job: SixelEncoder.Job) -> [UInt8]? {
    if let at = encoded.firstIndex(where: { $0.job == job }) {
      encoded.append(encoded.remove(at: at))
      return encoded.last?.bytes
    }
    guard let bytes = SixelEncoder.encode(job) else { return nil }
    encoded.append((job, bytes))
    if encoded.count > Self.most { encoded.removeFirst() }
    return bytes
  }
}
