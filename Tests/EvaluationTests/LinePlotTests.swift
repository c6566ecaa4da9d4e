import Evaluation
import Imaging
import Testing

@Suite struct LinePlotTests {
  private var plot: LinePlot {
    var plot = LinePlot(
      title: "KID", xName: "CFG",
      series: [
        .init(
          name: "a",
          points: [
            .init(x: 1, y: 20), .init(x: 3, y: 5, interval: Interval(low: 4, high: 6)),
            .init(x: 6, y: 12),
          ])
      ])
    plot.levels = [.init(name: "floor", y: 1)]
    return plot
  }

  @Test func aPlotInLettersHasPlacesLinesLevelsAndNumbers() {
    #expect(
      plot.text(width: 21, height: 5) == """
        KID
        20 ┤o·
        15 ┤  ···
        10 ┤     ··      ·······o
         5 ┤       ·o····
         0 ┤┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
           └┴───────┴───────────┴
            1       3           6
          x: CFG   o a   ┄ floor 1
        """)
  }

  @Test func aLogarithmicAxisPutsEqualRatiosEquallyFarApart() {
    var plot = LinePlot(
      title: "", xName: "candidates",
      series: [.init(name: "a", points: [1, 2, 4, 8, 16].map { .init(x: $0, y: 1) })])
    plot.isLogarithmic = true
    let lines = plot.text(width: 17, height: 5).split(separator: "\n")
    #expect(lines.contains { $0.hasSuffix("└┴───┴───┴───┴───┴") }, "\(lines)")
    #expect(lines.contains { $0.hasSuffix("1   2   4   8  16") }, "\(lines)")
  }

  @Test func oneEqualPlaceIsAPlotToo() {
    let plot = LinePlot(
      title: "t", xName: "x", series: [.init(name: "a", points: [.init(x: 1, y: 0)])])
    #expect(plot.text().contains("o"))
    #expect(plot.image().width == 640)
  }

  @Test func thePictureHasTheLinesColourAndAnEndForEachInterval() {
    let image = plot.image(width: 320, height: 200)
    let blue = (0..<image.width * image.height).filter {
      image.pixels[4 * $0..<4 * $0 + 3].elementsEqual([0, 114, 178])
    }
    // Two lines of two pixels over 236 columns, and the marks.
    #expect(blue.count > 400)
    let columns = Set(blue.map { $0 % image.width })
    #expect(columns.contains(64) && columns.contains(300) && !columns.contains(310))
  }

  @Test func aTableIsAlignedInTheTerminalAndMarkedInAPage() {
    var table = FigureTable(["", "bits"])
    table.add(["code", "8.1"])
    table.add(["a byte", "12.25"])
    #expect(table.text == "         bits\ncode      8.1\na byte  12.25")
    #expect(table.markdown == "|  | bits |\n| --- | --: |\n| code | 8.1 |\n| a byte | 12.25 |")
  }
}
