/// Reads what curses writes for an xterm into rows of text; colours and pictures pass.
struct ScreenReader {
  private var rows: [[Character]]
  private var row = 0
  private var column = 0
  private var pending: [UInt8] = []
  private var last: Character = " "

  /// Makes an empty screen.
  init(columns: Int, rows count: Int) {
    rows = Array(repeating: Array(repeating: " ", count: columns), count: count)
  }

  /// The rows, each ended by a newline.
  var text: String { rows.map { String($0) + "\n" }.joined() }

  /// Takes bytes as they come.
  mutating func take(_ bytes: ArraySlice<UInt8>) {
    pending += bytes
    var rest = pending[...]
    while let length = takeOne(rest) { rest = rest.dropFirst(length) }
    pending = Array(rest)
  }

  /// The bytes of what comes first; nil when its end is not there yet.
  private mutating func takeOne(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard let first = bytes.first else { return nil }
    switch first {
    case 0x1B: return takeEscape(bytes)
    case 0x0D: column = 0
    case 0x0A: row = min(row + 1, rows.count - 1)
    case 0x08: column = max(column - 1, 0)
    case 0..<0x20: break
    default: return takeCharacter(bytes)
    }
    return 1
  }

  private mutating func takeCharacter(_ bytes: ArraySlice<UInt8>) -> Int? {
    let first = bytes[bytes.startIndex]
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard bytes.count >= length else { return nil }
    put(String(decoding: bytes.prefix(length), as: UTF8.self).first ?? "?")
    return length
  }

  private mutating func put(_ character: Character) {
    last = character
    if rows.indices.contains(row), rows[row].indices.contains(column) {
      rows[row][column] = character
    }
    column += 1
  }

  private mutating func takeEscape(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.count > 1 else { return nil }
    let start = bytes.startIndex
    switch bytes[start + 1] {
    case UInt8(ascii: "["):
      guard let end = bytes[(start + 2)...].firstIndex(where: { $0 >= 0x40 }) else { return nil }
      command(bytes[(start + 2)..<end], Character(Unicode.Scalar(bytes[end])))
      return end - start + 1
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"):
      guard let end = bytes[(start + 2)...].firstIndex(where: { $0 == 0x07 || $0 == 0x1B }) else {
        return nil
      }
      return end - start + (bytes[end] == 0x07 ? 1 : 2)
    case UInt8(ascii: "("): return bytes.count > 2 ? 3 : nil
    default: return 2
    }
  }

  private mutating func command(_ parameters: ArraySlice<UInt8>, _ final: Character) {
    let numbers = String(decoding: parameters, as: UTF8.self).split(
      separator: ";", omittingEmptySubsequences: false
    ).map { Int($0) }
    func number(_ i: Int) -> Int { i < numbers.count ? max(1, numbers[i] ?? 1) : 1 }
    switch final {
    case "H": (row, column) = (number(0) - 1, number(1) - 1)
    case "G": column = number(0) - 1
    case "d": row = number(0) - 1
    case "A": row = max(0, row - number(0))
    case "B": row = min(rows.count - 1, row + number(0))
    case "C": column += number(0)
    case "D": column = max(0, column - number(0))
    case "b": for _ in 0..<number(0) { put(last) }
    case "X": blank(row, column..<column + number(0))
    case "K": blank(row, numbers.first == 1 ? 0..<column + 1 : column..<Int.max)
    case "J":
      if numbers.first != 2 { blank(row, column..<Int.max) }
      for below in (numbers.first == 2 ? 0 : row + 1)..<max(rows.count, row + 1) {
        blank(below, 0..<Int.max)
      }
    default: break
    }
  }

  private mutating func blank(_ row: Int, _ columns: Range<Int>) {
    guard rows.indices.contains(row) else { return }
    for column in rows[row].indices where columns.contains(column) { rows[row][column] = " " }
  }
}
