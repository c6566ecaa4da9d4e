/// Turns the bytes of a terminal into events and replies.
///
/// It never guesses by the clock: whoever reads the bytes asks `patience` and calls `flush` when that
/// time passed without a further byte.
///
/// ```
/// a                     the character             1B            Esc, once nothing follows
/// 1B 5B params final    CSI: arrows, mouse, …     1B 4F final   SS3: arrows, F1 to F4
/// 1B 5D … 07            OSC: a reply              1B 50 … 1B 5C DCS: a reply
/// 1B any                Alt and the character     C3 A9         é, in UTF-8
/// ```
package struct KeyDecoder: Sendable {
  /// What bytes come to.
  package enum Item: Hashable, Sendable {
    /// Something the user did.
    case event(TerminalEvent)
    /// Something the terminal answered.
    case reply(TerminalReply)
  }

  /// Whether `CSI row ; column R` is the cursor's place; else it is F3 with something held.
  package var expectsCursorReport = false
  /// Whether the terminal still owes answers: what begins like one then waits longer for its rest.
  package var expectsReplies = false
  /// The pixels of a cell while the terminal tells the mouse by pixels (mode 1016); else nil.
  package var mouseCell: PixelSize?
  private var pending: [UInt8] = []
  /// The text since the mark of a paste.
  private var paste: [UInt8]?
  /// Whether the last thing told was an Esc that a slow line may have torn off a sequence.
  private var justToldEscape = false

  /// Makes a decoder with nothing pending.
  package init() {}

  /// Decodes bytes as they were read; an unfinished sequence waits for the rest.
  package mutating func decode(_ bytes: [UInt8]) -> [Item] {
    if justToldEscape, pending.isEmpty, Self.isRestOfSequence(bytes) { pending = [Byte.escape] }
    justToldEscape = false
    pending += bytes
    var items: [Item] = []
    while let (length, found) = next() {
      pending.removeFirst(length)
      items += found
    }
    return items
  }

  /// How long to wait for the rest of what is pending; nil when nothing is.
  package var patience: Duration? {
    if paste != nil { return .seconds(1) }
    guard !pending.isEmpty else { return nil }
    // A key's own Esc is followed at once; what a terminal sends by itself may take a slow line's time.
    let isKey = pending[0] == Byte.escape && pending.count < 3
    guard expectsReplies else { return .milliseconds(isKey ? 30 : 500) }
    return isKey ? .milliseconds(150) : .seconds(3)
  }

  /// Ends the wait: a lone Esc is the key, a lone Esc and a character is Alt, the rest is dropped.
  package mutating func flush() -> [Item] {
    defer { pending = [] }
    if let text = paste {
      paste = nil
      return [.event(.paste(PastedText.clean(text + pending)))]
    }
    guard pending.first == Byte.escape, pending.count < 3 else { return [] }
    guard pending.count == 2 else {
      justToldEscape = true
      return [.event(.key(Key(.escape)))]
    }
    return [.event(.key(Key(.character(Character(Unicode.Scalar(pending[1]))), .alt)))]
  }

  /// The length of the first sequence and what it says; nil when more bytes are needed.
  private mutating func next() -> (Int, [Item])? {
    if paste != nil { return nextOfPaste() }
    guard let first = pending.first else { return nil }
    if first == Byte.escape { return afterEscape() }
    if let key = Key(control: first) { return (1, [.event(.key(key))]) }
    return character(at: 0).map { length, text in
      (length, text.map { [.event(.key(Key(.character($0))))] } ?? [])
    }
  }

  private mutating func afterEscape() -> (Int, [Item])? {
    guard pending.count > 1 else { return nil }
    switch pending[1] {
    case UInt8(ascii: "["): return controlSequence()
    case UInt8(ascii: "O"):
      guard pending.count > 2 else { return nil }
      return (3, Key(ss3: pending[2]).map { [.event(.key($0))] } ?? [])
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"),
      UInt8(ascii: "X"):
      return string()
    case Byte.escape:
      return (1, [.event(.key(Key(.escape)))])
    default:
      return withAlt()
    }
  }

  private func withAlt() -> (Int, [Item])? {
    if var key = Key(control: pending[1]) {
      key.modifiers.insert(.alt)
      return (2, [.event(.key(key))])
    }
    return character(at: 1).map { length, text in
      (1 + length, text.map { [.event(.key(Key(.character($0), .alt)))] } ?? [])
    }
  }

  /// One scalar of UTF-8: its length, and itself unless the bytes are none.
  private func character(at start: Int) -> (Int, Character?)? {
    let length = Self.lengthOfScalar(first: pending[start])
    let bytes = pending[start...].prefix(length)
    if let bad = bytes.dropFirst().firstIndex(where: { $0 & 0xC0 != 0x80 }) {
      return (bad - start, nil)
    }
    guard bytes.count == length else { return nil }
    guard let text = String(validating: bytes, as: UTF8.self), let character = text.first else {
      return (length, nil)
    }
    return (length, CellWidth.isControl(character) ? nil : character)
  }

  private static func lengthOfScalar(first: UInt8) -> Int {
    switch first {
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 1
    }
  }

  /// `[` or `O` and all of a sequence, or the beginning of an answer, in one piece: nobody types that
  /// fast.
  private static func isRestOfSequence(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > 1 else { return false }
    if bytes[0] == UInt8(ascii: "O") { return bytes.count == 2 && Key(ss3: bytes[1]) != nil }
    if ["]11;", "P>|", "_G"].contains(where: { bytes.starts(with: $0.utf8) }) { return true }
    return bytes[0] == UInt8(ascii: "[") && (0x30...0x7E).contains(bytes[1])
  }
}

