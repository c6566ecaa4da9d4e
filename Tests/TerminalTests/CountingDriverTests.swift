import Imaging
import Terminal
import Testing

@Suite struct CountingDriverTests {
  private let driver = CountingDriver(
    size: TerminalSize(columns: 20, rows: 8),
    capabilities: TerminalCapabilities(
      pictureMode: .sixel, colorDepth: .trueColor, cell: PixelSize(width: 8, height: 16),
      isUnicode: true))

  private func canvas(_ text: String) -> Canvas {
    var canvas = Canvas(size: driver.size)
    canvas.write(text, column: 0, row: 0)
    canvas.place(
      PlacedPicture(
        Image(width: 8, height: 8, fill: .black),
        in: CellArea(column: 2, row: 2, columns: 4, rows: 2), background: .black))
    return canvas
  }

  private func settle() {
    while !driver.isSettled { _ = driver.events(waiting: .seconds(1)) }
  }

  @Test func whatHasNotChangedIsNotSent() {
    driver.show(canvas("abc"))
    settle()
    let before = driver.byteCount
    #expect(before > 0, "the picture was sent")
    driver.show(canvas("abc"))
    settle()
    #expect(driver.byteCount == before)
    driver.show(canvas("abd"))
    #expect(driver.byteCount == before + 1)
  }

  @Test func whoeverWaitsIsWoken() {
    driver.waker.wake()
    #expect(driver.events(waiting: nil) == [.woken])
    #expect(driver.events(waiting: .zero) == [])
  }
}
