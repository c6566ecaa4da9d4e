import Tensors
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
      ("\u{1B}[<32;12;5M", MouseEvent(.drag, at: CellPosition(column: 11, row: 4))),
      ("\u{1B}[<34;2;1M", MouseEvent(.rightDrag, at: CellPosition(column: 1, row: 0))),
      ("\u{1B}[<64;1;1M", MouseEvent(.wheelUp, at: CellPosition(column: 0, row: 0))),
      ("\u{1B}[<69;300;1M", MouseEvent(.wheelDown, at: CellPosition(column: 299, row: 0), .shift)),
    ])
  func theMouseIsTold(_ bytes: String, _ event: MouseEvent) {
    #expect(decode(bytes) == [.event(.mouse(event))])
  }

  @Test func theOldWayOfTellingTheMouseIsUnderstoodToo() {
    let press = MouseEvent(.press, at: CellPosition(column: 11, row: 4))
    let release = MouseEvent(.release, at: CellPosition(column: 12, row: 4))
    #expect(
      decode("\u{1B}[M ,%\u{1B}[M#-%q").prefix(2) == [
        .event(.mouse(press)), .event(.mouse(release)),
      ])
    #expect(keys(decode("\u{1B}[M`,%q")).last == "q")
  }

  @Test func theMouseIsToldByPixelsWhereTheCellIsKnown() throws {
    var decoder = KeyDecoder()
    decoder.mouseCell = PixelSize(width: 8, height: 16)
    guard case .event(.mouse(let event)) = decoder.decode(Array("\u{1B}[<32;27;37M".utf8)).first
    else {
      Issue.record("no event of the mouse")
      return
    }
    #expect(event.action == .drag && event.position == CellPosition(column: 3, row: 2))
    #expect(event.within == MouseEvent.Within(x: 2.5 / 8, y: 4.5 / 16))
    #expect(
      decoder.decode(Array("\u{1B}[?1016;2$y\u{1B}[?1016;0$y".utf8))
        == [.reply(.pixelMouse(true)), .reply(.pixelMouse(false))])
  }

  @Test func motionWithoutAButtonIsNot() {
    #expect(decode("\u{1B}[<35;1;1M\u{1B}[<33;1;1M") == [])
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

  /// Everything that terminals were seen to answer, in one piece.
  private static let answers =
    "\u{1B}[6;13;6t\u{1B}[4;390;600t\u{1B}[?1;0;1024S\u{1B}[?2;0;1000;1000S\u{1B}[?2026;2$y"
    + "\u{1B}P>|XTerm(379)\u{1B}\\\u{1B}]11;rgb:1e1e/1e1e/2e2e\u{1B}\\\u{1B}_Gi=31;OK\u{1B}\\"
    + "\u{1B}[?63;1;2;4;6;9;15c"

  @Test func lateAnswersMayBeCutAnywhere() {
    let bytes = Array(Self.answers.utf8)
    for cut in 1..<bytes.count {
      var decoder = KeyDecoder()
      decoder.expectsReplies = true
      let items = decoder.decode(Array(bytes[..<cut])) + decoder.decode(Array(bytes[cut...]))
      #expect(keys(items).allSatisfy { $0.hasPrefix("reply") }, "cut at \(cut)")
      #expect(items.count == 9)
    }
  }

  @Test func anAnswerTornOffItsEscapeIsNotTyped() {
    for answer in Self.answers.split(separator: "\u{1B}") where answer != "\\" {
      var decoder = KeyDecoder()
      decoder.expectsReplies = true
      _ = decoder.decode([0x1B])
      _ = decoder.flush()
      let items = decoder.decode(Array(answer.utf8)) + decoder.decode(Array("\u{1B}\\".utf8))
      #expect(!keys(items).contains { $0.count == 1 && $0 != "\\" }, "\(answer)")
    }
  }

  @Test func whileAnswersAreOwedTheirRestIsWaitedForLonger() {
    var decoder = KeyDecoder()
    decoder.expectsReplies = true
    _ = decoder.decode(Array("\u{1B}[?63;1".utf8))
    #expect(decoder.patience == .seconds(3))
    decoder.expectsReplies = false
    #expect(decoder.patience == .milliseconds(500))
  }

  @Test func nonsenseNeitherTrapsNorHangs() {
    var generator = SplitMix64(seed: 7)
    for _ in 0..<2000 {
      var decoder = KeyDecoder()
      let letters = Array("\u{1B}[]PO_?;0123456789cMtS$~<\u{7}\\é".utf8) + [0xFF, 0x9B, 0x80]
      for _ in 0..<4 {
        _ = decoder.decode(
          (0..<12).map { _ in letters[Int(generator.next() % UInt64(letters.count))] })
      }
      _ = decoder.flush()
      #expect(decoder.patience == nil)
    }
    #expect(decode("\u{1B}[6;99999999999999999999;99999999999999999999t") == [])
  }

  @Test func aMegabyteIsOnePaste() {
    let text = String(repeating: "red apple\r\n", count: 100_000)
    let bytes = Array("\u{1B}[200~\(text)\u{1B}[201~".utf8)
    var decoder = KeyDecoder()
    var items: [KeyDecoder.Item] = []
    for start in stride(from: 0, to: bytes.count, by: 4096) {
      items += decoder.decode(Array(bytes[start..<min(start + 4096, bytes.count)]))
    }
    #expect(items == [.event(.paste(text.replacing("\r\n", with: "\n")))])
  }

  @Test func brokenBytesAreDropped() {
    var decoder = KeyDecoder()
    #expect(
      keys(decoder.decode([0xFF, 0x61, 0xC3, 0x62, 0xE0, 0x80, 0x80, 0x63])) == ["a", "b", "c"])
    #expect(keys(decoder.decode(Array("\u{1B}[12\rd\u{1B}O d".utf8))) == ["Enter", "d", "d"])
  }
}
