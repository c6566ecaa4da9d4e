import Imaging

/// The pictures on the screen: knows which are there and sends those that are not.
///
/// Sixel pictures are written over what is there, never blanked first, which would flicker; one that
/// something covers waits until it is free again (terminal.md 4, rules 3 and 7). Of pictures in kitty's
/// protocol those parts are placed that nothing covers.
package struct PictureLayer {
  private var onScreen: [CellArea: Shown] = [:]
  /// What the terminal still keeps though the screen was cleared.
  private var abandoned: Set<Int> = []
  private var before: Canvas?
  private var ids: PictureIDs

  /// A picture on the screen.
  private struct Shown {
    var job: PictureJob
    /// Seconds at which it was sent.
    var time: Double
    /// Its number in kitty's protocol.
    var id = 0
    /// The parts that are shown, where something covers the rest.
    var pieces: [CellArea] = []
  }

  /// What brings the screen up to date.
  package struct Update {
    /// The cells, with placeholders where the mode needs them.
    package var canvas: Canvas
    /// To be sent before the cells.
    package var first: [UInt8] = []
    /// To be sent after the cells.
    package var last: [UInt8] = []
    /// Seconds until a growing picture may be sent again; nil when none waits.
    package var wait: Double?

    /// Whether there is nothing to send beside the cells.
    var isEmpty: Bool { first.isEmpty && last.isEmpty }
  }

  /// Makes a layer for an empty screen.
  ///
  /// - Parameter firstID: where numbers for kitty's protocol begin; other programs have theirs.
  package init(firstID: Int = 1) { ids = PictureIDs(first: firstID) }

  /// Forgets what is on the screen: it was cleared.
  package mutating func forget() {
    abandoned.formUnion(onScreen.values.map(\.id).filter { $0 > 0 })
    onScreen = [:]
  }

  /// Bytes after which the terminal keeps no picture.
  package mutating func farewell(_ capabilities: TerminalCapabilities) -> [UInt8] {
    forget()
    defer { abandoned = [] }
    return abandoned.sorted().flatMap { send(KittyGraphics.deletion(of: $0), capabilities) }
  }

  /// Brings the screen from the pictures before to those of `canvas`.
  ///
  /// - Parameters:
  ///   - canvas: rendered for the mode: pictures have whole cells, covered cells are no picture's.
  ///   - capabilities: of the terminal.
  ///   - budget: what pictures may cost.
  ///   - time: seconds since any moment.
  ///   - encoding: the bytes of a picture, or of one shortly before; nil when they come later.
  /// - Returns: What to send; no bytes when nothing changed.
  package mutating func update(
    _ canvas: Canvas, _ capabilities: TerminalCapabilities, budget: PictureBudget = PictureBudget(),
    time: Double = 0, encoding: (PictureJob) -> PictureEncoder.Encoding?
  ) -> Update {
    var update = Update(canvas: canvas)
    removeWhatIsGone(canvas, capabilities, &update)
    for picture in canvas.pictures {
      let fit = capabilities.fit(picture)
      let allowance = budget.allowance(isLive: picture.isLive)
      if let rest = rest(of: allowance.interval, picture, fit.area, time) {
        update.wait = min(update.wait ?? rest, rest)
      } else {
        let job = job(picture, fit, allowance, capabilities)
        show(job, encoding, time, capabilities, canvas, &update)
      }
      arrange(fit.area, capabilities, canvas, &update)
    }
    before = canvas
    return update
  }

  /// Seconds that a growing picture must still wait; nil when it may be sent.
  private func rest(of interval: Double, _ picture: PlacedPicture, _ area: CellArea, _ time: Double)
    -> Double?
  {
    guard interval > 0, picture.isLive, let shown = onScreen[area], shown.job.picture.isLive,
      shown.job.picture != picture
    else { return nil }
    let rest = shown.time + interval - time
    return rest > 0 ? rest : nil
  }

  private func job(
    _ picture: PlacedPicture, _ fit: PictureFit, _ allowance: PictureBudget.Allowance,
    _ capabilities: TerminalCapabilities
  ) -> PictureJob {
    let job = PictureJob(
      picture: picture, fit: fit, cell: capabilities.cell,
      colors: min(capabilities.sixelColors, allowance.colors), coarseness: allowance.coarseness,
      coding: capabilities.pictureMode == .sixel ? .sixel : .png)
    // What is there is not replaced by less of the same.
    guard let shown = onScreen[fit.area]?.job, shown.picture == picture, shown.fit == fit,
      shown.coding == job.coding, shown.colors >= job.colors, shown.coarseness <= job.coarseness
    else { return job }
    return shown
  }

  private mutating func removeWhatIsGone(
    _ canvas: Canvas, _ capabilities: TerminalCapabilities, _ update: inout Update
  ) {
    for id in abandoned.sorted() {
      update.first += send(KittyGraphics.deletion(of: id), capabilities)
    }
    abandoned = []
    let areas = Set(canvas.pictures.map { capabilities.fit($0).area })
    for (area, shown) in onScreen {
      let isDamaged = capabilities.pictureMode == .sixel && isDamaged(area, in: canvas)
      if isDamaged { update.first += blanks(over: area, in: canvas) }
      guard isDamaged || !areas.contains(area) else { continue }
      onScreen[area] = nil
      if shown.id > 0 { update.last += send(KittyGraphics.deletion(of: shown.id), capabilities) }
    }
  }

  /// Blanks over the cells that are no picture's any more: curses may erase them, which leaves the
  /// first cell of each row as it was in xterm, where letters take every pixel away.
  private func blanks(over area: CellArea, in canvas: Canvas) -> [UInt8] {
    guard let before, before.size == canvas.size else { return [] }
    var bytes = ""
    for row in area.row..<area.endRow {
      var isRun = false
      for column in area.column..<area.endColumn {
        let isGone = before[column, row].isPicture && !canvas[column, row].isPicture
        if isGone, !isRun { bytes += "\u{1B}[\(row + 1);\(column + 1)H" }
        if isGone { bytes += " " }
        isRun = isGone
      }
    }
    return bytes.isEmpty ? [] : Array("\u{1B}7\(bytes)\u{1B}8".utf8)
  }

  /// Whether a cell of an area is not as it was: it has been written, and the picture with it.
  private func isDamaged(_ area: CellArea, in canvas: Canvas) -> Bool {
    guard let before, before.size == canvas.size else { return true }
    for row in area.row..<area.endRow {
      for column in area.column..<area.endColumn where before[column, row] != canvas[column, row] {
        return true
      }
    }
    return false
  }

  private mutating func show(
    _ job: PictureJob, _ encoding: (PictureJob) -> PictureEncoder.Encoding?, _ time: Double,
    _ capabilities: TerminalCapabilities, _ canvas: Canvas, _ update: inout Update
  ) {
    let area = job.fit.area
    guard onScreen[area]?.job != job else { return }
    if job.coding == .sixel, Self.pieces(of: area, in: canvas) != [area] { return }
    guard let ready = encoding(job), !ready.bytes.isEmpty, ready.job != onScreen[area]?.job else {
      return
    }
    var shown = Shown(job: ready.job, time: time)
    switch capabilities.pictureMode {
    case .sixel: update.last += Self.at(area, ready.bytes)
    case .kitty, .placeholders:
      shown.id = ids.next(isSmall: capabilities.pictureMode == .placeholders)
      for piece in KittyGraphics.transmission(of: ready.bytes, id: shown.id) {
        update.first += send(piece, capabilities)
      }
      if capabilities.pictureMode == .placeholders {
        update.first += send(KittyGraphics.virtualPlacement(of: shown.id, area: area), capabilities)
      }
    case .halfBlocks, .shades: return
    }
    replace(area, by: shown, capabilities, &update)
  }

  private mutating func replace(
    _ area: CellArea, by shown: Shown, _ capabilities: TerminalCapabilities,
    _ update: inout Update
  ) {
    let old = onScreen.updateValue(shown, forKey: area)
    guard let old, old.id > 0 else { return }
    // The new one is placed before the old one goes: nothing flickers.
    place(area, capabilities, update.canvas, &update)
    update.last += send(KittyGraphics.deletion(of: old.id), capabilities)
  }

  /// Shows the free parts of a picture in kitty's protocol.
  private mutating func arrange(
    _ area: CellArea, _ capabilities: TerminalCapabilities, _ canvas: Canvas,
    _ update: inout Update
  ) {
    switch capabilities.pictureMode {
    case .kitty: place(area, capabilities, canvas, &update)
    case .placeholders: writePlaceholders(area, &update.canvas)
    case .sixel, .halfBlocks, .shades: break
    }
  }

  private mutating func place(
    _ area: CellArea, _ capabilities: TerminalCapabilities, _ canvas: Canvas,
    _ update: inout Update
  ) {
    guard capabilities.pictureMode == .kitty, let shown = onScreen[area] else { return }
    let pieces = Self.pieces(of: area, in: canvas)
    guard pieces != shown.pieces else { return }
    onScreen[area]?.pieces = pieces
    var bytes: [UInt8] = shown.pieces.isEmpty ? [] : KittyGraphics.hiding(shown.id)
    for (number, piece) in pieces.enumerated() {
      bytes += KittyGraphics.placement(
        of: shown.id, number: number + 1, in: piece, of: area, cell: shown.job.cell)
    }
    update.last += Array("\u{1B}7".utf8) + bytes + Array("\u{1B}8".utf8)
  }

  private func writePlaceholders(_ area: CellArea, _ canvas: inout Canvas) {
    guard let id = onScreen[area].flatMap({ UInt8(exactly: $0.id) }) else { return }
    for row in area.row..<area.endRow {
      for column in area.column..<area.endColumn where canvas[column, row].isPicture {
        let cell = Placeholder.cell(
          row: row - area.row, column: column - area.column, id: id,
          style: canvas[column, row].style)
        canvas.set(cell, column: column, row: row)
      }
    }
  }

  private func send(_ sequence: [UInt8], _ capabilities: TerminalCapabilities) -> [UInt8] {
    capabilities.pictureMode == .placeholders ? Multiplexer.wrapped(sequence) : sequence
  }

  private static func at(_ area: CellArea, _ bytes: [UInt8]) -> [UInt8] {
    Array("\u{1B}7\u{1B}[\(area.row + 1);\(area.column + 1)H".utf8) + bytes + Array("\u{1B}8".utf8)
  }

  /// Rectangles that together are the cells of an area in which the picture shows.
  static func pieces(of area: CellArea, in canvas: Canvas) -> [CellArea] {
    var pieces: [CellArea] = []
    for row in area.row..<area.endRow {
      for run in runs(row, of: area, in: canvas) {
        let above = pieces.lastIndex {
          $0.endRow == row && $0.column == run.lowerBound && $0.columns == run.count
        }
        if let above {
          pieces[above].rows += 1
        } else {
          pieces.append(CellArea(column: run.lowerBound, row: row, columns: run.count, rows: 1))
        }
      }
    }
    return pieces
  }

  private static func runs(_ row: Int, of area: CellArea, in canvas: Canvas) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for column in area.column..<area.endColumn where canvas[column, row].isPicture {
      if let last = runs.last, last.upperBound == column {
        runs[runs.count - 1] = last.lowerBound..<column + 1
      } else {
        runs.append(column..<column + 1)
      }
    }
    return runs
  }
}

/// Numbers for pictures in kitty's protocol, used again after a while.
struct PictureIDs {
  /// Where the larger numbers begin.
  let first: Int
  private var count = 0

  /// Numbers in one byte begin where no colour follows the user's scheme.
  private static let small = 17..<256
  /// More than a terminal keeps pictures.
  private static let large = 1 << 12

  /// Makes numbers from `first` on.
  init(first: Int) { self.first = max(1, first) }

  /// The next one; a small one is a colour of the palette too.
  mutating func next(isSmall: Bool) -> Int {
    defer { count += 1 }
    return isSmall
      ? Self.small.lowerBound + count % Self.small.count : first + count % Self.large
  }
}
