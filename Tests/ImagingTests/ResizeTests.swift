import Imaging
import Testing

@Suite struct ResizeTests {
  /// A picture whose every byte is some number; opaque if asked.
  static func noise(_ width: Int, _ height: Int, opaque: Bool = true) -> Image {
    var state: UInt64 = 7
    let pixels = (0..<4 * width * height).map { i in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return opaque && i % 4 == 3 ? 255 : UInt8(truncatingIfNeeded: state >> 40)
    }
    return Image(width: width, height: height, pixels: pixels)
  }

  /// The naive twin of shrinking: the mean over a fine grid of samples in each new pixel.
  static func naive(_ image: Image, _ width: Int, _ height: Int) -> [Int] {
    (0..<width * height).flatMap { i in
      (0..<3).map { c in
        var sum = 0
        for y in 0..<image.height {
          for x in 0..<image.width {
            // In units of 1 / (new side): old pixel x covers [x w, (x + 1) w), new one i [i W, ...).
            let dx = overlap(x * width, width, i % width * image.width, image.width)
            let dy = overlap(y * height, height, i / width * image.height, image.height)
            sum += dx * dy * Int(image.pixels[4 * (y * image.width + x) + c])
          }
        }
        let area = image.width * image.height
        return (2 * sum + area) / (2 * area)
      }
    }
  }

  static func overlap(_ a: Int, _ length: Int, _ b: Int, _ other: Int) -> Int {
    max(0, min(a + length, b + other) - max(a, b))
  }

  @Test(arguments: [(8, 8, 4, 4), (7, 5, 3, 2), (13, 11, 1, 1), (5, 9, 5, 4), (10, 3, 7, 3)])
  func shrinkingEqualsTheNaiveMean(_ w: Int, _ h: Int, _ newW: Int, _ newH: Int) {
    let image = Self.noise(w, h)
    let result = image.resized(width: newW, height: newH)
    let naive = Self.naive(image, newW, newH)
    for i in 0..<newW * newH {
      for c in 0..<3 { #expect(abs(Int(result.pixels[4 * i + c]) - naive[3 * i + c]) <= 1) }
    }
    #expect(result.isOpaque)
  }

  @Test func theSameSizeChangesNothing() {
    let image = Self.noise(5, 4, opaque: false)
    #expect(image.resized(width: 5, height: 4) == image)
    #expect(image.enlarged(by: 1) == image)
  }

  @Test func oneColorStaysOneColor() {
    let color = Image.Color(red: 200, green: 3, blue: 77)
    let image = Image(width: 6, height: 5, fill: color)
    #expect(image.resized(width: 17, height: 2) == Image(width: 17, height: 2, fill: color))
    #expect(image.resized(width: 19, height: 11) == Image(width: 19, height: 11, fill: color))
    let single = Image(width: 1, height: 1, fill: color)
    #expect(single.resized(width: 9, height: 7) == Image(width: 9, height: 7, fill: color))
  }

  @Test func growingKeepsAStraightRampStraight() {
    let ramp = Image(
      width: 8, height: 1, pixels: (0..<8).flatMap { [UInt8(20 * $0), 0, 0, 255] })
    let grown = ramp.resized(width: 32, height: 1)
    for x in 8..<24 {
      let expected = 20 * ((Float(x) + 0.5) / 4 - 0.5)
      #expect(abs(Float(grown.pixels[4 * x]) - expected) <= 0.51)
    }
  }

  @Test func transparentPixelsGiveNoColor() {
    let image = Image(width: 2, height: 1, pixels: [255, 255, 255, 0, 10, 20, 30, 255])
    #expect(image.resized(width: 1, height: 1).pixels == [10, 20, 30, 128])
  }

  @Test func enlargingRepeatsPixels() {
    let image = Self.noise(3, 2, opaque: false)
    let large = image.enlarged(by: 3)
    #expect((large.width, large.height) == (9, 6))
    for y in 0..<6 {
      for x in 0..<9 {
        for c in 0..<4 {
          #expect(
            large.pixels[4 * (9 * y + x) + c] == image.pixels[4 * (3 * (y / 3) + x / 3) + c])
        }
      }
    }
  }

  @Test func fillingTakesTheMiddle() {
    var image = Image(width: 6, height: 2, fill: .black)
    for i in [2, 3, 8, 9] {
      image.pixels.replaceSubrange(4 * i..<4 * i + 3, with: [255, 255, 255])
    }
    #expect(image.filling(side: 2) == Image(width: 2, height: 2, fill: .white))
    #expect(image.filling(side: 5) == Image(width: 5, height: 5, fill: .white))
  }

  @Test func fittingKeepsAllAndFillsTheMargins() {
    let fitted = Image(width: 4, height: 2, fill: .black).fitting(side: 8, on: .white)
    let expected = Image(width: 8, height: 4, fill: .black)
      .centered(width: 8, height: 8, on: .white)
    #expect(fitted == expected)
    #expect(fitted.pixels[0] == 255 && fitted.pixels[4 * 8 * 2] == 0)
    let thin = Image(width: 1000, height: 1, fill: .black).fitting(side: 8, on: .white)
    #expect((thin.width, thin.height) == (8, 8))
  }
}
