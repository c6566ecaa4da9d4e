/// A hash that is the same on every machine and in every release: FNV-1a over UTF-8.
package enum StableHash {
  /// Where a text falls in 0..<1, as good as drawn by chance: what a split by shares goes by.
  package static func share(of text: String) -> Double {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    // FNV's low bits mix best; its high bits hardly move over short words.
    return Double(hash & 0xFFFFF) / Double(0x100000)
  }
}
