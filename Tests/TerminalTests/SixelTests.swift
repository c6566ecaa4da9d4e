import Imaging
import Terminal
import Testing

@Suite struct SixelTests {
  let cell = PixelSize(width: 8, height: 16)

  private func job(_ image: Image, colors: Int = 256, columns: Int = 5, rows: Int = 3)
    -> PictureJob
  {
    let area = CellArea(column: 0, row: 0, columns: columns, rows: rows)
    let ground = Image.Color(red: 20, green: 40, blue: 60)
    return PictureJob(
      picture: PlacedPicture(image, in: area, background: ground),
      fit: PictureFit(image, in: area, cell: cell), cell: cell, colors: colors)
  }

  /// Red grows to the right, green downwards.
  private func ramp(side: Int) -> Image {
    var image = Image(width: side, height: side, fill: Image.Color(red: 0, green: 0, blue: 90))
    for i in 0..<side * side {
      image.pixels[4 * i] = UInt8(i % side * 240 / side)
      image.pixels[4 * i + 1] = UInt8(i / side * 240 / side)
    }
    return image
  }

  private func percent(_ color: Image.Color) -> [Int] {
    [color.red, color.green, color.blue].map { (Int($0) * 100 + 127) / 255 }
  }

  private func encode(_ job: PictureJob) throws -> SixelReader {
    let bytes = try #require(SixelEncoder.encode(job))
    return try #require(SixelReader(bytes))
  }

  @Test func pixelsComeBackEnlargedInTheMiddleOfWholeCells() throws {
    var image = Image(width: 10, height: 10, fill: Image.Color(red: 255, green: 0, blue: 0))
    for i in 50..<100 { image.pixels.replaceSubrange(4 * i..<4 * i + 3, with: [0, 128, 255]) }
    let sixel = try encode(job(image))
    // 40 × 48 pixels take it four times: all 40 columns, 4 rows of ground above and below.
    #expect((sixel.width, sixel.height) == (40, 48))
    let ground = percent(Image.Color(red: 20, green: 40, blue: 60))
    for y in 0..<48 {
      let expected =
        y < 4 || y >= 44 ? ground : y < 24 ? [100, 0, 0] : percent(.init(hex: 0x0080FF))
      #expect(sixel.pixels[y * 40..<(y + 1) * 40].allSatisfy { $0 == expected }, "row \(y)")
    }
  }

  @Test(arguments: [2, 16, 64, 256])
  func noMoreColorsAreUsedThanAllowed(_ colors: Int) throws {
    let image = ramp(side: 40)
    let sixel = try encode(job(image, colors: colors))
    #expect((2...colors).contains(sixel.colorCount))
    #expect(sixel.pixels.allSatisfy { $0 != nil })
  }

  @Test func manyColorsComeBackNearly() throws {
    let image = ramp(side: 20)
    let sixel = try encode(job(image))
    var error = 0
    for y in 0..<40 {
      for x in 0..<40 {
        let i = 4 * (y / 2 * 20 + x / 2)
        let got = try #require(sixel.pixels[(y + 4) * 40 + x])
        for c in 0..<3 { error += abs(got[c] * 255 / 100 - Int(image.pixels[i + c])) }
      }
    }
    #expect(Double(error) / (1600 * 3) < 6)
  }

  @Test func ditheringKeepsTheMeanOfAGreyInBlackAndWhite() {
    let grey = Image(width: 32, height: 32, fill: .init(red: 64, green: 64, blue: 64))
    let indices = PaletteMap([.black, .white]).indices(of: grey, dithered: true)
    #expect((240...270).contains(indices.count { $0 == 1 }))
    #expect(PaletteMap([.black, .white]).indices(of: grey, dithered: false).allSatisfy { $0 == 0 })
  }

  @Test func aLargePictureIsShrunk() throws {
    let image = Image(width: 400, height: 200, fill: .white)
    let sixel = try encode(job(image))
    #expect((sixel.width, sixel.height) == (40, 32))
    #expect(sixel.pixels[20 * 40 + 5] == [100, 100, 100])
  }

  @Test func onePixelIsEnough() throws {
    let sixel = try encode(job(Image(width: 1, height: 1, fill: .white)))
    #expect(sixel.pixels[24 * 40 + 20] == [100, 100, 100])
  }
}
