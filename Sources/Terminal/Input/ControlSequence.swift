/// A CSI sequence, taken apart: `ESC [ < 0 ; 12 ; 5 M` is `<`, [0, 12, 5] and `M`.
struct ControlSequence {
  /// `?`, `<`, `>`, `=` or nothing.
  let prefix: Character?
  /// The parameters; one left out is 0.
  let numbers: [Int]
  /// `$` and the like before the final character.
  let intermediates: String
  /// What kind it is.
  let final: Character

  /// Takes the bytes after `ESC [`, the final one included.
  init(_ bytes: ArraySlice<UInt8>) {
    final = Character(Unicode.Scalar(bytes[bytes.endIndex - 1]))
    var rest = bytes.dropLast()
    if let first = rest.first, (0x3C...0x3F).contains(first) {
      prefix = Character(Unicode.Scalar(first))
      rest = rest.dropFirst()
    } else {
      prefix = nil
    }
    intermediates = String(decoding: rest.filter { $0 < 0x30 }, as: UTF8.self)
    numbers = rest.filter { $0 >= 0x30 }
      .split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
      .map { Int(String(decoding: $0.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self)) ?? 0 }
  }

  /// What it says; nil when it says nothing to leon.
  ///
  /// - Parameters:
  ///   - cursorReport: whether a place of the cursor may be told.
  ///   - cell: the pixels of a cell where the mouse is told by pixels; nil where it is by cells.
  /// - Returns: an event or a reply.
  func item(cursorReport: Bool, mouseCell cell: PixelSize? = nil) -> KeyDecoder.Item? {
    if prefix == "<" { return mouse(cell).map { .event(.mouse($0)) } }
    if let reply = reply(cursorReport: cursorReport) { return .reply(reply) }
    guard prefix == nil, intermediates.isEmpty else { return nil }
    switch final {
    case "I": return .event(.focused(true))
    case "O": return .event(.focused(false))
    default: return key.map { .event(.key($0)) }
    }
  }

  private var key: Key? {
    switch final {
    case "~" where numbers.first == 27 && numbers.count > 2:
      return Key(codePoint: numbers[2], modifiers)
    case "~": return numbers.first.flatMap { Self.tilde[$0] }.map { Key($0, modifiers) }
    case "u": return numbers.first.flatMap { Key(codePoint: $0, modifiers) }
    case "Z": return Key(.backTab)
    default: return Self.letters[final].map { Key($0, modifiers) }
    }
  }

  /// The second parameter less 1: 1 Shift, 2 Alt, 4 Control, 8 Meta.
  private var modifiers: Key.Modifiers {
    guard numbers.count > 1, numbers[1] > 1 else { return [] }
    let bits = numbers[1] - 1
    var held = Key.Modifiers(rawValue: UInt8(bits & 7))
    if bits & 8 != 0 { held.insert(.alt) }
    return held
  }

  /// Button, column and row, counted from 1, where `m` is a release and 32 is added for motion; pixels
  /// in place of columns and rows where a cell is given.
  private func mouse(_ cell: PixelSize?) -> MouseEvent? {
    guard numbers.count == 3, let action else { return nil }
    let (x, y) = (max(0, numbers[1] - 1), max(0, numbers[2] - 1))
    let (width, height) = (cell?.width ?? 1, cell?.height ?? 1)
    let position = CellPosition(column: x / width, row: y / height)
    var held: Key.Modifiers = []
    if numbers[0] & 4 != 0 { held.insert(.shift) }
    if numbers[0] & 8 != 0 { held.insert(.alt) }
    if numbers[0] & 16 != 0 { held.insert(.control) }
    var event = MouseEvent(action, at: position, held)
    event.within = MouseEvent.Within(
      x: (Double(x % width) + 0.5) / Double(width), y: (Double(y % height) + 0.5) / Double(height))
    return event
  }

  private var action: MouseEvent.Action? {
    switch (numbers[0] & ~(4 | 8 | 16), final) {
    case (0, "M"): .press
    case (1, "M"): .middlePress
    case (2, "M"): .rightPress
    case (32, "M"): .drag
    case (34, "M"): .rightDrag
    case (0...2, "m"): .release
    case (64, "M"): .wheelUp
    case (65, "M"): .wheelDown
    default: nil
    }
  }

  private static let letters: [Character: Key.Code] = [
    "A": .up, "B": .down, "C": .right, "D": .left, "H": .home, "F": .end, "P": .function(1),
    "Q": .function(2), "R": .function(3), "S": .function(4),
  ]

  private static let tilde: [Int: Key.Code] = [
    1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
    11: .function(1), 12: .function(2), 13: .function(3), 14: .function(4), 15: .function(5),
    17: .function(6), 18: .function(7), 19: .function(8), 20: .function(9), 21: .function(10),
    23: .function(11), 24: .function(12),
  ]
}

extension Key {
  /// A byte below the printable ones; nil for the rest and for Esc.
  init?(control byte: UInt8) {
    switch byte {
    case 0x0D: self.init(.enter)
    case 0x09: self.init(.tab)
    case 0x08, 0x7F: self.init(.backspace)
    case 0x00: self.init(.character(" "), .control)
    case 0x01...0x1A: self.init(.character(Character(Unicode.Scalar(byte + 0x60))), .control)
    case 0x1C...0x1F: self.init(.character(Character(Unicode.Scalar(byte + 0x40))), .control)
    default: return nil
    }
  }

  /// The byte after `ESC O`.
  init?(ss3 byte: UInt8) {
    switch byte {
    case UInt8(ascii: "A"): self.init(.up)
    case UInt8(ascii: "B"): self.init(.down)
    case UInt8(ascii: "C"): self.init(.right)
    case UInt8(ascii: "D"): self.init(.left)
    case UInt8(ascii: "H"): self.init(.home)
    case UInt8(ascii: "F"): self.init(.end)
    case UInt8(ascii: "M"): self.init(.enter)
    case UInt8(ascii: "P")...UInt8(ascii: "S"): self.init(.function(Int(byte) - 0x4F))
    default: return nil
    }
  }

  /// A key by its code point, as terminals send it that tell all modifiers.
  init?(codePoint: Int, _ modifiers: Modifiers) {
    guard let scalar = UInt32(exactly: codePoint).flatMap(Unicode.Scalar.init) else { return nil }
    switch codePoint {
    case 9 where modifiers.contains(.shift): self.init(.backTab, modifiers.subtracting(.shift))
    case 27: self.init(.escape, modifiers)
    case 0..<32, 127:
      guard let key = Key(control: UInt8(codePoint)) else { return nil }
      self.init(key.code, key.modifiers.union(modifiers))
    default:
      let character = Character(scalar)
      guard modifiers.contains(.control) else {
        self.init(.character(character), modifiers.subtracting(.shift))
        return
      }
      self.init(.character(Character(character.lowercased())), modifiers)
    }
  }
}
