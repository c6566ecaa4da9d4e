package import Imaging
import Tensors
import Tokenizers
import Tokens

/// Features out of the image tokenizer: the vectors of a picture's codes, averaged over the whole
/// picture, its quarters and its sixteenths, and their variances over the whole picture.
///
/// `[1 + 4 + 16 + 1 blocks of D]`, each component shifted and scaled to mean 0 and variance 1 over the
/// codebook. They know colours, textures and where these lie, but no concepts; their numbers hold
/// beside those of the same tokenizer only.
package final class CodebookFeatures: FeatureExtractor {
  package let name = "image tokenizer's codes, pooled"
  private let tokenizer: ImageTokenizer
  /// The scaled vector of each code.
  private let vectors: [[Double]]

  /// Loads an image tokenizer.
  ///
  /// - Parameters:
  ///   - folder: with its `config.json` and `model.safetensors`.
  ///   - threads: to compute on.
  /// - Throws: an error that says in a sentence what is missing.
  package init(tokenizer folder: String, threads: Int) throws {
    tokenizer = try ImageTokenizer(folder: folder, on: Compute(threads: threads))
    vectors = Self.scaled(tokenizer.codeVectors)
  }

  package func features(of images: [Image]) -> FeatureTable {
    let side = tokenizer.configuration.resolution
    return FeatureTable(
      rows: images.map { features(of: tokenizer.encode($0.fitting(side: side, on: .white))) })
  }

  private static func scaled(_ codebook: Tensor) -> [[Double]] {
    let (count, width) = (codebook.shape[0], codebook.shape[1])
    let values = codebook.values.map(Double.init)
    let means = (0..<width).map { j in
      (0..<count).reduce(0) { $0 + values[$1 * width + j] } / Double(count)
    }
    let deviations = (0..<width).map { j in
      let squares = (0..<count).reduce(0.0) { sum, k in
        sum + (values[k * width + j] - means[j]) * (values[k * width + j] - means[j])
      }
      return max((squares / Double(count)).squareRoot(), 1e-9)
    }
    return (0..<count).map { k in
      (0..<width).map { (values[k * width + $0] - means[$0]) / deviations[$0] }
    }
  }

  private func features(of grid: CodeGrid) -> [Double] {
    let rows = grid.codes.map { vectors[$0.index] }
    let means = [1, 2, 4].flatMap { cells(grid, $0).flatMap { mean(of: $0.map { rows[$0] }) } }
    let whole = means.prefix(vectors[0].count)
    let squares = mean(of: rows.map { $0.map { $0 * $0 } })
    return means + zip(squares, whole).map { $0 - $1 * $1 }
  }

  /// The places of the codes in each of `count` squared cells.
  private func cells(_ grid: CodeGrid, _ count: Int) -> [[Int]] {
    var cells = [[Int]](repeating: [], count: count * count)
    for place in grid.codes.indices {
      let (y, x) = (place / grid.width, place % grid.width)
      cells[y * count / grid.height * count + x * count / grid.width].append(place)
    }
    return cells
  }

  private func mean(of rows: [[Double]]) -> [Double] {
    vectors[0].indices.map { j in rows.reduce(0) { $0 + $1[j] } / Double(max(1, rows.count)) }
  }
}
