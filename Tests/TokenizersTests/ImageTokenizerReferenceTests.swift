import Foundation
import Layers
import TestSupport
import Tensors
import Testing
import Tokenizers
import Tokens

/// VQGAN's layout (reference b.6) against `References/make_vq_references.py`, which is NumPy in double.
@Suite struct ImageTokenizerReferenceTests {
  private struct Recorded: Codable {
    var shapes: [String: [Int]]
    var vectors: [Float]
    var codes: [Int32]
    var gaps: [Float]
    var decoded: [Float]
    var paper_parameters: Int
    var chameleon_parameters: Int
  }

  private func recorded() throws -> Recorded {
    try JSONDecoder().decode(Recorded.self, from: reference("vq.json"))
  }

  /// 32², three levels, an attention in the middle, z and codes of different widths.
  private var sizes: ImageTokenizerConfiguration {
    var sizes = ImageTokenizerConfiguration.chameleon
    sizes.resolution = 32
    sizes.channels = 32
    sizes.multipliers = [1, 1, 2]
    sizes.blocks = 1
    sizes.latentWidth = 8
    sizes.embedWidth = 4
    sizes.codeCount = 16
    return sizes
  }

  /// The script's uniform numbers in −1…1, drawn from a name.
  private func uniform(_ name: String, _ count: Int) -> [Double] {
    var seed: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name.utf8 { seed = (seed ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    var generator = SplitMix64(seed: seed)
    return (0..<count).map { _ in Double(generator.next() >> 11) / 0x1p52 - 1 }
  }

  private func weight(_ name: String, _ shape: [Int]) -> Tensor {
    let u = uniform(name, shape.reduce(1, *))
    let values: [Double]
    if name.hasPrefix("quantize") {
      values = u
    } else if shape.count == 4 {
      let scale = (3 / Double(shape.dropFirst().reduce(1, *))).squareRoot()
      values = u.map { $0 * scale }
    } else if name.contains("norm"), name.hasSuffix("weight") {
      values = u.map { 1 + $0 / 4 }
    } else {
      values = u.map { $0 / 10 }
    }
    return Tensor(shape, values.map { Float($0) })
  }

  private func network(_ recorded: Recorded) throws -> ImageTokenizerNetwork {
    let path = NSTemporaryDirectory() + "leon-vq-\(UUID().uuidString).safetensors"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let tensors = recorded.shapes.map { ("vq." + $0, weight($0, $1)) }
    try SafetensorsFile.write(Dictionary(uniqueKeysWithValues: tensors), to: path)
    let network = ImageTokenizerNetwork(sizes, training: false)
    try network.load(SafetensorsFile(path: path), prefix: "vq.")
    return network
  }

  /// Blocks of 4 × 4 pixels of one colour, `[1, 32, 32, 3]`.
  private var picture: Tensor {
    let u = uniform("picture", 3 * 8 * 8).map { Float($0) }
    let picture = Tensor([1, 32, 32, 3])
    for y in 0..<32 {
      for x in 0..<32 {
        for c in 0..<3 { picture[(y * 32 + x) * 3 + c] = u[(c * 8 + y / 4) * 8 + x / 4] }
      }
    }
    return picture
  }

  @Test func weightsHaveTheNamesAndShapesOfVQGAN() throws {
    let network = ImageTokenizerNetwork(sizes, training: false)
    #expect(network.stored().mapValues(\.shape) == (try recorded().shapes))
  }

  @Test func vectorsCodesAndPixelsAreThoseOfTheReference() throws {
    let recorded = try recorded()
    let network = try network(recorded)
    let compute = try Compute(threads: 1)
    let tape = Tape(on: compute, recording: false)
    let vectors = network.encode(tape.input(picture), on: tape).value
    #expect(vectors.shape == [1, 8, 8, 4])
    #expect(difference(vectors.values, recorded.vectors, absolute: 1e-4) == nil)
    let tokenizer = ImageTokenizer(network, on: compute)
    #expect(recorded.gaps.allSatisfy { $0 > 1e-3 })
    #expect(tokenizer.encode(picture) == recorded.codes)
    let decoded = tokenizer.decode(codes: recorded.codes, count: 1)
    #expect(decoded.shape == [1, 32, 32, 3])
    var sampled: [Float] = []
    for y in stride(from: 0, to: 32, by: 4) {
      for x in stride(from: 0, to: 32, by: 4) {
        sampled += (0..<3).map { decoded[(y * 32 + x) * 3 + $0] }
      }
    }
    #expect(difference(sampled, recorded.decoded, absolute: 2e-4) == nil)
  }

  /// 61.6 and 68.7 million, the codebook included.
  @Test func thePapersAndChameleonsSizesHaveTheirParameters() throws {
    let recorded = try recorded()
    for (sizes, count) in [
      (ImageTokenizerConfiguration.paper, recorded.paper_parameters),
      (.chameleon, recorded.chameleon_parameters),
    ] {
      let network = ImageTokenizerNetwork(sizes, training: false)
      #expect(network.parameters.reduce(network.codebook.count) { $0 + $1.value.count } == count)
    }
  }
}
