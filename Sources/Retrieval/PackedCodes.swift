internal import Tokens

/// Codes in as many bits as the codebook needs, the lowest bit first: 11 for 2,048 codes.
struct PackedCodes: Sendable {
  /// The bits.
  let bytes: [UInt8]
  private let width: Int

  /// Packs codes.
  init(_ codes: [CodeIndex], codeCount: Int) {
    width = Self.width(codeCount)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.byteCount(codes.count, codeCount: codeCount))
    var bits: UInt64 = 0
    var held = 0
    for code in codes {
      bits |= UInt64(code.index) << UInt64(held)
      held += width
      while held >= 8 {
        bytes.append(UInt8(truncatingIfNeeded: bits))
        bits >>= 8
        held -= 8
      }
    }
    if held > 0 { bytes.append(UInt8(truncatingIfNeeded: bits)) }
    self.bytes = bytes
  }

  /// Takes bits that were packed; `byteCount` of them.
  init(bytes: [UInt8], codeCount: Int) {
    self.bytes = bytes
    width = Self.width(codeCount)
  }

  /// Bytes that a number of codes takes.
  static func byteCount(_ count: Int, codeCount: Int) -> Int { (count * width(codeCount) + 7) / 8 }

  private static func width(_ codeCount: Int) -> Int {
    max(1, Int.bitWidth - (codeCount - 1).leadingZeroBitCount)
  }

  /// Some of the codes; whatever the bits are, a code may be one that the codebook lacks.
  subscript(_ range: Range<Int>) -> [CodeIndex] {
    range.map { place in
      let bit = place * width
      // Up to 16 bits from any bit on lie in three bytes.
      let bits = (0..<3).reduce(0) { $0 | byte(bit >> 3 + $1) << (8 * $1) }
      return CodeIndex(bits >> (bit & 7) & (1 << width - 1))
    }
  }

  private func byte(_ place: Int) -> Int { place < bytes.count ? Int(bytes[place]) : 0 }
}
