import Imaging
import Terminal
import Testing

@Suite struct RenderingTests {
  let size = TerminalSize(columns: 8, rows: 4)
  let red = Image.Color(red: 255, green: 0, blue: 0)

  /// A white picture with a red lower half, in all of the screen, under a popup of one cell.
  private func canvas() -> Canvas {
    var image = Image(width: 4, height: 4, fill: .white)
    for i in 8..<16 { image.pixels.replaceSubrange(4 * i..<4 * i + 3, with: [255, 0, 0]) }
    var canvas = Canvas(size: size)
    canvas.place(PlacedPicture(image, in: canvas.area))
    canvas.write("x", column: 3, row: 1)
    return canvas
  }

  @Test func halfBlocksShowTwoPixelsACell() {
    let screen = canvas().rendered(for: TerminalCapabilities(pictureMode: .halfBlocks))
    #expect(screen.pictures.isEmpty)
    // Twice as large it is 8 × 8 pixels: 8 columns, 4 rows, each row of one colour.
    #expect(screen.text == "\n   x\n\n\n")
    #expect(screen[0, 0].style.background == .rgb(.white))
    #expect(screen[7, 3].style.background == .rgb(red))
    #expect(screen[3, 1].style == Style())
  }

  @Test func differentPixelsOfACellAreAHalfBlock() {
    let image = Image(width: 1, height: 2, pixels: [255, 0, 0, 255, 255, 255, 255, 255])
    var canvas = Canvas(size: TerminalSize(columns: 1, rows: 1))
    canvas.place(PlacedPicture(image, in: canvas.area))
    let screen = canvas.rendered(for: TerminalCapabilities())
    #expect(
      screen[0, 0] == Cell(text: "▀", style: Style(foreground: .rgb(red), background: .rgb(.white)))
    )
  }

  @Test func shadesFollowTheLight() {
    let mono = TerminalCapabilities(pictureMode: .shades, colorDepth: .monochrome)
    #expect(
      canvas().rendered(for: mono).text == "@@@@@@@@\n@@@x@@@@\n::::::::\n::::::::\n")
    var light = mono
    light.background = .white
    #expect(canvas().rendered(for: light).line(0) == "")
  }

  @Test func aSixelPictureKeepsItsCellsFreeAboveTheLastRow() {
    let capabilities = TerminalCapabilities(
      pictureMode: .sixel, cell: PixelSize(width: 2, height: 4))
    let screen = canvas().rendered(for: capabilities)
    // Three rows of 4 pixels and 16 pixels across: three times 4 × 4 takes 6 columns.
    #expect(screen.pictures.map(\.area) == [CellArea(column: 1, row: 0, columns: 6, rows: 3)])
    #expect(screen.text == " ▒▒▒▒▒▒\n ▒▒x▒▒▒\n ▒▒▒▒▒▒\n\n")
  }

  @Test func aPictureIsNeverLargerThanTheTerminalDraws() {
    let capabilities = TerminalCapabilities(
      pictureMode: .sixel, cell: PixelSize(width: 2, height: 4),
      largestPicture: PixelSize(width: 9, height: 100))
    let screen = canvas().rendered(for: capabilities)
    #expect(screen.pictures.map(\.area) == [CellArea(column: 2, row: 0, columns: 4, rows: 2)])
  }

  @Test func withoutUTF8TextIsASCII() {
    var canvas = Canvas(size: TerminalSize(columns: 12, rows: 1))
    canvas.write("┌─é日✓ „x“ ▶", column: 0, row: 0)
    let screen = canvas.rendered(for: TerminalCapabilities(isUnicode: false))
    #expect(screen.line(0).allSatisfy { $0.isASCII })
    #expect(screen.line(0).hasPrefix("+-e?"))
  }
}

@Suite struct ColorMapperTests {
  @Test func fixedColorsMapToThemselves() {
    var mapper = ColorMapper(.indexed256)
    for index in UInt8(16)...255 {
      #expect(
        ColorMapper.xterm(mapper.nearest(to: ColorMapper.xterm(index)))
          == ColorMapper.xterm(index))
    }
  }

  @Test func darkSurfacesStayApart() {
    var mapper = ColorMapper(.indexed256)
    let surfaces = [0x000000, 0x1E1E2E, 0x313244, 0x45475A].map {
      mapper.nearest(to: Image.Color(hex: $0))
    }
    #expect(Set(surfaces).count == 4)
  }

  @Test func sixteenColorsAreEnoughForRed() {
    var mapper = ColorMapper(.basic16)
    #expect(mapper.nearest(to: Image.Color(red: 250, green: 10, blue: 10)) == 9)
    #expect(mapper.nearest(to: .black) == 0)
  }

  @Test func aTerminalOfEightColorsGetsNoOther() {
    var mapper = ColorMapper(.basic16, count: 8)
    for index in UInt8.min...UInt8.max {
      #expect(mapper.nearest(to: ColorMapper.xterm(index)) < 8)
    }
  }
}
