import Imaging
import Testing

@Suite struct PNGTests {
  @Test func aPictureComesBackAsItWas() throws {
    var image = Image(width: 3, height: 2, fill: .white)
    image.pixels[5] = 7
    #expect(try PNG.decode(PNG.encode(image)) == image)
  }
}
