package import Imaging

/// Prints a picture between lines of text: what a command shows when it is done.
package struct PicturePrinter {
  private var capabilities: TerminalCapabilities
  private let size: TerminalSize

  /// Asks the terminal what it can show; nil when there is none.
  package init?() {
    guard let capabilities = try? TerminalProbe.run(.current()) else { return nil }
    self.init(capabilities, size: TerminalMode.window().size)
  }

  /// Makes a printer for a terminal that is known.
  package init(_ capabilities: TerminalCapabilities, size: TerminalSize) {
    self.capabilities = capabilities
    self.size = size
    // Placeholders last as long as their program; lines of colour stay.
    if capabilities.pictureMode == .placeholders { self.capabilities.pictureMode = .halfBlocks }
  }

  /// The bytes that show a picture, ended by a newline.
  ///
  /// - Parameter image: enlarged by the largest whole factor that leaves room for the prompt.
  /// - Returns: sixel, or text in colours.
  package func bytes(_ image: Image) -> [UInt8] {
    let area = CellArea(
      column: 0, row: 0, columns: size.columns, rows: max(1, min(size.rows - 2, 24)))
    var placed = PlacedPicture(image, in: area, background: capabilities.background ?? .black)
    let fit = capabilities.fit(placed)
    placed.area = CellArea(
      column: 0, row: 0, columns: fit.area.columns, rows: fit.area.rows)
    let job = PictureJob(
      picture: placed, fit: capabilities.fit(placed), cell: capabilities.cell,
      colors: capabilities.sixelColors,
      coding: capabilities.pictureMode == .sixel ? .sixel : .png)
    switch capabilities.pictureMode {
    case .sixel: return (job.encoded() ?? []) + [UInt8(ascii: "\n")]
    case .kitty: return KittyGraphics.printed(job) + [UInt8(ascii: "\n")]
    case .placeholders, .halfBlocks, .shades: return lines(placed)
    }
  }

  private func lines(_ placed: PlacedPicture) -> [UInt8] {
    var canvas = Canvas(
      size: TerminalSize(columns: placed.area.columns, rows: placed.area.rows))
    canvas.place(placed)
    let rendered = canvas.rendered(for: capabilities)
    var mapper = ColorMapper(.indexed256)
    var text = ""
    for row in 0..<rendered.size.rows {
      for column in 0..<rendered.size.columns {
        let cell = rendered[column, row]
        text += sequence(38, cell.style.foreground, &mapper)
        text += sequence(48, cell.style.background, &mapper) + cell.text
      }
      text += "\u{1B}[0m\n"
    }
    return Array(text.utf8)
  }

  private func sequence(
    _ ground: Int, _ color: TerminalColor, _ mapper: inout ColorMapper
  ) -> String {
    guard case .rgb(let rgb) = color else { return "" }
    if capabilities.colorDepth == .trueColor {
      return "\u{1B}[\(ground);2;\(rgb.red);\(rgb.green);\(rgb.blue)m"
    }
    return "\u{1B}[\(ground);5;\(mapper.nearest(to: rgb))m"
  }
}
