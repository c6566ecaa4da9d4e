import Terminal
import Testing

@Suite struct KeyDecoderTests {
  /// What the bytes come to, with a flush at the end if something is pending.
  private func decode(_ pieces: String...) -> [KeyDecoder.Item] {
    var decoder = KeyDecoder()
    var items = pieces.flatMap { decoder.decode(Array($0.utf8)) }
    if decoder.patience != nil { items += decoder.flush() }
    return items
  }

  private func keys(_ items: [KeyDecoder.Item]) -> [String] {
    items.map { if case .event(.key(let key)) = $0 { key.name } else { "\($0)" } }
  }

  @Test(
    arguments: [
      ("a", "a"), ("A", "A"), (" ", "Space"), ("é", "é"), ("日", "日"), ("😀", "😀"),
      ("\r", "Enter"), ("\n", "Ctrl-J"), ("\t", "Tab"), ("\u{7F}", "Backspace"),
      ("\u{8}", "Backspace"), ("\u{3}", "Ctrl-C"), ("\u{1A}", "Ctrl-Z"), ("\u{1C}", "Ctrl-\\"),
      ("\u{1F}", "Ctrl-_"), ("\0", "Ctrl-Space"), ("\u{1B}", "Esc"), ("\u{1B}a", "Alt-a"),
      ("\u{1B}\r", "Alt-Enter"), ("\u{1B}é", "Alt-é"), ("\u{1B}[A", "Up"), ("\u{1B}OB", "Down"),
      ("\u{1B}[1;2D", "Shift-Left"), ("\u{1B}[1;5C", "Ctrl-Right"),
      ("\u{1B}[1;4C", "Alt-Shift-Right"),
      ("\u{1B}[Z", "BackTab"), ("\u{1B}[3~", "Delete"), ("\u{1B}[5;5~", "Ctrl-PageUp"),
      ("\u{1B}[H", "Home"), ("\u{1B}[4~", "End"), ("\u{1B}OP", "F1"), ("\u{1B}[15~", "F5"),
      ("\u{1B}[24~", "F12"), ("\u{1B}[1;2R", "Shift-F3"), ("\u{1B}[[C", "F3"),
      ("\u{1B}[27;5;13~", "Ctrl-Enter"), ("\u{1B}[13;5u", "Ctrl-Enter"), ("\u{1B}[97;5u", "Ctrl-A"),
      ("\u{1B}[65;6u", "Ctrl-Shift-A"), ("\u{1B}[9;2u", "BackTab"), ("\u{1B}OM", "Enter"),
    ])
  func aSequenceIsAKey(_ bytes: String, _ name: String) {
    #expect(keys(decode(bytes)) == [name])
  }

  @Test func sequencesMayBeCutAnywhere() {
    let bytes = Array("x\u{1B}[1;2Dé\u{1B}OA\u{1B}[<0;12;5Mz".utf8)
    var whole = KeyDecoder()
    let expected = whole.decode(bytes)
    #expect(expected.count == 6)
    for cut in 1..<bytes.count {
      var decoder = KeyDecoder()
      let items = decoder.decode(Array(bytes[..<cut])) + decoder.decode(Array(bytes[cut...]))
      #expect(items == expected, "cut at \(cut)")
    }
  }

  @Test func aLoneEscapeWaitsShortlyForItsRest() {
    var decoder = KeyDecoder()
    #expect(decoder.patience == nil)
    #expect(decoder.decode([0x1B]) == [])
    #expect(decoder.patience == .milliseconds(30))
    #expect(keys(decoder.flush()) == ["Esc"])
    #expect(decoder.patience == nil)
    #expect(keys(decode("\u{1B}\u{1B}[A")) == ["Esc", "Up"])
    #expect(keys(decode("\u{1B}[")) == ["Alt-["])
  }

  @Test func aTornArrowIsPutTogetherAgain() {
    var decoder = KeyDecoder()
    _ = decoder.decode([0x1B])
    _ = decoder.flush()
    #expect(keys(decoder.decode(Array("[A".utf8))) == ["Up"])
    _ = decoder.decode([0x1B])
    _ = decoder.flush()
    #expect(keys(decoder.decode(Array("OC".utf8))) == ["Right"])
    _ = decoder.decode([0x1B])
    _ = decoder.flush()
    #expect(keys(decoder.decode(Array("[".utf8))) == ["["])
    #expect(keys(decoder.decode(Array("A".utf8))) == ["A"])
  }

  @Test func aPasteIsOneEventWithoutControlCharacters() {
    #expect(
      decode("\u{1B}[200~red\r\napple\rx\ty\u{7}\u{1B}[31m", "é\u{1B}[20", "1~q")
        == [.event(.paste("red\napple\nx y[31mé")), .event(.key(Key(.character("q"))))])
  }

  @Test func aPasteThatNeverEndsIsToldAtLast() {
    var decoder = KeyDecoder()
    #expect(decoder.decode(Array("\u{1B}[200~abc".utf8)) == [])
    #expect(decoder.patience == .seconds(1))
    #expect(decoder.flush() == [.event(.paste("abc"))])
    #expect(keys(decoder.decode(Array("d".utf8))) == ["d"])
  }

  @Test(
    arguments: [
      ("\u{1B}[<0;12;5M", MouseEvent(.press, at: CellPosition(column: 11, row: 4))),
      ("\u{1B}[<0;12;5m", MouseEvent(.release, at: CellPosition(column: 11, row: 4))),
      ("\u{1B}[<2;1;1M", MouseEvent(.rightPress, at: CellPosition(column: 0, row: 0))),
      ("\u{1B}[<64;1;1M", MouseEvent(.wheelUp, at: CellPosition(column: 0, row: 0))),
      ("\u{1B}[<69;300;1M", MouseEvent(.wheelDown, at: CellPosition(column: 299, row: 0), .shift)),
    ])
  func theMouseIsTold(_ bytes: String, _ event: MouseEvent) {
    #expect(decode(bytes) == [.event(.mouse(event))])
  }

  @Test func motionIsNot() {
    #expect(decode("\u{1B}[<32;12;5M\u{1B}[<35;1;1M") == [])
  }

  @Test func focusIsTold() {
    #expect(decode("\u{1B}[I\u{1B}[O") == [.event(.focused(true)), .event(.focused(false))])
  }

  @Test func repliesNeverBecomeText() {
    let late = [
      "\u{1B}[?64;1;2;4c", "\u{1B}[6;13;6t", "\u{1B}[?1;0;1024S", "\u{1B}[?2026;0$y",
      "\u{1B}]11;rgb:1e1e/1e1e/2e2e\u{1B}\\", "\u{1B}]11;rgb:1e/1e/2e\u{7}",
      "\u{1B}P>|XTerm(379)\u{1B}\\", "\u{1B}_Gi=1;OK\u{1B}\\", "\u{1B}[>41;379;0c",
    ]
    for reply in late {
      #expect(keys(decode("a" + reply + "b")).filter { $0.count == 1 } == ["a", "b"])
    }
  }

  @Test func brokenBytesAreDropped() {
    var decoder = KeyDecoder()
    #expect(
      keys(decoder.decode([0xFF, 0x61, 0xC3, 0x62, 0xE0, 0x80, 0x80, 0x63])) == ["a", "b", "c"])
    #expect(keys(decoder.decode(Array("\u{1B}[12\rd\u{1B}O d".utf8))) == ["Enter", "d", "d"])
  }
}
