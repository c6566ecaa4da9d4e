/// A message of Protocol Buffers, written field by field.
///
/// ```
/// field := key value        key := number << 3 | kind, as a varint
/// kind 0  varint            kind 1  8 bytes    kind 2  length as a varint, bytes    kind 5  4 bytes
/// ```
struct ProtocolBuffer {
  /// The fields so far.
  private(set) var bytes: [UInt8] = []

  /// Adds a whole number.
  mutating func add(_ field: UInt64, _ value: Int) {
    addVariable(field << 3)
    addVariable(UInt64(bitPattern: Int64(value)))
  }

  /// Adds a number of 64 bits.
  mutating func add(_ field: UInt64, _ value: Double) {
    addVariable(field << 3 | 1)
    addFixed(value.bitPattern)
  }

  /// Adds a number of 32 bits.
  mutating func add(_ field: UInt64, _ value: Float) {
    addVariable(field << 3 | 5)
    addFixed(value.bitPattern)
  }

  /// Adds bytes, such as a picture's file.
  mutating func add(_ field: UInt64, _ value: [UInt8]) {
    addVariable(field << 3 | 2)
    addVariable(UInt64(value.count))
    bytes += value
  }

  /// Adds a text.
  mutating func add(_ field: UInt64, _ value: String) { add(field, Array(value.utf8)) }

  /// Adds a message.
  mutating func add(_ field: UInt64, _ value: ProtocolBuffer) { add(field, value.bytes) }

  /// Seven bits a byte, the lowest first; the top bit says that more follow.
  private mutating func addVariable(_ value: UInt64) {
    var rest = value
    while rest > 0x7F {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private mutating func addFixed(_ value: some FixedWidthInteger) {
    bytes += value.littleEndianBytes
  }
}

extension FixedWidthInteger {
  /// The number's bytes, the lowest first.
  var littleEndianBytes: [UInt8] {
    stride(from: 0, to: bitWidth, by: 8).map { UInt8(truncatingIfNeeded: self >> $0) }
  }
}
