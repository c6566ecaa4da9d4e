import Foundation
internal import Layers
package import Tensors
package import Tokens

/// A bi-encoder at work: one caller at a time.
package final class Retriever {
  /// The sizes.
  package var configuration: RetrieverConfiguration { encoder.configuration }
  /// Names the weights: vectors of another retriever cannot be compared with its own.
  package let fingerprint: Fingerprint
  private let encoder: BiEncoder
  private let tape: Tape

  /// Loads a folder.
  ///
  /// - Throws: `RetrievalError.retriever` or `SafetensorsError`.
  package init(folder: String, on compute: Compute) throws {
    encoder = try BiEncoder(folder: folder)
    let path = BiEncoder.weightsPath(folder)
    guard let data = FileManager.default.contents(atPath: path) else {
      throw RetrievalError.retriever(path, "no such file, or no permission")
    }
    fingerprint = Fingerprint(data)
    tape = Tape(on: compute, recording: false)
  }

  /// Where it computes.
  package var compute: Compute { tape.compute }

  /// The vector of a text, of length 1.
  ///
  /// - Parameter ids: of its words, at least one.
  /// - Returns: D numbers.
  package func vector(text ids: [TokenID]) -> [Float] {
    tape.begin()
    return encoder.text([ids], on: tape).value.values
  }

  /// The vector of a whole picture, of length 1.
  package func vector(image grid: CodeGrid) -> [Float] {
    let side = configuration.gridSide
    precondition(
      grid.isComplete && grid.height == side && grid.width == side,
      "a retriever of \(side) × \(side) codes for \(grid.height) × \(grid.width)")
    tape.begin()
    return encoder.image(grid.codes.map(\.rawValue), on: tape).value.values
  }

  /// The vector of a document: the mean of its two, scaled to length 1 so that vectors of documents
  /// and of queries can be compared (reference a.3).
  ///
  /// - Parameters:
  ///   - ids: of its words.
  ///   - grid: its picture.
  /// - Returns: D numbers.
  package func vector(text ids: [TokenID], image grid: CodeGrid) -> [Float] {
    Self.mean(vector(text: ids), vector(image: grid))
  }

  /// The mean of two vectors of length 1, scaled to length 1.
  package static func mean(_ a: [Float], _ b: [Float]) -> [Float] {
    let sum = zip(a, b).map { $0 + $1 }
    let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return sum.map { $0 / max(length, .leastNormalMagnitude) }
  }
}
