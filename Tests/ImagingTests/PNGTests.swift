import Imaging
import Testing

@Suite struct PNGTests {
  /// What make_references.py drew.
  static let colored = image { [85 * ($0 % 4), 85 * ($0 / 4), 51, 255] }
  static let grey = image { [17 * $0, 17 * $0, 17 * $0, 255] }

  static func image(_ pixel: (UInt8) -> [UInt8]) -> Image {
    Image(width: 4, height: 4, pixels: (0..<16).flatMap(pixel))
  }

  /// With the first column transparent.
  static func cut(_ image: Image) -> Image {
    var image = image
    for i in stride(from: 3, to: image.pixels.count, by: 16) { image.pixels[i] = 0 }
    return image
  }

  @Test(
    arguments: [
      ("8 bits", References.rgb8, colored), ("alpha", References.rgba8, cut(colored)),
      ("16 bits", References.rgb16, colored), ("grey", References.grey8, grey),
      ("grey, 16 bits", References.grey16, grey), ("grey, 4 bits", References.grey4, grey),
      ("grey and alpha", References.greyAlpha8, cut(grey)),
      ("interlaced", References.interlaced, colored),
    ])
  func everyKindIsRead(_ kind: String, _ bytes: [UInt8], _ image: Image) throws {
    #expect(try PNG.decode(bytes) == image)
  }

  @Test func aPaletteMayHaveATransparentColor() throws {
    var expected = Self.colored
    expected.pixels[3] = 0
    #expect(try PNG.decode(References.palette4) == expected)
  }

  @Test(arguments: [(1, 1), (3, 2), (1, 200)])
  func aPictureComesBackAsItWas(_ width: Int, _ height: Int) throws {
    var image = Image(width: width, height: height, fill: .white)
    image.pixels[1] = 7
    #expect(try PNG.decode(PNG.encode(image)) == image)
    image.pixels[3] = 100
    #expect(try PNG.decode(PNG.encode(image)) == image)
  }

  @Test func equalPicturesGiveEqualBytes() throws {
    let texts = [PNG.Text(keyword: "leon", text: "{}")]
    #expect(
      try PNG.encode(Self.colored, text: texts) == PNG.encode(Self.colored, text: texts))
  }

  @Test func textsComeBackInOrder() throws {
    let texts = [
      PNG.Text(keyword: "parameters", text: "red apple, 3D icon\nSteps: 256"),
      PNG.Text(keyword: "parameters", text: "café"), PNG.Text(keyword: "leon", text: "🍎 日本"),
      PNG.Text(keyword: "empty", text: ""),
    ]
    let bytes = try PNG.encode(Self.colored, text: texts)
    #expect(PNG.texts(of: bytes) == texts)
    #expect(try PNG.decode(bytes) == Self.colored)
  }

  @Test func textsAreWhereEveryReaderLooks() throws {
    let bytes = try PNG.encode(Self.grey, text: [PNG.Text(keyword: "k", text: "v")])
    // Length 3, type, keyword, 0, text, and the CRC-32 that zlib gives for "tEXtk\0v".
    #expect(
      Array(bytes[33..<48]) == [0, 0, 0, 3] + Array("tEXtk\0v".utf8) + [0xCB, 0x04, 0xF3, 0x90])
  }

  @Test func aDamagedTextIsPassedOver() throws {
    var bytes = try PNG.encode(
      Self.grey, text: [PNG.Text(keyword: "a", text: "b"), PNG.Text(keyword: "c", text: "d")])
    bytes[43] = UInt8(ascii: "x")
    #expect(PNG.texts(of: bytes) == [PNG.Text(keyword: "c", text: "d")])
    bytes[33] = 255
    #expect(PNG.texts(of: bytes) == [])
    #expect(PNG.texts(of: [1, 2, 3]) == [])
  }

  @Test func badFilesAreRefusedInASentence() {
    #expect(sentence { try PNG.decode(Array("no picture".utf8)) }.hasPrefix("not a PNG"))
    #expect(sentence { try PNG.decode([]) }.hasPrefix("not a PNG"))
    let whole = References.rgb8
    for count in [8, 20, 33, whole.count - 20] {
      let message = sentence { try PNG.decode(Array(whole[..<count])) }
      #expect(message.hasPrefix("a damaged PNG: ") && message.count > 17, "\(count): \(message)")
    }
    #expect(
      sentence { try PNG.decode(References.headerOf20000Wide) }
        == "a picture of 20000 × 4 pixels; at most 16384 a side and 67 million in all are taken")
  }
}

/// What the error that `body` throws says; empty when it throws none.
func sentence(_ body: () throws -> Image) -> String {
  do {
    _ = try body()
    return ""
  } catch {
    return "\(error)"
  }
}
