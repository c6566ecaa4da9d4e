import Tensors

/// The levels of kernels that this machine can run; the highest is what inference uses.
let runnableLevels = [CPULevel.plain, .avx2, .avx512, .avx512BF16].filter {
  $0.rawValue <= CPULevel.current.rawValue
}

/// A value as a packed matrix of the precision keeps it.
func kept(_ value: Float, _ precision: Precision) -> Float {
  guard precision == .bfloat16 else { return value }
  let bits = value.bitPattern
  return Float(bitPattern: (bits &+ 0x7FFF &+ (bits >> 16 & 1)) & 0xFFFF_0000)
}

/// Packs `[n, k]` weights.
func packed(_ weights: Tensor, _ precision: Precision, on compute: Compute) -> PackedMatrix {
  let matrix = PackedMatrix(
    rowCount: weights.rowCount, rowWidth: weights.rowWidth, precision: precision)
  matrix.pack(weights, on: compute)
  return matrix
}
