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

  @Test func wordsStandAboveColumnsAndPictures() {
    var sheet = ContactSheet(columns: 2)
    sheet.title = "CFG"
    sheet.headings = ["1", "2"]
    let pictures = Array(repeating: Image(width: 64, height: 64, fill: .white), count: 3)
    let plain = ContactSheet(columns: 2).image(of: pictures)
    let image = sheet.image(of: pictures, labels: ["seed 1", "seed 2", "é 🍎"])
    #expect(image.width == plain.width && image.height == plain.height + 2 * 15 + 2 * 15)
    #expect(colour(image, 5, 34 + 15) == .white, "the picture lies below its label")
    func inked(_ x: Range<Int>, _ y: Range<Int>) -> Bool {
      y.contains { y in x.contains { colour(image, $0, y) == .white } }
    }
    #expect(inked(4..<22, 4..<17) && !inked(22..<130, 4..<17), "three letters")
    #expect(inked(4..<10, 19..<32) && inked(72..<78, 19..<32))
    #expect(inked(4..<40, 34..<47) && !inked(40..<70, 34..<47))
  }

  @Test func longWordsAreCutAtTheirPicture() {
    let picture = Image(width: 32, height: 8, fill: .black)
    var sheet = ContactSheet(columns: 2)
    sheet.gap = 4
    let image = sheet.image(
      of: [picture, picture], labels: [String(repeating: "W", count: 99), ""])
    #expect(
      (36..<72).allSatisfy { x in (4..<17).allSatisfy { colour(image, x, $0) == sheet.ground } })
  }

  private func colour(_ image: Image, _ x: Int, _ y: Int) -> Image.Color {
    let at = 4 * (y * image.width + x)
    return .init(red: image.pixels[at], green: image.pixels[at + 1], blue: image.pixels[at + 2])
  }
}
