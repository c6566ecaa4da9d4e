import Imaging

extension ControlSequence {
  /// The reply in it; nil when it is none.
  func reply(cursorReport: Bool) -> TerminalReply? {
    switch (prefix, intermediates, final) {
    case ("?", "", "c"): .features(numbers)
    case (nil, "", "t"): size
    case ("?", "", "S"): graphics
    case ("?", "$", "y") where numbers.first == 2026:
      // 1 to 3: on, off or always on; 0 and 4: unknown or always off.
      .synchronizedUpdate((1...3).contains(numbers.last ?? 0))
    case ("?", "$", "y") where numbers.first == 1016:
      .pixelMouse((1...3).contains(numbers.last ?? 0))
    case (nil, "", "R") where cursorReport && numbers.count == 2:
      .cursor(CellPosition(column: numbers[1] - 1, row: numbers[0] - 1))
    default: nil
    }
  }

  /// Height comes before width.
  private var size: TerminalReply? {
    guard numbers.count == 3, numbers[1] > 0, numbers[2] > 0 else { return nil }
    let size = PixelSize(width: numbers[2], height: numbers[1])
    return numbers[0] == 6 ? .cell(size) : numbers[0] == 4 ? .textArea(size) : nil
  }

  /// `item ; status ; value …`, where status 0 is success and senseless values are no answer.
  private var graphics: TerminalReply? {
    guard numbers.count > 2, numbers[1] == 0 else { return nil }
    if numbers[0] == 1, numbers[2] >= 2 { return .sixelColors(numbers[2]) }
    guard numbers[0] == 2, numbers.count == 4, numbers[2] >= 16, numbers[3] >= 16 else {
      return nil
    }
    return .largestPicture(PixelSize(width: numbers[2], height: numbers[3]))
  }
}

extension TerminalReply {
  /// The reply in an OSC (`]11;rgb:1e1e/1e1e/2e2e`), a DCS (`P>|XTerm(379)`) or an APC (`_Gi=31;OK`).
  init?(string bytes: ArraySlice<UInt8>) {
    let text = String(decoding: bytes, as: UTF8.self)
    if text.hasPrefix("P>|") {
      self = .name(String(text.dropFirst(3)))
    } else if text.hasPrefix("_G") {
      self = .kittyGraphics(text.hasSuffix(";OK"))
    } else if text.hasPrefix("]11;rgb:"), let color = Self.color(text.dropFirst(8)) {
      self = .background(color)
    } else {
      return nil
    }
  }

  /// Three hexadecimal numbers of 1 to 4 digits, each a share of its largest.
  private static func color(_ text: Substring) -> Image.Color? {
    let parts = text.split(separator: "/").map { part -> UInt8? in
      guard (1...4).contains(part.count), let value = Int(part, radix: 16) else { return nil }
      let largest = 1 << (4 * part.count) - 1
      return UInt8((value * 255 + largest / 2) / largest)
    }
    guard parts.count == 3, let red = parts[0], let green = parts[1], let blue = parts[2] else {
      return nil
    }
    return Image.Color(red: red, green: green, blue: blue)
  }
}
