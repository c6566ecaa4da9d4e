/// FNV-1a of 64 bits: names things by their bytes, the same on every machine and for ever.
///
/// It tells things apart that differ by chance; it is no guard against anybody's intent.
package struct Fingerprint: Hashable, Sendable, RawRepresentable {
  /// The hash so far.
  package private(set) var rawValue: UInt64

  /// Takes a hash that is known.
  package init(rawValue: UInt64) { self.rawValue = rawValue }

  /// The fingerprint of some bytes.
  package init(_ bytes: some Sequence<UInt8> = []) {
    rawValue = 0xCBF2_9CE4_8422_2325
    for byte in bytes { add(byte) }
  }

  /// Goes on with one more byte.
  package mutating func add(_ byte: UInt8) {
    rawValue = (rawValue ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }

  /// Where it falls in 0..<1, as good as drawn by chance: what a split by shares goes by.
  ///
  /// FNV's low bits mix best; its high bits hardly move over short words.
  package var share: Double { Double(rawValue & 0xFFFFF) / Double(0x100000) }
}

extension Fingerprint: CustomStringConvertible {
  /// Sixteen hexadecimal digits.
  package var description: String {
    let digits = String(rawValue, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension CodeGrid {
  /// What tells pictures apart: equal for exact copies, whatever is said of them.
  package var fingerprint: Fingerprint {
    var result = Fingerprint([UInt8(truncatingIfNeeded: width)])
    for code in codes {
      for shift in [0, 8, 16] as [Int32] {
        result.add(UInt8(truncatingIfNeeded: code.rawValue >> shift))
      }
    }
    return result
  }
}
