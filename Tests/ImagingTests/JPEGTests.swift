import Foundation
import Imaging
import Testing

@Suite struct JPEGTests {
  @Test func colorsComeBackNearly() throws {
    let image = try JPEG.decode(References.jpeg)
    #expect((image.width, image.height) == (16, 16))
    var worst = 0
    for i in 0..<256 {
      let expected = [16 * (i % 16), 16 * (i / 16), 51, 255]
      for c in 0..<4 { worst = max(worst, abs(Int(image.pixels[4 * i + c]) - expected[c])) }
    }
    #expect(worst <= 8)
  }

  @Test func greyHasThreeEqualChannels() throws {
    let image = try JPEG.decode(References.greyJPEG)
    for i in stride(from: 0, to: image.pixels.count, by: 4) {
      #expect(Set(image.pixels[i..<i + 3]).count == 1)
    }
    #expect(abs(Int(image.pixels[4 * 15]) - 240) <= 8)
  }

  /// ImageMagick's `convert -size 8x8 xc:'rgb(230,40,10)' -strip -colorspace CMYK -quality 95 c.jpg`.
  @Test func inksAreTurnedToColors() throws {
    let text =
      "/9j/7gAOQWRvYmUAZAAAAAAC/9sAQwACAQEBAQECAQEBAgICAgIEAwICAgIFBAQDBAYFBgYGBQYGBgcJCAYHCQcGBggL"
      + "CAkKCgoKCgYICwwLCgwJCgoK/9sAQwECAgICAgIFAwMFCgcGBwoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoK"
      + "CgoKCgoKCgoKCgoKCgoKCgoK/8AAFAgACAAIBAERAAIRAQMRAQQRAP/EABUAAQEAAAAAAAAAAAAAAAAAAAcJ/8QAFBAB"
      + "AAAAAAAAAAAAAAAAAAAAAP/EABUBAQEAAAAAAAAAAAAAAAAAAAgJ/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAA4EAQAC"
      + "EQMRBAAAPwBgNBE9Zh//2Q=="
    let image = try JPEG.decode([UInt8](try #require(Data(base64Encoded: text))))
    #expect((image.width, image.height) == (8, 8) && image.isOpaque)
    for (value, expected) in zip(image.pixels, [230, 40, 10]) {
      #expect(abs(Int(value) - expected) <= 8)
    }
  }

  @Test func badFilesAreRefusedInASentence() {
    let whole = References.jpeg
    for count in [3, 100, whole.count / 2, whole.count * 9 / 10] {
      let message = sentence { try JPEG.decode(Array(whole[..<count])) }
      #expect(message.hasPrefix("a damaged JPEG: ") && message.count > 18, "\(count): \(message)")
    }
  }

  @Test func theSignatureDecidesNotTheName() throws {
    let path = FileManager.default.temporaryDirectory.path + "/leon-\(UUID().uuidString).png"
    defer { try? FileManager.default.removeItem(atPath: path) }
    func write(_ bytes: [UInt8]) throws { try Data(bytes).write(to: URL(fileURLWithPath: path)) }
    try write(References.jpeg)
    #expect(try Image.load(path: path) == JPEG.decode(References.jpeg))
    try write(References.rgb8)
    #expect(try Image.load(path: path) == PNGTests.colored)
    try write(Array("GIF89a".utf8))
    #expect(
      sentence { try Image.load(path: path) }
        == "\(path) is neither a PNG nor a JPEG, the two formats that leon reads")
    #expect(
      sentence { try Image.load(path: path + "/x") } == "cannot read \(path)/x: not a directory")
  }
}
