import Foundation
import Imaging
import Layers
import Tensors
import Testing
import Tokenizers
import Tokens

@Suite struct ImageTokenizerTests {
  private static var sizes: ImageTokenizerConfiguration {
    var sizes = ImageTokenizerConfiguration()
    sizes.resolution = 32
    sizes.unshuffle = 2
    sizes.channels = 8
    sizes.groups = 4
    sizes.embedWidth = 4
    sizes.codeCount = 32
    return sizes
  }

  private func tokenizer(_ seed: UInt64 = 1) throws -> ImageTokenizer {
    var generator = SplitMix64(seed: seed)
    return ImageTokenizer(
      ImageTokenizerNetwork(Self.sizes, training: false, using: &generator),
      on: try Compute(threads: 1))
  }

  private func picture(_ seed: UInt64) -> Image {
    var generator = SplitMix64(seed: seed)
    var pixels = (0..<32 * 32 * 4).map { _ in UInt8.random(in: 0...255, using: &generator) }
    for i in stride(from: 3, to: pixels.count, by: 4) { pixels[i] = 255 }
    return Image(width: 32, height: 32, pixels: pixels)
  }

  @Test func aPictureIsAGridOfCodes() throws {
    let grid = try tokenizer().encode(picture(1))
    #expect(grid.height == 8 && grid.width == 8 && grid.isComplete)
    #expect(grid.codes.allSatisfy { (0..<32).contains($0.index) })
    #expect(Set(grid.codes).count > 4)
  }

  @Test func theSamePictureHasTheSameCodesAlwaysAndInAnyCompany() throws {
    let tokenizer = try tokenizer()
    let pictures = (1...3).map { picture(UInt64($0)) }
    let together = tokenizer.encode(pictures)
    for (i, picture) in pictures.enumerated() { #expect(tokenizer.encode(picture) == together[i]) }
    #expect(try self.tokenizer().encode(pictures) == together)
    #expect(together[0] != together[1])
  }

  @Test func theSameGridHasTheSamePictureAlways() throws {
    let tokenizer = try tokenizer()
    let grid = tokenizer.encode(picture(1))
    let image = tokenizer.decode(grid)
    #expect(image.width == 32 && image.height == 32 && image.isOpaque)
    _ = tokenizer.decode(tokenizer.encode(picture(2)))
    #expect(tokenizer.decode(grid) == image)
  }

  @Test func transparentPixelsLieOnWhite() throws {
    let tokenizer = try tokenizer()
    let clear = Image(width: 32, height: 32, pixels: [UInt8](repeating: 0, count: 4096))
    #expect(tokenizer.encode(clear) == tokenizer.encode(Image(width: 32, height: 32, fill: .white)))
  }

  @Test(arguments: [1, 9, 17])
  func aGrowingPictureIsDrawnAsFarAsItIsWritten(count: Int) throws {
    let tokenizer = try tokenizer()
    let part = tokenizer.encode(picture(1)).prefix(count)
    let image = tokenizer.decodeWritten(part)
    #expect(image.width == 32 && image.height == 32)
    let written = (count + 7) / 8 * 4
    func alpha(_ row: Int) -> UInt8 { image.pixels[4 * row * 32 + 3] }
    #expect((0..<written).allSatisfy { alpha($0) == 255 } && alpha(31) == 0)
  }

  @Test func aWholePictureIsDrawnAsAlways() throws {
    let tokenizer = try tokenizer()
    let grid = tokenizer.encode(picture(1))
    #expect(tokenizer.decodeWritten(grid) == tokenizer.decode(grid))
  }

  @Test(arguments: [0, 1, 9, 63])
  func aGridThatIsBeingWrittenIsFilledWithItsFirstCode(count: Int) throws {
    let tokenizer = try tokenizer()
    let part = tokenizer.encode(picture(1)).prefix(count)
    let filler = part.codes.first ?? CodeIndex(0)
    let filled = CodeGrid(
      height: 8, width: 8, codes: part.codes + Array(repeating: filler, count: 64 - count))
    #expect(tokenizer.decode(part) == tokenizer.decode(filled))
  }

  @Test func pixelsFarFromTheLastCodeDoNotWaitForIt() throws {
    let tokenizer = try tokenizer()
    let grid = tokenizer.encode(picture(1))
    #expect(tokenizer.decode(grid.prefix(32)) != tokenizer.decode(grid.prefix(40)))
  }
}

@Suite struct VectorQuantizerTests {
  @Test func everyVectorTakesItsNearestEntry() throws {
    var generator = SplitMix64(seed: 2)
    let (count, entries, width) = (37, 11, 5)
    let z = Tensor([1, 1, count, width], (0..<count * width).map { _ in normal(&generator) })
    let book = Tensor([entries, width], (0..<entries * width).map { _ in normal(&generator) })
    let tape = Tape(on: try Compute(threads: 1), recording: false)
    let result = VectorQuantizer(book, normalizes: false)
      .quantize(tape.input(z), commitmentWeight: 0, on: tape)
    for row in 0..<count {
      let distances = (0..<entries).map { k in
        (0..<width).reduce(Float(0)) { sum, j in
          let d = z[row * width + j] - book[k * width + j]
          return sum + d * d
        }
      }
      #expect(distances[Int(result.codes[row])] == distances.min())
    }
  }

