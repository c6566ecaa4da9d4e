import Layers
import Tensors
import Tokenizers

/// Moves the codebook by averages of the vectors that chose each entry, and revives dead entries.
///
/// van den Oord et al., arXiv 1711.00937, appendix A.1; dead entries are refilled from the batch.
struct CodebookAverages {
  /// How often each entry was chosen, a moving average, `[K]`.
  let counts: Tensor
  /// The sum of the vectors that chose each entry, a moving average, `[K, D]`.
  let sums: Tensor

  /// Starts with every entry chosen once.
  init(_ codebook: Tensor) {
    counts = Tensor([codebook.shape[0]], [Float](repeating: 1, count: codebook.shape[0]))
    sums = codebook.copy()
  }

  /// Takes in one batch and writes the codebook.
  ///
  /// - Parameters:
  ///   - codebook: `[K, D]`, written.
  ///   - vectors: `[N, D]`.
  ///   - codes: the entry each vector chose.
  ///   - decay: of the averages, 0.99.
  ///   - floor: entries chosen less often than this on average take a vector of the batch.
  ///   - generator: picks those vectors.
  mutating func update(
    _ codebook: Tensor, vectors: Tensor, codes: [Int32], decay: Float, floor: Float,
    using generator: inout some RandomNumberGenerator
  ) {
    let width = codebook.shape[1]
    for k in 0..<counts.count { counts[k] *= decay }
    for i in 0..<sums.count { sums[i] *= decay }
    for (row, code) in codes.enumerated() {
      counts[Int(code)] += 1 - decay
      for j in 0..<width { sums[Int(code) * width + j] += (1 - decay) * vectors[row * width + j] }
    }
    for k in 0..<counts.count {
      if counts[k] < floor { revive(k, vectors, width, floor, &generator) }
      for j in 0..<width { codebook[k * width + j] = sums[k * width + j] / counts[k] }
    }
  }

  private func revive(
    _ k: Int, _ vectors: Tensor, _ width: Int, _ floor: Float,
    _ generator: inout some RandomNumberGenerator
  ) {
    let row = Int.random(in: 0..<vectors.rowCount, using: &generator)
    // Ten times the floor gives the entry some hundred steps to find vectors of its own.
    counts[k] = 10 * floor
    for j in 0..<width { sums[k * width + j] = counts[k] * vectors[row * width + j] }
  }
}
