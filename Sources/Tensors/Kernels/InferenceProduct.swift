private import CKernels

#if canImport(Glibc)
  private import Glibc
#endif

/// How inference keeps a weight.
package enum PackedPrecision: String, Sendable, CaseIterable {
  /// 32 bits.
  case float32
  /// The upper half of float32.
  case bfloat16
  /// A whole number of 16 bits times its output's scale. What meets it is rounded to 4,095 steps of
  /// the largest of its row, and products are added up exactly: faster than floats, and finer than
  /// bfloat16 where no number is a thousand times its neighbours (gemmlowp's scheme, symmetric, with
  /// wider numbers; Jacob et al. 2018, arXiv 1712.05877, section 2).
  case int16

  /// Keys, values and tables of floats in it: what is no product stays a float.
  package var floats: Precision { self == .float32 ? .float32 : .bfloat16 }

  /// The number that the kernels know it by.
  var code: Int32 {
    switch self {
    case .float32: Int32(leon_fp32.rawValue)
    case .bfloat16: Int32(leon_bf16.rawValue)
    case .int16: Int32(leon_int16.rawValue)
    }
  }
}

extension Precision {
  /// The same of packed weights, and of the cache beside them.
  package var packed: PackedPrecision { self == .float32 ? .float32 : .bfloat16 }
}

/// A weight matrix `[N, K]` in panels of 64 columns of the product, the one copy inference keeps.
@safe package final class PackedMatrix: @unchecked Sendable {
  /// N, the columns of the product.
  package let rowCount: Int
  /// K, what the product sums over.
  package let rowWidth: Int
  /// How the weights are kept; sums become floats in any case.
  package let precision: PackedPrecision
  fileprivate let panels: UnsafeMutableRawPointer

  /// Makes a matrix of zeros.
  package init(rowCount: Int, rowWidth: Int, precision: PackedPrecision) {
    self.rowCount = rowCount
    self.rowWidth = rowWidth
    self.precision = precision
    let size = leon_panels_size(precision.code, rowCount, rowWidth)
    guard let panels = unsafe leon_panels_allocate(size) else {
      preconditionFailure("no memory for \(size) bytes of weights")
    }
    unsafe self.panels = panels
  }

  deinit { unsafe free(panels) }

  /// The bytes that a product with all rows reads.
  package var byteCount: Int { leon_panels_size(precision.code, rowCount, rowWidth) }

  /// Puts `weights [n, K]` at the rows from `row` on, rounded to the nearest, ties to even.
  package func pack(_ weights: Tensor, at row: Int = 0, on compute: Compute) {
    precondition(
      weights.rowWidth == rowWidth && row >= 0 && row + weights.rowCount <= rowCount,
      "\(weights.shape) at row \(row) of [\(rowCount), \(rowWidth)]")
    unsafe leon_panels_pack(
      compute.pool, precision.code, row, weights.rowCount, rowWidth, weights.pointer, panels)
  }
}

/// What becomes of the sums of a product.
package enum ProductFinish: Sendable {
  /// They are written.
  case store
  /// They are added to what is there.
  case add
  /// They go through a non-linearity.
  case activation(Activation)

  /// The number that the kernels know it by.
  var code: Int32 {
    let finish =
      switch self {
      case .store: leon_finish_store
      case .add: leon_finish_add
      case .activation(.relu): leon_finish_relu
      case .activation(.gelu): leon_finish_gelu
      case .activation(.silu): leon_finish_silu
      }
    return Int32(finish.rawValue)
  }
}

/// Computes `y = finish(x W[rows]ᵀ)`, every output one sum over K from the first to the last.
///
/// A processor that multiplies pairs of bfloat16 rounds `x` to it where the weights are. Of `int16` the
/// sums are the same on all levels, to the last bit.
///
/// - Parameters:
///   - y: the result, `[M, rows.count]`.
///   - x: `[M, K]`, any number of rows.
///   - weights: `[N, K]`.
///   - rows: the rows of the weights that are wanted, all if nil.
///   - finish: what becomes of the sums.
///   - level: the instructions to use, not above the machine's.
///   - compute: where to run.
package func packedProduct(
  into y: Tensor, _ x: Tensor, _ weights: PackedMatrix, rows: Range<Int>? = nil,
  finish: ProductFinish = .store, level: CPULevel, on compute: Compute
) {
  let rows = rows ?? 0..<weights.rowCount
  precondition(
    x.rowWidth == weights.rowWidth && rows.lowerBound >= 0 && rows.upperBound <= weights.rowCount
      && y.count == x.rowCount * rows.count && level.rawValue <= CPULevel.current.rawValue,
    "\(x.shape) by rows \(rows) of [\(weights.rowCount), \(weights.rowWidth)] into \(y.shape)")
  let words = leon_panels_workspace(
    Int32(level.rawValue), weights.precision.code, x.rowCount, x.rowWidth)
  unsafe leon_panels_product(
    compute.pool, Int32(level.rawValue), weights.precision.code, finish.code, x.rowCount,
    rows.lowerBound, rows.upperBound, x.rowWidth, x.pointer, weights.panels, y.pointer,
    compute.workspace(words: words))
}

/// Computes `y [M, C] = tokens[ids] + positions[places]`, both packed in the same precision.
package func packedEmbedding(
  into y: Tensor, _ ids: [Int32], _ tokens: PackedMatrix, places: [Int32],
  _ positions: PackedMatrix
) {
  precondition(
    places.count == ids.count && tokens.rowWidth == positions.rowWidth
      && tokens.precision == positions.precision && y.count == ids.count * tokens.rowWidth
      && ids.allSatisfy { $0 >= 0 && $0 < tokens.rowCount }
      && places.allSatisfy { $0 >= 0 && $0 < positions.rowCount },
    "\(ids.count) of \(tokens.rowCount) tokens and \(positions.rowCount) places into \(y.shape)")
  unsafe leon_panels_gather(
    tokens.precision.code, ids.count, tokens.rowWidth, ids, tokens.panels, places,
    positions.panels, y.pointer)
}

extension PackedMatrix {
  /// Adds up all weights as fast as the memory gives them: the yardstick of decoding, which cannot
  /// do better than to read its weights once a step.
  ///
  /// - Returns: the sum of each thread over its share, of float32 weights.
  package func read(on compute: Compute) -> [Float] {
    precondition(precision == .float32, "only float32 weights can be added up")
    var sums = [Float](repeating: 0, count: compute.threads)
    let floats = unsafe panels.assumingMemoryBound(to: Float.self)
    unsafe leon_memory_read(
      compute.pool, Int32(CPULevel.current.rawValue), byteCount / 4 / 128 * 128, floats, &sums)
    return sums
  }
}