  @Test func withLengthOneTheNearestHasTheLargestCosine() throws {
    let book = Tensor([2, 2], [10, 0, 0.1, 0.1])
    let tape = Tape(on: try Compute(threads: 1), recording: false)
    let quantizer = VectorQuantizer(book, normalizes: true)
    let z = Tensor([1, 1, 2, 2], [0.3, 0.2, 5, 1])
    #expect(quantizer.quantize(tape.input(z), commitmentWeight: 0, on: tape).codes == [1, 0])
    #expect(abs(book[0] - 1) < 1e-6 && abs(book[3] - Float(0.5).squareRoot()) < 1e-6)
  }
}

@Suite struct ImageTokenizerConfigurationTests {
  private typealias Sizes = ImageTokenizerConfiguration

  @Test func theThreePresetsHaveNoFlaw() {
    for (sizes, factor, side) in [
      (Sizes(), 8, 16), (Sizes.paper, 8, 32), (Sizes.chameleon, 16, 32),
    ] {
      #expect(sizes.flaw == nil)
      #expect(sizes.factor == factor)
      #expect(sizes.gridSide == side)
    }
  }

  @Test func flawsAreSentencesWithTheLimits() {
    func flaw(_ change: (inout Sizes) -> Void) -> String? {
      var sizes = Sizes()
      change(&sizes)
      return sizes.flaw
    }
    #expect(flaw { $0.resolution = 100 } == "resolution 100 must be a multiple of 8")
    #expect(flaw { $0.resolution = -8 } == "resolution must be 8 to 4096, got -8")
    #expect(flaw { $0.unshuffle = 0 } == "unshuffle must be 1 to 64, got 0")
    #expect(flaw { $0.multipliers = [] } == "the length of ch_mult must be 1 to 8, got 0")
    #expect(flaw { $0.codeCount = 1 } == "n_embed must be 2 to 65536, got 1")
    #expect(flaw { $0.latentWidth = 0 } == "z_channels must be 1 to 1024, got 0")
    #expect(flaw { $0.blocks = 0 } == "num_res_blocks must be 1 to 64, got 0")
    #expect(
      flaw { $0.groups = 7 }
        == "channels [96, 192] must be multiples of norm_groups 7, at most 2048")
    #expect(flaw { $0.multipliers = [1, .max] } != nil)
  }

  @Test func aFileWithoutTheOptionsIsAsBefore() throws {
    let data = try JSONEncoder().encode(Sizes())
    let object = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    #expect(object?["z_channels"] == nil && object?["mid_attn"] == nil)
    #expect(try JSONDecoder().decode(Sizes.self, from: data) == Sizes())
    let chameleon = try JSONEncoder().encode(Sizes.chameleon)
    #expect(try JSONDecoder().decode(Sizes.self, from: chameleon) == .chameleon)
  }
}

/// Folders that hold no image tokenizer, each with its sentence.
@Suite struct ImageTokenizerFileTests {
  private func sentence(_ configuration: String?, _ tensors: [String: Tensor]?) throws -> String {
    let folder = NSTemporaryDirectory() + "leon-tokenizer-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    if let configuration {
      try Data(configuration.utf8).write(to: URL(fileURLWithPath: folder + "/config.json"))
    }
    if let tensors { try SafetensorsFile.write(tensors, to: folder + "/model.safetensors") }
    do {
      _ = try ImageTokenizer(folder: folder, on: try Compute(threads: 1))
      return "accepted"
    } catch {
      return "\(error)".replacing(folder, with: "")
    }
  }

  private var sizes: ImageTokenizerConfiguration {
    var sizes = ImageTokenizerConfiguration()
    sizes.channels = 8
    sizes.groups = 4
    return sizes
  }

  private func json(_ sizes: ImageTokenizerConfiguration) throws -> String {
    String(decoding: try JSONEncoder().encode(sizes), as: UTF8.self)
  }

  private var tensors: [String: Tensor] {
    var generator = SplitMix64(seed: 1)
    return ImageTokenizerNetwork(sizes, training: false, using: &generator).stored()
  }

  @Test func whatWasStoredIsAccepted() throws {
    #expect(try sentence(json(sizes), tensors) == "accepted")
  }

  @Test func aConfigurationThatIsMissingBrokenOrFlawedIsNamed() throws {
    #expect(try sentence(nil, nil) == "/config.json: no such file, or no permission.")
    #expect(try sentence("{", nil) == "/config.json: not the sizes of an image tokenizer.")
    var flawed = sizes
    flawed.codeCount = 0
    #expect(
      try sentence(json(flawed), nil) == "/config.json: n_embed must be 2 to 65536, got 0.")
  }

  @Test func weightsThatAreMissingOrOfAnotherShapeAreNamed() throws {
    #expect(
      try sentence(json(sizes), nil)
        == "/model.safetensors cannot be read: no such file, or no permission.")
    var some = tensors
    some["quant_conv.bias"] = nil
    #expect(
      try sentence(json(sizes), some) == "/model.safetensors has no tensor quant_conv.bias.")
    some["quant_conv.bias"] = Tensor([3])
    #expect(
      try sentence(json(sizes), some)
        == "/model.safetensors: quant_conv.bias has the shape [3], expected [16].")
    var book = tensors
    book["quantize.embedding.weight"] = Tensor([2, 2])
    #expect(
      try sentence(json(sizes), book)
        == "/model.safetensors: quantize.embedding.weight has the shape [2, 2], "
        + "expected [2048, 16].")
  }
}
