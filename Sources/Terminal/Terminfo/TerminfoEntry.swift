/// A compiled terminfo entry, so far as leon changes it (term(5)).
///
/// ```
/// magic names booleans numbers strings table    six 16-bit numbers: what it is, and sizes of what follows
/// "xterm|…" 0    flags    pad?    numbers of 2 or 4 bytes    offsets of 2 bytes    texts, each ended by 0
/// ```
/// What comes after the table, names of the terminal's own inventing, is left out: curses asks for none
/// of them that matters here.
package struct TerminfoEntry: Hashable, Sendable {
  /// The terminal's names, `|` between them, ended by a zero.
  private let names: [UInt8]
  private let booleans: [UInt8]
  /// −1 where there is none.
  private var numbers: [Int32]
  /// Offsets into `table`; negative where there is none.
  private var strings: [Int16]
  private var table: [UInt8]
  private var isDirect = false

  private static let smallNumbers: Int16 = 0o432
  private static let largeNumbers: Int16 = 0o1036
  /// No real entry comes near it; ncurses itself reads no longer ones.
  private static let longest = 32768

  /// Reads an entry; nil when the bytes are none.
  package init?(_ bytes: [UInt8]) {
    guard bytes.count <= Self.longest else { return nil }
    var reader = Reader(rest: bytes[...])
    let header = (0..<6).compactMap { _ in reader.short() }
    guard header.count == 6, header.allSatisfy({ $0 >= 0 }),
      header[0] == Self.smallNumbers || header[0] == Self.largeNumbers
    else { return nil }
    let sizes = header.map { Int($0) }
    guard let names = reader.bytes(sizes[1]), let booleans = reader.bytes(sizes[2]),
      reader.skipPadding(after: sizes[1] + sizes[2])
    else { return nil }
    let isLarge = header[0] == Self.largeNumbers
    numbers = (0..<sizes[3]).compactMap { _ in
      isLarge ? reader.long() : reader.short().map(Int32.init)
    }
    strings = (0..<sizes[4]).compactMap { _ in reader.short() }
    guard numbers.count == sizes[3], strings.count == sizes[4], let table = reader.bytes(sizes[5])
    else { return nil }
    self.names = Array(names)
    self.booleans = Array(booleans)
    self.table = Array(table)
  }

  /// The entry as ncurses reads it.
  package var bytes: [UInt8] {
    var result: [UInt8] = []
    let sizes = [names.count, booleans.count, numbers.count, strings.count, table.count]
    let header = [Self.largeNumbers] + sizes.map { Int16($0) }
    for number in header { result += Self.bytes(of: number) }
    result += names + booleans
    if result.count % 2 == 1 { result.append(0) }
    for number in numbers { result += Self.bytes(of: number) }
    for offset in strings { result += Self.bytes(of: offset) }
    result += table
    return isDirect ? result + Self.directFlag(after: result.count) : result
  }

  private static func bytes(of number: some FixedWidthInteger) -> [UInt8] {
    (0..<number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  /// The flag `RGB`, one boolean with its name: without it ncurses keeps a table of all colours.
  private static func directFlag(after count: Int) -> [UInt8] {
    let pad: [UInt8] = count % 2 == 1 ? [0] : []
    let header: [Int16] = [1, 0, 0, 1, 4]
    let name = bytes(of: Int16(0)) + Array("RGB\0".utf8)
    return pad + header.flatMap { bytes(of: $0) } + [1, 0] + name
  }
}

extension TerminfoEntry {
  /// The number that curses knows a colour by, in an entry with direct colours.
  enum DirectColor {
    /// How many there are: all of 24 bits, then the 256 of the palette.
    static let count = paletteStart + 256
    /// The first of the palette.
    static let paletteStart: Int32 = 1 << 24
  }

  /// Places in the lists of term.h.
  private enum Place {
    static let colors = 13
    static let pairs = 14
    static let foreground = 359
    static let background = 360
  }

  /// The same terminal with 24-bit colours; nil when the entry knows no colours at all.
  package func withDirectColors() -> TerminfoEntry? {
    guard numbers.count > Place.pairs, numbers[Place.colors] > 0,
      strings.count > Place.background, strings[Place.foreground] >= 0
    else { return nil }
    var direct = self
    direct.isDirect = true
    direct.numbers[Place.colors] = DirectColor.count
    direct.numbers[Place.pairs] = 65536
    direct.strings[Place.foreground] = direct.add(Self.choice(plain: "3", bright: "9", all: "38"))
    direct.strings[Place.background] = direct.add(Self.choice(plain: "4", bright: "10", all: "48"))
    return direct.table.count < Int(Int16.max) ? direct : nil
  }

  private mutating func add(_ text: String) -> Int16 {
    defer { table += Array(text.utf8) + [0] }
    return Int16(clamping: table.count)
  }

  /// The string that chooses a colour: 24 bits as `38;2;r;g;b`, the palette as xterm has it, its first
  /// sixteen by the oldest sequences since they follow the user's scheme everywhere.
  private static func choice(plain: String, bright: String, all: String) -> String {
    let start = DirectColor.paletteStart
    return "\u{1B}[%?%p1%{\(start)}%<%t\(all);2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%d"
      + "%e%p1%{\(start)}%-%Pa%?%ga%{8}%<%t\(plain)%ga%d"
      + "%e%?%ga%{16}%<%t\(bright)%ga%{8}%-%d%e\(all);5;%ga%d%;%;%;m"
  }

  /// Takes numbers off the front of bytes, the low byte first.
  private struct Reader {
    var rest: ArraySlice<UInt8>

    mutating func bytes(_ count: Int) -> ArraySlice<UInt8>? {
      guard rest.count >= count else { return nil }
      defer { rest = rest.dropFirst(count) }
      return rest.prefix(count)
    }

    mutating func short() -> Int16? {
      bytes(2).map { $0.reversed().reduce(0) { $0 << 8 | Int16($1) } }
    }

    mutating func long() -> Int32? {
      bytes(4).map { $0.reversed().reduce(0) { $0 << 8 | Int32($1) } }
    }

    /// Numbers begin at an even place.
    mutating func skipPadding(after count: Int) -> Bool {
      count % 2 == 0 || bytes(1) != nil
    }
  }
}
