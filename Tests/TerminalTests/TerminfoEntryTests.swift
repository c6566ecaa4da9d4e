import Terminal
import Testing

@Suite struct TerminfoEntryTests {
  private func bytes(of numbers: [Int], width: Int = 2) -> [UInt8] {
    numbers.flatMap { number in (0..<width).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
  }

  /// An entry with the given colours, setaf and setab, and strings about them as in a real one.
  private func entry(colors: Int = 256, foreground: Int = 0) -> [UInt8] {
    var numbers = [Int](repeating: -1, count: 15)
    (numbers[13], numbers[14]) = (colors, 256)
    var strings = [Int](repeating: -1, count: 361)
    (strings[359], strings[360]) = (foreground, 2)
    let names = Array("x|test\0".utf8)
    let table = Array("A\0B\0".utf8)
    let sizes = [0o432, names.count, 1, numbers.count, strings.count, table.count]
    return bytes(of: sizes) + names + [1] + bytes(of: numbers) + bytes(of: strings) + table
  }

  @Test func anEntryIsReadAndWrittenWithLargerNumbers() throws {
    let read = try #require(TerminfoEntry(entry()))
    #expect(read.bytes.starts(with: bytes(of: [0o1036, 7, 1, 15, 361, 4])))
    #expect(TerminfoEntry(read.bytes)?.bytes == read.bytes)
  }

  @Test func directColorsAddAFlagAndTwoStrings() throws {
    let direct = try #require(TerminfoEntry(entry())?.withDirectColors())
    let text = String(decoding: direct.bytes, as: UTF8.self)
    #expect(text.contains("38;2;") && text.contains("48;2;"))
    #expect(text.hasSuffix("RGB\0"))
    // 24 bits and the palette.
    let numbers = direct.bytes.dropFirst(12 + 8)
    #expect(
      Array(numbers[(numbers.startIndex + 52)...].prefix(4)) == bytes(of: [1 << 24 + 256], width: 4)
    )
  }

  @Test func aTerminalWithoutColorsGetsNone() {
    #expect(TerminfoEntry(entry(colors: -1))?.withDirectColors() == nil)
    #expect(TerminfoEntry(entry(foreground: -1))?.withDirectColors() == nil)
  }

  @Test func whatIsCutOffIsNoEntry() {
    let whole = entry()
    for length in 0..<whole.count { #expect(TerminfoEntry(Array(whole[..<length])) == nil) }
    #expect(TerminfoEntry([UInt8](repeating: 255, count: 100)) == nil)
    #expect(TerminfoEntry([UInt8](repeating: 0, count: 100_000)) == nil)
  }
}
