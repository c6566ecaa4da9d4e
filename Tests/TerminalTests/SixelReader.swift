/// Reads sixel back into colours, as a terminal would; only what libsixel writes.
struct SixelReader {
  /// The size that the raster attributes name.
  private(set) var width = 0
  private(set) var height = 0
  /// RGB of each painted pixel as 0…100 percent; nil where none was painted.
  private(set) var pixels: [[Int]?] = []
  /// The palette entries defined.
  var colorCount: Int { palette.count }

  private var palette: [Int: [Int]] = [:]
  private var color = 0
  private var x = 0
  private var band = 0

  /// Reads from `ESC P` to `ESC \`; nil when either is missing.
  init?(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.hasPrefix("\u{1B}P"), text.hasSuffix("\u{1B}\\"),
      let start = text.firstIndex(of: "q")
    else { return nil }
    var rest = text[text.index(after: start)...].dropLast(2)
    while let letter = rest.popFirst() { take(letter, &rest) }
  }

  private mutating func take(_ letter: Character, _ rest: inout Substring) {
    switch letter {
    case "\"":
      let n = numbers(&rest)
      (width, height) = (n[2], n[3])
      pixels = Array(repeating: nil, count: width * height)
    case "#":
      let n = numbers(&rest)
      color = n[0]
      if n.count == 5 { palette[n[0]] = Array(n[2...]) }
    case "!":
      let count = numbers(&rest)[0]
      if let repeated = rest.popFirst() { for _ in 0..<count { paint(repeated) } }
    case "$": x = 0
    case "-": (x, band) = (0, band + 1)
    default: paint(letter)
    }
  }

  private func numbers(_ rest: inout Substring) -> [Int] {
    let digits = rest.prefix { $0.isNumber || $0 == ";" }
    rest = rest.dropFirst(digits.count)
    return digits.split(separator: ";").compactMap { Int($0) }
  }

  private mutating func paint(_ letter: Character) {
    guard let value = letter.asciiValue, (63...126).contains(value) else { return }
    for bit in 0..<6 where (value - 63) >> bit & 1 == 1 {
      let y = 6 * band + bit
      if x < width, y < height { pixels[y * width + x] = palette[color] }
    }
    x += 1
  }
}
