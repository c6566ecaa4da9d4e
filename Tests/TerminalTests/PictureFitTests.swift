import Imaging
import Terminal
import Testing

@Suite struct PictureFitTests {
  private let cell = PixelSize(width: 10, height: 20)
  private let area = CellArea(column: 3, row: 1, columns: 20, rows: 10)

  private func fit(_ zoom: PictureZoom, side: Int = 128) -> PictureFit {
    PictureFit(Image(width: side, height: side, fill: .white), in: area, cell: cell, zoom: zoom)
  }

  @Test func fittedShowsAllOfIt() {
    let fit = fit(.fitted)
    #expect(fit.source == PixelArea(x: 0, y: 0, width: 128, height: 128))
    #expect(fit.size == PixelSize(width: 128, height: 128))
  }

  @Test func aZoomShowsTheSurroundingsOfAPixel() {
    let fit = fit(.times(4, x: 64, y: 40))
    #expect(fit.source == PixelArea(x: 39, y: 15, width: 50, height: 50))
    #expect(fit.size == PixelSize(width: 200, height: 200))
  }

  @Test func panningStopsAtTheEdges() {
    #expect(fit(.times(4, x: -900, y: 900)).source == PixelArea(x: 0, y: 78, width: 50, height: 50))
  }

  @Test func onceMeansAPixelForAPixel() {
    let small = fit(.times(1, x: 0, y: 0), side: 30)
    #expect(small.size == PixelSize(width: 30, height: 30))
    #expect(small.area == CellArea(column: 11, row: 5, columns: 3, rows: 2))
    let large = fit(.times(1, x: 250, y: 250), side: 500)
    #expect(large.source == PixelArea(x: 150, y: 150, width: 200, height: 200))
  }

  @Test(arguments: [0, -3, 1_000_000, Int.max])
  func senselessFactorsAreBroughtIntoRange(_ factor: Int) {
    let fit = fit(.times(factor, x: .max / 4, y: .min / 4))
    #expect(fit.source.width >= 1 && fit.source.height >= 1)
    #expect(fit.size.width <= 200 && fit.size.height <= 200)
  }

  @Test func aZoomIsDrawnAsCrispBlocksOfTheCroppedPart() throws {
    var image = Image(width: 4, height: 4, fill: .black)
    image.pixels.replaceSubrange(4 * 5..<4 * 6, with: [255, 0, 0, 255])
    let area = CellArea(column: 0, row: 0, columns: 2, rows: 1)
    let picture = PlacedPicture(image, in: area, zoom: .times(10, x: 2, y: 2))
    let capabilities = TerminalCapabilities(pictureMode: .sixel, cell: cell)
    let job = PictureJob(
      picture: picture, fit: capabilities.fit(picture), cell: cell, colors: 256)
    let bytes = try #require(job.encoded())
    let sixel = try #require(SixelReader(bytes))
    #expect((sixel.width, sixel.height) == (20, 20))
    // The middle two by two pixels, the upper left of them red.
    for y in 0..<20 {
      for x in 0..<20 {
        #expect(sixel.pixels[y * 20 + x] == (x < 10 && y < 10 ? [100, 0, 0] : [0, 0, 0]))
      }
    }
  }

  @Test func aCellLeadsBackToItsPixel() throws {
    let fit = fit(.times(10, x: 64, y: 64))
    let corner = try #require(fit.pixel(at: CellPosition(column: 3, row: 1)))
    #expect(corner == (54, 55))
    #expect(fit.pixel(at: CellPosition(column: 2, row: 1)) == nil)
    #expect(fit.pixel(at: CellPosition(column: 22, row: 10)).map { $0.x } == 73)
  }

  @Test func coarsePixelsStillFillTheirCells() throws {
    let picture = PlacedPicture(Image(width: 50, height: 50, fill: .white), in: area)
    let fit = TerminalCapabilities(pictureMode: .sixel, cell: cell).fit(picture)
    for coarseness in [1, 2, 3, 4, 100] {
      let job = PictureJob(
        picture: picture, fit: fit, cell: cell, colors: 16, coarseness: coarseness)
      let bytes = try #require(job.encoded())
      let sixel = try #require(SixelReader(bytes))
      #expect((sixel.width, sixel.height) == (200, 200))
      #expect(sixel.pixels.allSatisfy { $0 == [100, 100, 100] })
    }
  }
}
