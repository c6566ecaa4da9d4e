private import CNcurses
import Glibc
import Imaging

/// The cells of the real screen: hands what changed to ncurses, which sends it.
///
/// Cells of a sixel picture are blanks in a pair of colours that nothing else uses, so that curses
/// neither moves its cursor by writing over them nor takes them for blanks already there
/// (terminal.md 4). Colours of 24 bits need an entry in terminfo that few systems have, so curses is
/// given one made from the terminal's own.
final class CursesScreen {
  private var mapper: ColorMapper
  /// The colours that it shows: those that curses knows of.
  let depth: ColorDepth
  /// How many colours curses knows.
  private let colorCount: Int32
  private var pairs: ColorPairs
  private var shown: Canvas?

  /// Marks that curses takes beside a letter (CCHARW_MAX less one).
  private static let mostMarks = 4

  /// Whether curses takes colours of 24 bits.
  private var isDirect: Bool { depth == .trueColor }

  /// The text colour of the pair that marks a picture's cells: black, which no theme writes in.
  private var sentinel: Int32 {
    if isDirect { return TerminfoEntry.DirectColor.paletteStart + 16 }
    return colorCount > 16 ? 16 : 0
  }

  /// Takes over the screen.
  ///
  /// - Parameters:
  ///   - depth: the colours wanted.
  ///   - name: the terminal's.
  ///   - entry: its entry with direct colours, if those are wanted and it can be had.
  /// - Throws: `TerminalError.unknown` when curses does not know the terminal.
  init(_ depth: ColorDepth, name: String, direct entry: TerminfoEntry? = nil) throws {
    guard Self.open(name, depth == .trueColor ? entry : nil) else {
      throw TerminalError.unknown(name)
    }
    leon_curses_prepare()
    colorCount = leon_curses_colors()
    let known = Self.depth(colorCount)
    self.depth = depth == .monochrome || depth == .basic16 ? depth : min(known, depth)
    mapper = ColorMapper(self.depth, count: Int(colorCount))
    pairs = ColorPairs()
  }

  private static func depth(_ colorCount: Int32) -> ColorDepth {
    if colorCount >= TerminfoEntry.DirectColor.count { return .trueColor }
    return colorCount >= 256 ? .indexed256 : colorCount >= 8 ? .basic16 : .monochrome
  }

  /// Opens curses, with an entry in place of the one on disk: it reads a whole one from `TERMINFO`.
  private static func open(_ name: String, _ entry: TerminfoEntry?) -> Bool {
    guard let entry else { return unsafe leon_curses_open(name) != nil }
    let before = unsafe getenv("TERMINFO").map { unsafe String(cString: $0) }
    let digits = entry.bytes.map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
    unsafe setenv("TERMINFO", "hex:" + digits.joined(), 1)
    defer {
      // Programs that leon starts find what the user set.
      if let before { unsafe setenv("TERMINFO", before, 1) } else { unsafe unsetenv("TERMINFO") }
    }
    return unsafe leon_curses_open(name) != nil
  }

  /// Gives the screen back.
  func close() { _ = endwin() }

  /// Forgets what is on the screen, so that all of it is sent again.
  func forget() {
    shown = nil
    leon_curses_redraw()
  }

  /// Whether just this is on the screen.
  func shows(_ canvas: Canvas) -> Bool {
    guard let shown, shown.size == canvas.size else { return false }
    return shown.cells == canvas.cells && shown.cursor == canvas.cursor
  }

  /// Follows a new size of the window.
  func resize(_ size: TerminalSize) {
    _ = resizeterm(Int32(size.rows), Int32(size.columns))
    forget()
  }

  /// Makes sure that a whole screen of new colours can be shown.
  ///
  /// - Returns: Whether the screen had to be cleared for it.
  func makeRoom(for size: TerminalSize) -> Bool {
    guard pairs.isNearlyFull(cells: size.columns * size.rows) else { return false }
    pairs.reset()
    forget()
    return true
  }

  /// Shows a canvas that was rendered for the terminal; pictures are not its part.
  func show(_ canvas: Canvas) {
    let before = shown?.size == canvas.size ? shown : nil
    for row in 0..<canvas.size.rows { show(row, of: canvas, before) }
    shown = canvas
    _ = curs_set(canvas.cursor == nil ? 0 : 1)
    if let place = canvas.cursor?.position {
      leon_curses_move(Int32(place.row), Int32(place.column))
    }
    leon_curses_update()
  }

  private func show(_ row: Int, of canvas: Canvas, _ before: Canvas?) {
    var isChanged = false
    for column in 0..<canvas.size.columns {
      let cell = canvas[column, row]
      if let before, before[column, row] == cell { continue }
      put(cell, column: column, row: row)
      isChanged = true
    }
    // The first screen goes out as a whole.
    if isChanged, before != nil { leon_curses_update_row() }
  }

  private func put(_ cell: Cell, column: Int, row: Int) {
    // The right half of a wide character is drawn with its left half.
    guard !cell.isContinuation else { return }
    let text = scalars(cell)
    unsafe leon_curses_put(Int32(row), Int32(column), text, attributes(cell), pair(cell))
    // What only we take for wide leaves a blank that curses must know of.
    if CellWidth.of(cell.text) == 2, leon_curses_width(text[0]) == 1 {
      put(Cell(style: cell.style), column: column + 1, row: row)
    }
  }

  /// A cell's text as curses takes it, ended by a zero: one scalar with a width and its marks.
  private func scalars(_ cell: Cell) -> [wchar_t] {
    let all = cell.isPicture ? [" "] : Array(cell.text.unicodeScalars)
    let width = leon_curses_width(wchar_t(all[0].value))
    guard (1...max(1, CellWidth.of(cell.text))).contains(Int(width)) else {
      return [wchar_t(UInt8(ascii: "?")), 0]
    }
    let marks = all.dropFirst().map { wchar_t($0.value) }.filter { leon_curses_width($0) == 0 }
    return [wchar_t(all[0].value)] + marks.prefix(Self.mostMarks) + [0]
  }

  private func attributes(_ cell: Cell) -> UInt32 {
    if cell.isPicture { return 0 }
    let a = cell.style.attributes
    return leon_curses_attributes(
      a.contains(.bold) ? 1 : 0, a.contains(.dim) ? 1 : 0, a.contains(.italic) ? 1 : 0,
      a.contains(.underline) ? 1 : 0, a.contains(.reverse) ? 1 : 0)
  }

  private func pair(_ cell: Cell) -> Int32 {
    // Without colours in the theme a picture's cells are still marked.
    if cell.isPicture, colorCount > 0 {
      return pairs.number(sentinel, index(cell.style.background))
    }
    guard depth != .monochrome else { return 0 }
    return pairs.number(index(cell.style.foreground), index(cell.style.background))
  }

  /// The number of a colour; −1 is the terminal's own.
  private func index(_ color: TerminalColor) -> Int32 {
    guard depth != .monochrome else { return -1 }
    switch color {
    case .standard: return -1
    case .palette(let index) where isDirect:
      return TerminfoEntry.DirectColor.paletteStart + Int32(index)
    case .rgb(let color) where isDirect:
      return Int32(color.red) << 16 | Int32(color.green) << 8 | Int32(color.blue)
    case .palette(let index) where Int32(index) < colorCount: return Int32(index)
    case .palette(let index): return Int32(mapper.nearest(to: ColorMapper.xterm(index)))
    case .rgb(let color): return Int32(mapper.nearest(to: color))
    }
  }
}
