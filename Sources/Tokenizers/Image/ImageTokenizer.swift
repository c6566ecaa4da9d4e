import Foundation
package import Imaging
internal import Layers
package import Tensors
package import Tokens

/// Turns pictures into grids of codes and back (reference b.6); one caller at a time.
package final class ImageTokenizer {
  /// The sizes.
  package let configuration: ImageTokenizerConfiguration
  private let network: ImageTokenizerNetwork
  private let quantizer: VectorQuantizer
  private let tape: Tape

  /// Uses the weights of a network as they are now.
  package init(_ network: ImageTokenizerNetwork, on compute: Compute) {
    configuration = network.configuration
    self.network = network
    quantizer = VectorQuantizer(
      network.codebook.copy(), normalizes: network.configuration.normalizesCodes)
    tape = Tape(on: compute, recording: false)
  }

  /// Names the codebook: codes of another one mean other pictures, whatever became of the decoder.
  package var fingerprint: Fingerprint {
    var result = Fingerprint()
    for value in network.codebook.values {
      for shift in [0, 8, 16, 24] as [UInt32] {
        result.add(UInt8(truncatingIfNeeded: value.bitPattern >> shift))
      }
    }
    return result
  }

  /// Loads `config.json` and `model.safetensors` of a folder.
  ///
  /// - Throws: `SafetensorsError` or `ImageTokenizerError`.
  package convenience init(folder: String, on compute: Compute) throws {
    self.init(try ImageTokenizerNetwork(folder: folder, training: false), on: compute)
  }

  /// The vector that each code stands for, `[K, D]`.
  package var codeVectors: Tensor { quantizer.codebook }

  /// Finds the codes of a picture of `resolution` squared; alpha is laid over white.
  package func encode(_ image: Image) -> CodeGrid {
    encode([image])[0]
  }

  /// Finds the codes of several pictures in one pass.
  package func encode(_ images: [Image]) -> [CodeGrid] {
    let side = configuration.resolution
    var values = [Float]()
    values.reserveCapacity(images.count * side * side * 3)
    for image in images {
      precondition(
        image.width == side && image.height == side,
        "a picture of \(image.width) × \(image.height) for a tokenizer of \(side)")
      let ground = image.composited(on: .white)
      for i in stride(from: 0, to: ground.pixels.count, by: 4) {
        for c in 0..<3 { values.append(Float(ground.pixels[i + c]) / 255 * 2 - 1) }
      }
    }
    let codes = encode(Tensor([images.count, side, side, 3], values))
    let count = configuration.gridSide * configuration.gridSide
    return images.indices.map { i in
      CodeGrid(
        height: configuration.gridSide, width: configuration.gridSide,
        codes: codes[i * count..<(i + 1) * count].map { CodeIndex(rawValue: $0) })
    }
  }

  /// Finds the codes of pictures `[B, R, R, 3]` in −1…1, `B · h · w` of them.
  package func encode(_ pictures: Tensor) -> [Int32] {
    tape.begin()
    let z = network.encode(tape.input(pictures), on: tape)
    return quantizer.quantize(z, commitmentWeight: 0, on: tape).codes
  }

  /// Draws the picture of a grid; codes that are not there yet take the first one's place.
  package func decode(_ grid: CodeGrid) -> Image { decode([grid])[0] }

  /// Draws several pictures in one pass.
  package func decode(_ grids: [CodeGrid]) -> [Image] {
    let side = configuration.gridSide
    for grid in grids {
      precondition(
        grid.height == side && grid.width == side
          && grid.codes.allSatisfy { $0.index >= 0 && $0.index < configuration.codeCount },
        "a grid of \(grid.height) × \(grid.width) for a tokenizer of \(side) × \(side)")
    }
    let pictures = decode(codes: grids.flatMap { Self.padded($0) }, count: grids.count)
    let size = configuration.resolution * configuration.resolution * 3
    let values = pictures.values
    return grids.indices.map { Self.image(values[$0 * size..<($0 + 1) * size], configuration) }
  }

  /// Draws `count` pictures `[B, R, R, 3]` in about −1…1 from all their codes.
  package func decode(codes: [Int32], count: Int) -> Tensor {
    let side = configuration.gridSide
    tape.begin()
    let z = quantizer.lookUp(
      codes, shape: [count, side, side, configuration.embedWidth], on: tape)
    return network.decode(z, on: tape).value
  }

  /// Draws the rows of which codes are written, in less time than all of them; below is nothing.
  ///
  /// For a picture that is still growing: norms are over what is there, so that colours may differ a
  /// little from those of the whole picture.
  package func decodeWritten(_ grid: CodeGrid) -> Image {
    let side = configuration.gridSide
    let written = (grid.codes.count + side - 1) / side
    // A row more, so that the lowest one has something below it; an even number for the convolutions.
    let rows = (written + 2) / 2 * 2
    guard rows < side else { return decode(grid) }
    tape.begin()
    let z = quantizer.lookUp(
      Array(Self.padded(grid)[..<(rows * side)]),
      shape: [1, rows, side, configuration.embedWidth], on: tape)
    let values = network.decode(z, on: tape).value.values
    let pixels = Self.pixels(values[...])
    let missing = 4 * configuration.resolution * configuration.resolution - pixels.count
    return Image(
      width: configuration.resolution, height: configuration.resolution,
      pixels: pixels + [UInt8](repeating: 0, count: missing))
  }

  /// The unwritten rest takes the first code, which on white pictures is the ground.
  private static func padded(_ grid: CodeGrid) -> [Int32] {
    let filler = grid.codes.first?.rawValue ?? 0
    return grid.codes.map(\.rawValue)
      + [Int32](repeating: filler, count: grid.count - grid.codes.count)
  }

  private static func image(
    _ values: ArraySlice<Float>, _ configuration: ImageTokenizerConfiguration
  ) -> Image {
    Image(
      width: configuration.resolution, height: configuration.resolution, pixels: pixels(values))
  }

  private static func pixels(_ values: ArraySlice<Float>) -> [UInt8] {
    var pixels = [UInt8]()
    pixels.reserveCapacity(values.count / 3 * 4)
    for i in stride(from: values.startIndex, to: values.endIndex, by: 3) {
      for c in 0..<3 {
        pixels.append(UInt8((max(-1, min(1, values[i + c])) + 1) * 0.5 * 255 + 0.5))
      }
      pixels.append(255)
    }
    return pixels
  }
}

/// Why an image tokenizer cannot be loaded.
package enum ImageTokenizerError: Error, CustomStringConvertible {
  /// A configuration file and what is wrong with it.
  case configuration(String, String)

  package var description: String {
    switch self {
    case .configuration(let path, let reason): "\(path): \(reason)."
    }
  }
}
