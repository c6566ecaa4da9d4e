import Evaluation
import Imaging
import Testing

@Suite struct ColourTests {
  @Test(arguments: [
    ((220, 38, 38), ColourName.red), ((245, 130, 32), .orange), ((250, 210, 40), .yellow),
    ((40, 160, 70), .green), ((20, 150, 150), .teal), ((40, 90, 220), .blue),
    ((130, 195, 245), .lightBlue), ((130, 60, 180), .purple), ((245, 130, 180), .pink),
    ((125, 80, 45), .brown), ((128, 128, 128), .grey), ((10, 10, 10), .black),
    ((250, 250, 250), .white), ((25, 40, 110), .darkBlue), ((240, 215, 180), .beige),
    ((110, 115, 35), .oliveGreen),
  ])
  func paletteColoursHaveTheirNames(_ rgb: (UInt8, UInt8, UInt8), _ name: ColourName) {
    #expect(ColourName(of: .init(red: rgb.0, green: rgb.1, blue: rgb.2)) == name)
  }

  @Test func theGroundDoesNotCountButWhiteInsideTheFigureDoes() {
    var image = Image(width: 20, height: 20, fill: .white)
    // A red ring of one pixel around a white square of 8 × 8, on white.
    for i in 5..<15 {
      for (x, y) in [(i, 5), (i, 14), (5, i), (14, i)] {
        image.pixels.replaceSubrange(4 * (y * 20 + x)..<4 * (y * 20 + x) + 3, with: [220, 38, 38])
      }
    }
    #expect(MainColour.of(image) == .white)
    for y in 8..<12 {
      for x in 6..<14 {
        image.pixels.replaceSubrange(4 * (y * 20 + x)..<4 * (y * 20 + x) + 3, with: [220, 38, 38])
      }
    }
    #expect(MainColour.of(image) == .red)
  }

  @Test func aBlankPictureHasNoMainColour() {
    #expect(MainColour.of(Image(width: 7, height: 5, fill: .white)) == nil)
  }
}