extension KeyDecoder {
  private mutating func controlSequence() -> (Int, [Item])? {
    // The Linux console sends F1 to F5 as CSI [ A to CSI [ E.
    if pending.count > 2, pending[2] == UInt8(ascii: "[") {
      guard pending.count > 3 else { return nil }
      guard (0x41...0x45).contains(pending[3]) else { return (3, []) }
      return (4, [.event(.key(Key(.function(Int(pending[3]) - 0x40))))])
    }
    if pending.count > 2, pending[2] == UInt8(ascii: "M") { return oldMouse() }
    guard let end = pending.dropFirst(2).firstIndex(where: { !(0x20...0x3F).contains($0) }) else {
      return nil
    }
    // A byte that cannot end a sequence broke it off: the rest is read for itself.
    guard (0x40...0x7E).contains(pending[end]) else { return (end, []) }
    let sequence = ControlSequence(pending[2...end])
    if sequence.final == "~", sequence.numbers.first == 200 { paste = [] }
    return (
      end + 1,
      sequence.item(cursorReport: expectsCursorReport, mouseCell: mouseCell).map { [$0] } ?? []
    )
  }

  /// `CSI M` and button, column and row, each with 32 added: terminals that do not know mode 1006.
  private func oldMouse() -> (Int, [Item])? {
    guard pending.count >= 6 else { return nil }
    let numbers = pending[3..<6].map { Int($0) - 32 }
    guard numbers.allSatisfy({ $0 >= 0 }) else { return (3, []) }
    // A release does not say of which button.
    let isRelease = numbers[0] & 3 == 3 && numbers[0] < 64
    let button = isRelease ? numbers[0] & ~3 : numbers[0]
    let text = "<\(button);\(numbers[1]);\(numbers[2])\(isRelease ? "m" : "M")"
    return (6, ControlSequence(Array(text.utf8)[...]).item(cursorReport: false).map { [$0] } ?? [])
  }

  /// OSC, DCS and their like, up to BEL or ST.
  private func string() -> (Int, [Item])? {
    var end = 2
    while end < pending.count, pending[end] != 0x07, pending[end] != Byte.escape { end += 1 }
    // Longer than any answer to our questions: let it pass in pieces.
    guard end < 4096 else { return (end, []) }
    guard end < pending.count else { return nil }
    let reply = TerminalReply(string: pending[1..<end]).map { [Item.reply($0)] } ?? []
    guard pending[end] == Byte.escape else { return (end + 1, reply) }
    guard end + 1 < pending.count else { return nil }
    return (pending[end + 1] == UInt8(ascii: "\\") ? end + 2 : end, reply)
  }

  private mutating func nextOfPaste() -> (Int, [Item])? {
    let mark: [UInt8] = Array("\u{1B}[201~".utf8)
    guard let start = pending.firstRange(of: mark)?.lowerBound else {
      // Half of the mark may be at the end.
      let whole = max(0, pending.count - mark.count + 1)
      paste?.append(contentsOf: pending[..<whole])
      pending.removeFirst(whole)
      return nil
    }
    let text = (paste ?? []) + pending[..<start]
    paste = nil
    return (start + mark.count, [.event(.paste(PastedText.clean(text)))])
  }
}

/// What a paste comes to.
enum PastedText {
  /// Lines end in `\n`, tabs are blanks, and other control characters are left out.
  ///
  /// Byte by byte, so that a megabyte takes no time that anybody feels.
  static func clean(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var before: UInt8 = 0
    for byte in bytes {
      switch byte {
      case 0x0D: result.append(0x0A)
      case 0x0A where before == 0x0D: break
      case 0x0A, 0x20..<0x7F: result.append(byte)
      case 0x09: result.append(0x20)
      // C1 controls are C2 80 to C2 9F.
      case 0x80...0x9F where before == 0xC2: result.removeLast()
      case 0x80...: result.append(byte)
      default: break
      }
      before = byte
    }
    return String(decoding: result, as: UTF8.self)
  }
}

/// Bytes with a name.
enum Byte {
  /// Begins every sequence.
  static let escape: UInt8 = 0x1B
}
