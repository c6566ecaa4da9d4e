import Foundation
import Imaging
import Terminal

/// The tiles of a sheet, each with what it alone has above it.
package enum SheetView {
  static func draw(
    on canvas: inout Canvas, _ layout: Layout, _ state: StudioState, _ glyphs: Glyphs
  ) {
    guard let sheet = state.sheet else { return }
    let theme = state.theme
    let pane = layout.preview
    let grid = SheetLayout(state, pane)
    let page = sheet.cursor / grid.tilesAPage
    let title = "\(sheet.plan.title): \(sheet.plan.base.prompt)"
    canvas.caption(
      glyphs.fitted(title, columns: pane.columns - 4), of: pane, row: pane.row - 1,
      style: theme[.title])
    canvas.caption(foot(sheet, state), of: pane, row: pane.endRow, style: theme[.muted])
    if grid.pages > 1 {
      canvas.write(
        " page \(page + 1) of \(grid.pages) ", endingAt: pane.endColumn - 1, row: pane.endRow,
        style: theme[.badge])
    }
    drawHeadings(on: &canvas, grid, sheet, theme, glyphs)
    let first = page * grid.tilesAPage
    for (place, index) in (first..<min(first + grid.tilesAPage, sheet.tiles.count)).enumerated() {
      drawTile(index, place, on: &canvas, grid, state, glyphs)
    }
  }

  /// The values of the first axis above their columns.
  private static func drawHeadings(
    on canvas: inout Canvas, _ grid: SheetLayout, _ sheet: Sheet, _ theme: Theme, _ glyphs: Glyphs
  ) {
    guard grid.hasHeadings else { return }
    for (column, label) in sheet.plan.labels(of: 0).enumerated() {
      let area = grid.label(column)
      canvas.write(
        glyphs.fitted(label, columns: area.columns), column: area.column, row: area.row - 1,
        style: theme[.title])
    }
  }

  private static func drawTile(
    _ index: Int, _ place: Int, on canvas: inout Canvas, _ grid: SheetLayout, _ state: StudioState,
    _ glyphs: Glyphs
  ) {
    guard let sheet = state.sheet else { return }
    let theme = state.theme
    let tile = sheet.tiles[index]
    let isHere = index == sheet.cursor
    let showsPinned = isHere && state.showsPinned
    let line = grid.label(place)
    let style = theme[isHere ? .selected : role(of: tile.picture)]
    if isHere { canvas.fill(line, with: style) }
    let note = note(of: tile)
    let marker = isHere ? glyphs.active : ""
    let room = line.columns - note.count - 1
    let words =
      showsPinned ? "A" : label(tile, grid, sheet, columns: room - CellWidth.of(marker))
    canvas.write(
      glyphs.fitted(marker + words, columns: room), column: line.column, row: line.row,
      style: style)
    canvas.write(note, endingAt: line.endColumn, row: line.row, style: style)
    let picture = showsPinned ? state.pinned ?? tile.picture : tile.picture
    canvas.place(
      PlacedPicture(
        picture.image.map(sheet.view.cut) ?? PreviewView.blank, in: grid.area(place),
        background: theme.ground(of: state.capabilities),
        isLive: state.writing?.order.job == sheet.job))
  }

  /// What stands above a tile; the first axis of two stands above the columns already, and of a
  /// candidate for the best the way comes before the seed, which the line below tells.
  private static func label(
    _ tile: Sheet.Tile, _ grid: SheetLayout, _ sheet: Sheet, columns: Int
  ) -> String {
    if grid.hasHeadings { return sheet.plan.labels(of: 1)[tile.variant / grid.columns] }
    guard sheet.plan.isRanked, CellWidth.of(tile.label) > columns else { return tile.label }
    return sheet.plan.way(of: tile.variant)
  }

  private static func role(of picture: Picture) -> ColorRole {
    switch picture.verdict {
    case .kept: .kept
    case .tossed: .tossed
    case .draft, .undecided: .text
    }
  }

  /// Its score, and what was decided.
  private static func note(of tile: Sheet.Tile) -> String {
    let mark = tile.picture.verdict == .kept ? "k" : tile.picture.verdict == .tossed ? "x" : ""
    guard let score = tile.score else { return mark }
    return String(format: "%.1f", score) + (mark.isEmpty ? "" : " " + mark)
  }

  /// `120/256 × 8  312 tok/s`, then how long it took.
  private static func foot(_ sheet: Sheet, _ state: StudioState) -> String {
    let sign = state.capabilities.isUnicode ? "×" : "x"
    var parts = ["\(sheet.written)/\(sheet.tile.picture.total) \(sign) \(sheet.tiles.count)"]
    if let seconds = sheet.seconds, seconds > 0 {
      parts.append(String(format: "%.2f s", seconds))
    } else if let writing = state.writing, writing.order.job == sheet.job, let rate = state.rate {
      parts.append("\(Int((rate * Double(sheet.tiles.count)).rounded())) tok/s")
    } else if state.queue.contains(where: { $0.job == sheet.job }) {
      parts.append("waits")
    }
    if sheet.view.factor > 1 { parts.append("\(sheet.view.factor)\(sign)") }
    if sheet.plan.isRanked { parts.append(sheet.tile.label) }
    return parts.joined(separator: "  ")
  }
}

extension SheetView {
  /// The part of every picture that shows: linked, so that the same place is compared.
  package struct Part: Hashable, Sendable {
    /// A side of the picture over a side of the part: 1, 2, 4 or 8.
    package private(set) var factor = 1
    /// The part's place, in parts of half its own side.
    package private(set) var x = 0
    package private(set) var y = 0

    /// The whole picture.
    package init() {}

    /// Places along a side.
    private var most: Int { 2 * (factor - 1) }

    /// Half or twice as much of the picture, about the same middle; the same at an end.
    func scaled(by steps: Int) -> Part {
      var next = Part()
      next.factor = steps > 0 ? min(factor * 2, 8) : max(factor / 2, 1)
      guard next.factor != factor else { return self }
      func moved(_ place: Int) -> Int {
        min(max(steps > 0 ? 2 * place + 1 : place / 2, 0), next.most)
      }
      (next.x, next.y) = (moved(x), moved(y))
      return next
    }

    /// Another part of the same size; the same at an edge.
    func moved(_ move: TileMove) -> Part {
      var next = self
      next.x = min(max(x + (move == .right ? 1 : move == .left ? -1 : 0), 0), most)
      next.y = min(max(y + (move == .down ? 1 : move == .up ? -1 : 0), 0), most)
      return next
    }

    /// The part of a picture.
    func cut(_ image: Image) -> Image {
      let (width, height) = (image.width / factor, image.height / factor)
      guard factor > 1, width > 1, height > 1 else { return image }
      return image.cropped(x: x * width / 2, y: y * height / 2, width: width, height: height)
    }
  }
}
