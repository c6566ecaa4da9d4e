import Imaging
import Testing

@Suite struct ContactSheetTests {
  @Test func picturesLieRowAfterRowWithAGapAround() {
    let colours: [Image.Color] = [
      .black, .init(red: 255, green: 0, blue: 0), .init(red: 0, green: 0, blue: 255),
    ]
    var sheet = ContactSheet(columns: 2)
    sheet.gap = 1
    let image = sheet.image(of: colours.map { Image(width: 3, height: 2, fill: $0) })
    #expect(image.width == 9)
    #expect(image.height == 7)
    #expect(colour(image, 0, 0) == sheet.ground)
    #expect(colour(image, 1, 1) == colours[0])
    #expect(colour(image, 7, 2) == colours[1])
    #expect(colour(image, 3, 5) == colours[2])
    #expect(colour(image, 5, 5) == sheet.ground)
  }

  private func colour(_ image: Image, _ x: Int, _ y: Int) -> Image.Color {
    let at = 4 * (y * image.width + x)
    return .init(red: image.pixels[at], green: image.pixels[at + 1], blue: image.pixels[at + 2])
  }
}
