import Tensors

/// The levels of kernels that this machine can run.
let runnableLevels = [CPULevel.plain, .avx2, .avx512, .avx512BF16].filter {
  $0.rawValue <= CPULevel.current.rawValue
}

/// A value rounded to bfloat16 where the precision is that.
func kept(_ value: Float, _ precision: Precision) -> Float {
  guard precision == .bfloat16 else { return value }
  let bits = value.bitPattern
  return Float(bitPattern: (bits &+ 0x7FFF &+ (bits >> 16 & 1)) & 0xFFFF_0000)
}

/// The weights of one output as a packed matrix of the precision keeps them.
func kept(_ weights: ArraySlice<Float>, _ precision: PackedPrecision) -> [Float] {
  guard precision == .int16 else { return weights.map { kept($0, precision.floats) } }
  let sizes = weights.map { Double(abs($0)) }
  let (sum, most) = (sizes.reduce(0, +), sizes.max() ?? 0)
  guard sum > 0 else { return weights.map { _ in 0 } }
  let factor = min((Double(Int32.max / 4095) - Double(weights.count)) / sum, 32767 / most)
  return weights.map {
    Float((Double($0) * factor).rounded(.toNearestOrEven)) * Float(1 / factor)
  }
}

/// A row of activations as it meets weights of the precision.
func met(_ row: ArraySlice<Float>, _ precision: PackedPrecision, _ level: CPULevel) -> [Float] {
  guard precision == .int16 else {
    return row.map { level == .avx512BF16 ? kept($0, precision.floats) : $0 }
  }
  let most = row.reduce(0) { max($0, abs($1)) }
  guard most > 0 else { return Array(row) }
  return row.map { ($0 * (4095 / most)).rounded(.toNearestOrEven) * (most / 4095) }
}

/// Packs `[n, k]` weights.
func packed(_ weights: Tensor, _ precision: PackedPrecision, on compute: Compute) -> PackedMatrix {
  let matrix = PackedMatrix(
    rowCount: weights.rowCount, rowWidth: weights.rowWidth, precision: precision)
  matrix.pack(weights, on: compute)
  return matrix
}
