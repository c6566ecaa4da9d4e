/// Philox 4×32-10, the counter-based generator of Salmon and others (SC 2011).
///
/// Block n of a stream is computed from n and the key alone, in any order and on any thread.
package struct Philox: Sendable {
  /// The stream.
  package let key: (UInt32, UInt32)

  /// Names a stream.
  package init(key: (UInt32, UInt32)) { self.key = key }

  /// Computes the four words of a block.
  @inline(__always)
  package func block(
    _ counter: (UInt32, UInt32, UInt32, UInt32)
  ) -> (UInt32, UInt32, UInt32, UInt32) {
    var (c, k) = (counter, key)
    for _ in 0..<10 {
      let a = UInt64(c.0) &* 0xD251_1F53
      let b = UInt64(c.2) &* 0xCD9E_8D57
      c = (
        UInt32(truncatingIfNeeded: b >> 32) ^ c.1 ^ k.0, UInt32(truncatingIfNeeded: b),
        UInt32(truncatingIfNeeded: a >> 32) ^ c.3 ^ k.1, UInt32(truncatingIfNeeded: a)
      )
      // Weyl sequences: the golden ratio and √3 − 1.
      k = (k.0 &+ 0x9E37_79B9, k.1 &+ 0xBB67_AE85)
    }
    return c
  }
}
