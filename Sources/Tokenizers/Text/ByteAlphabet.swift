/// GPT-2's way of writing any byte as a printable scalar, so that a vocabulary is text.
///
/// Printable Latin-1 stands for itself; the other 68 bytes become U+0100 and up, in order: a space
/// is written `Ġ`, a newline `Ċ`.
enum ByteAlphabet {
  /// The scalar of each byte.
  static let scalars: [Unicode.Scalar] = {
    var next: UInt32 = 256
    return (UInt32(0)..<256).map { byte in
      let printable = (33...126).contains(byte) || (161...172).contains(byte) || byte >= 174
      if printable { return Unicode.Scalar(byte) ?? " " }
      defer { next += 1 }
      return Unicode.Scalar(next) ?? " "
    }
  }()

  /// The byte of each scalar.
  static let bytes: [Unicode.Scalar: UInt8] = Dictionary(
    uniqueKeysWithValues: scalars.enumerated().map { ($1, UInt8($0)) })

  /// Writes bytes as scalars.
  static func string(_ bytes: some Sequence<UInt8>) -> String {
    var result = String.UnicodeScalarView()
    for byte in bytes { result.append(scalars[Int(byte)]) }
    return String(result)
  }
}
