import Imaging
import Terminal
import Testing

@Suite struct SixelLayerTests {
  private let capabilities = TerminalCapabilities(
    pictureMode: .sixel, cell: PixelSize(width: 4, height: 8))
  private let area = CellArea(column: 2, row: 1, columns: 4, rows: 2)

  private func canvas(
    _ color: Image.Color, covering: Bool = false
  ) -> Canvas {
    var canvas = Canvas(size: TerminalSize(columns: 20, rows: 8))
    canvas.place(PlacedPicture(Image(width: 8, height: 8, fill: color), in: area))
    if covering { canvas.write("popup", column: 0, row: 1) }
    return canvas.rendered(for: capabilities)
  }

  @Test func aPictureIsSentOnceUntilItChanges() {
    var layer = SixelLayer()
    let first = layer.update(canvas(.white), capabilities)
    #expect(String(decoding: first.prefix(8), as: UTF8.self).hasPrefix("\u{1B}7\u{1B}["))
    #expect(String(decoding: first.suffix(2), as: UTF8.self) == "\u{1B}8")
    #expect(layer.update(canvas(.white), capabilities).isEmpty)
    #expect(!layer.update(canvas(.init(red: 9, green: 9, blue: 200)), capabilities).isEmpty)
  }

  @Test func aCoveredPictureWaitsAndComesBack() {
    var layer = SixelLayer()
    _ = layer.update(canvas(.white), capabilities)
    #expect(layer.update(canvas(.white, covering: true), capabilities).isEmpty)
    #expect(!layer.update(canvas(.white), capabilities).isEmpty)
  }

  @Test func afterTheScreenWasClearedEverythingIsSentAgain() {
    var layer = SixelLayer()
    let first = layer.update(canvas(.white), capabilities)
    layer.forget()
    #expect(layer.update(canvas(.white), capabilities) == first)
  }
}
