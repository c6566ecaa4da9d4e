/// The numbers that a matrix product of training multiplies, and that inference keeps its weights
/// in; sums are always of 32 bits.
package enum Precision: String, Codable, Sendable, CaseIterable {
  /// 32 bits, by OpenBLAS.
  case float32
  /// Both sides rounded to bfloat16, to nearest even, by leon's own kernels.
  case bfloat16

  /// The faster of the two here: bfloat16 needs a fast AVX512-BF16 to be worth its rounding.
  package static var fastest: Precision {
    CPULevel.fastest == .avx512BF16 ? .bfloat16 : .float32
  }

  /// Reads a case's name, or `fastest`.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let name = try container.decode(String.self)
    guard let precision = name == "fastest" ? .fastest : Precision(rawValue: name) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: name)
    }
    self = precision
  }
}
