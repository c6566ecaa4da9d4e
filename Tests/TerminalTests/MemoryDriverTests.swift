import Terminal
import Testing

@Suite struct MemoryDriverTests {
  @Test func eventsComeInOrderAndOnce() {
    let driver = MemoryDriver()
    driver.send([.key(Key(.enter)), .resized(TerminalSize(columns: 20, rows: 5))])
    #expect(
      driver.events(waiting: nil)
        == [.key(Key(.enter)), .resized(TerminalSize(columns: 20, rows: 5))])
    #expect(driver.size == TerminalSize(columns: 20, rows: 5))
    #expect(driver.events(waiting: .zero) == [])
  }

  @Test func wakingTwiceIsToldOnce() {
    let driver = MemoryDriver()
    driver.waker.wake()
    driver.waker.wake()
    #expect(driver.events(waiting: nil) == [.woken])
    #expect(driver.events(waiting: .zero) == [])
  }

  @Test func aScreenIsKept() {
    let driver = MemoryDriver(size: TerminalSize(columns: 5, rows: 1))
    var canvas = Canvas(size: driver.size)
    canvas.write("leon", column: 0, row: 0)
    driver.show(canvas)
    #expect(driver.screen.text == "leon\n")
    #expect(driver.frameCount == 1)
  }
}
