import Imaging

extension Canvas {
  /// The canvas as a terminal can show it.
  ///
  /// Where pictures have pixels the areas of `pictures` become exactly the cells that they cover, and only those
  /// are kept free. In other modes pictures become cells and none remains. Without UTF-8 all text
  /// becomes ASCII.
  package func rendered(for capabilities: TerminalCapabilities) -> Canvas {
    var result = self
    result.removePictures()
    for picture in pictures {
      switch capabilities.pictureMode {
      case .sixel, .kitty, .placeholders: result.reserve(picture, of: self, for: capabilities)
      case .halfBlocks: result.drawHalfBlocks(picture, of: self, for: capabilities)
      case .shades: result.drawShades(picture, of: self, for: capabilities)
      }
    }
    if !capabilities.isUnicode { result.changeText(ASCIIText.twin) }
    return result
  }

  /// Keeps the cells of a picture free, above the last row: a picture that touches it would scroll.
  private mutating func reserve(
    _ picture: PlacedPicture, of original: Canvas, for capabilities: TerminalCapabilities
  ) {
    var picture = picture
    let aboveLastRow = CellArea(
      column: 0, row: 0, columns: size.columns, rows: size.rows - 1)
    picture.area = picture.area.intersection(aboveLastRow)
    guard !picture.area.isEmpty else { return }
    picture.area = capabilities.fit(picture).area
    add(picture)
    forEachPictureCell(of: picture.area, in: original) { canvas, column, row in
      canvas.setPicture(column: column, row: row)
    }
  }

  private mutating func drawHalfBlocks(
    _ picture: PlacedPicture, of original: Canvas, for capabilities: TerminalCapabilities
  ) {
    let fit = capabilities.fit(picture)
    let image = fit.drawn(picture)
    forEachPictureCell(of: fit.area, in: original) { canvas, column, row in
      let x = column - fit.area.column
      let y = 2 * (row - fit.area.row)
      let style = Style(
        foreground: .rgb(image.color(x: x, y: y)), background: .rgb(image.color(x: x, y: y + 1)))
      let text = style.foreground == style.background ? " " : "▀"
      canvas.set(Cell(text: text, style: style), column: column, row: row)
    }
  }

  private mutating func drawShades(
    _ picture: PlacedPicture, of original: Canvas, for capabilities: TerminalCapabilities
  ) {
    let fit = capabilities.fit(picture)
    let image = fit.drawn(picture)
    let ground = capabilities.background?.luminance ?? 0
    forEachPictureCell(of: fit.area, in: original) { canvas, column, row in
      let x = column - fit.area.column
      let y = 2 * (row - fit.area.row)
      let light =
        (image.color(x: x, y: y).luminance + image.color(x: x, y: y + 1).luminance) / 2
      let text = ASCIIText.shade(ground > 0.5 ? 1 - light : light)
      canvas.set(
        Cell(text: text, style: original[column, row].style), column: column, row: row)
    }
  }

  private mutating func forEachPictureCell(
    of area: CellArea, in original: Canvas, _ body: (inout Canvas, Int, Int) -> Void
  ) {
    for row in area.row..<area.endRow {
      for column in area.column..<area.endColumn where original[column, row].isPicture {
        body(&self, column, row)
      }
    }
  }
}

extension Image {
  fileprivate func color(x: Int, y: Int) -> Color {
    let i = 4 * (y * width + x)
    return Color(red: pixels[i], green: pixels[i + 1], blue: pixels[i + 2])
  }
}

extension Image.Color {
  /// How light it is, 0 to 1, weighted as television does (BT.601).
  package var luminance: Float {
    (0.299 * Float(red) + 0.587 * Float(green) + 0.114 * Float(blue)) / 255
  }
}
