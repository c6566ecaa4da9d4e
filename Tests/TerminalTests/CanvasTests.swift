import Imaging
import Terminal
import Testing

@Suite struct CanvasTests {
  let size = TerminalSize(columns: 8, rows: 3)

  @Test func textIsCutAtTheEdges() {
    var canvas = Canvas(size: size)
    #expect(canvas.write("abcdef", column: 5, row: 0) == 6)
    canvas.write("abcdef", column: -2, row: 1)
    canvas.write("lost", column: 0, row: 3)
    #expect(canvas.text == "     abc\ncdef\n\n")
  }

  @Test func aLimitStopsBeforeTheCharacterThatDoesNotFit() {
    var canvas = Canvas(size: size)
    #expect(canvas.write("a日本", column: 0, row: 0, limit: 4) == 3)
    #expect(canvas.line(0) == "a日")
  }

  @Test func aWideCharacterTakesTwoCells() {
    var canvas = Canvas(size: size)
    canvas.write("日x", column: 1, row: 0)
    #expect(canvas[1, 0].text == "日")
    #expect(canvas[2, 0].isContinuation)
    #expect(canvas[3, 0].text == "x")
  }

  @Test func halfOfAWideCharacterIsNeverLeft() {
    var canvas = Canvas(size: size)
    canvas.write("日", column: 1, row: 0)
    canvas.write("x", column: 2, row: 0)
    #expect(canvas.line(0) == "  x")
    canvas.write("日", column: 1, row: 1)
    canvas.write("x", column: 1, row: 1)
    #expect(canvas[2, 1].text == " ")
    canvas.write("日", column: 7, row: 2)
    #expect(canvas.line(2) == "")
    canvas.write("日本", column: 1, row: 0)
    canvas.write("語", column: 2, row: 0)
    #expect(canvas.line(0) == "  語")
  }

  @Test func controlCharactersAreNotWritten() {
    var canvas = Canvas(size: size)
    #expect(canvas.write("a\u{1B}[31m\nb\u{7}", column: 0, row: 0) == 6)
    #expect(canvas.line(0) == "a[31mb")
  }

  @Test func cellsWrittenLaterHideAPicture() {
    var canvas = Canvas(size: size)
    let image = Image(width: 2, height: 2, fill: .white)
    canvas.place(PlacedPicture(image, in: CellArea(column: 6, row: 1, columns: 9, rows: 9)))
    #expect(canvas.pictures.map(\.area) == [CellArea(column: 6, row: 1, columns: 2, rows: 2)])
    canvas.write("x", column: 6, row: 1)
    #expect(canvas.text == "\n      x▒\n      ▒▒\n")
  }

  @Test func restylingKeepsTheText() {
    var canvas = Canvas(size: size)
    canvas.write("abc", column: 0, row: 0)
    canvas.restyle(CellArea(column: 1, row: 0, columns: 1, rows: 9)) {
      $0.attributes.insert(.reverse)
    }
    #expect(canvas.line(0) == "abc")
    #expect(canvas[1, 0].style.attributes == .reverse)
    #expect(canvas[2, 0].style.attributes == [])
  }

  @Test func areasMeetInsetAndCentre() {
    let area = CellArea(column: 2, row: 1, columns: 10, rows: 5)
    #expect(
      area.intersection(CellArea(column: 0, row: 3, columns: 4, rows: 9))
        == CellArea(column: 2, row: 3, columns: 2, rows: 3))
    #expect(area.intersection(CellArea(column: 20, row: 0, columns: 4, rows: 9)).isEmpty)
    #expect(area.inset(columns: 6, rows: 1).isEmpty)
    #expect(
      area.centered(columns: 5, rows: 99) == CellArea(column: 4, row: 1, columns: 5, rows: 5))
  }
}
