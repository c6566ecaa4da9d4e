import Foundation
import Imaging
import TestSupport
import Testing

/// The studio before terminals that answer as they like.
@Suite struct StudioTerminalTests {
  private let questions = "\u{1B}[c"

  private func withStudio(
    _ variables: [String: String] = [:], _ body: (PseudoTerminal) throws -> Void
  ) throws {
    try TinyModel.withFolder { model in
      try Program.withFolder { folder in
        let terminal = try PseudoTerminal(
          ["studio", "--model", model], folder: folder, variables: variables)
        try body(terminal)
      }
    }
  }

  private func showsItself(_ terminal: PseudoTerminal) -> Bool {
    terminal.wait { $0.screen.text.contains("knobs") }
  }

  /// Leaves the studio by its own keys; true when all went well.
  private func quits(_ terminal: PseudoTerminal) -> Bool {
    terminal.send("\u{1B}")
    guard terminal.wait(until: { $0.screen.text.contains("BROWSE") }) else { return false }
    terminal.send("q")
    // While a picture is being written it asks once.
    guard terminal.wait(until: { !$0.isRunning || $0.screen.text.contains("q again") }) else {
      return false
    }
    if terminal.isRunning { terminal.send("q") }
    return terminal.exitStatus() == 0
  }

  @Test func aTerminalThatNeverAnswersGetsCells() throws {
    try withStudio { terminal in
      #expect(showsItself(terminal))
      terminal.send("red apple")
      #expect(terminal.wait { $0.screen.text.contains("red apple") })
      #expect(terminal.wait { $0.screen.text.contains("half blocks") })
      #expect(quits(terminal))
    }
  }

  @Test func aLateAnswerTurnsCellsIntoPixels() throws {
    try withStudio { terminal in
      #expect(terminal.wait { $0.screen.text.contains("half blocks") })
      // In two pieces, and as slowly as a line may be.
      terminal.send("\u{1B}[6;20;10t\u{1B}[?2;0;1000;1000S\u{1B}P>|XTe")
      terminal.send("rm(379)\u{1B}\\\u{1B}[?63;1;2;4c")
      #expect(terminal.wait { $0.screen.text.contains("sixel 256") })
      terminal.send("red apple")
      #expect(terminal.wait { $0.screen.text.contains("red apple") })
      #expect(!terminal.screen.text.contains("63;1"))
      #expect(terminal.wait { $0.text.contains("\u{1B}P0;1q") })
      #expect(quits(terminal))
    }
  }

  @Test func nonsenseIsNoAnswer() throws {
    try withStudio { terminal in
      #expect(terminal.wait { $0.text.contains(questions) })
      terminal.send("\u{1B}[6;999999999999999999999;3t\u{1B}[4;0;0t\u{1B}[?;;;;S")
      terminal.send("\u{1B}]11;rgb:zz/0/0\u{7}")
      terminal.send("\u{1B}P>|\u{1B}\\\u{1B}_G\u{1B}\\\u{1B}[?2026;9$y\u{1B}[?4c")
      #expect(terminal.wait { $0.screen.text.contains("half blocks") })
      #expect(showsItself(terminal))
      #expect(quits(terminal))
    }
  }

  @Test func kittyGetsThePictureAsPNG() throws {
    try withStudio { terminal in
      #expect(terminal.wait { $0.text.contains(questions) })
      #expect(terminal.text.contains("\u{1B}_Gi=31,s=1,v=1,a=q"))
      terminal.send("\u{1B}[6;20;10t\u{1B}_Gi=31;OK\u{1B}\\\u{1B}[?62c")
      #expect(terminal.wait { $0.screen.text.contains("kitty graphics") })
      terminal.send("red apple\r")
      #expect(terminal.wait { $0.text.contains("\u{1B}_Ga=p,") })
      let picture = try picture(in: terminal.text)
      #expect(picture != nil)
      #expect(quits(terminal))
      // Nothing of it stays behind.
      #expect(terminal.text.contains("\u{1B}_Ga=d,d=I,"))
    }
  }

  /// The first picture that was sent by kitty's protocol.
  private func picture(in text: String) throws -> Image? {
    var letters = ""
    for piece in text.components(separatedBy: "\u{1B}_G").dropFirst() {
      let body = piece.components(separatedBy: "\u{1B}\\")[0].split(separator: ";")
      guard body.count == 2, body[0].contains("q=2,m=") else { continue }
      letters += body[1]
      if body[0].hasSuffix("m=0") { break }
    }
    return try Data(base64Encoded: letters).map { try PNG.decode([UInt8]($0)) }
  }

  @Test func colorsAreThoseOfTheTerminal() throws {
    try withStudio(["COLORTERM": "truecolor"]) { terminal in
      #expect(showsItself(terminal))
      #expect(quits(terminal))
      #expect(terminal.text.contains("38;2;") && terminal.text.contains("48;2;"))
    }
    try withStudio { terminal in
      #expect(showsItself(terminal))
      #expect(quits(terminal))
      #expect(terminal.text.contains("38;5;") && !terminal.text.contains("38;2;"))
    }
    try withStudio(["NO_COLOR": "1", "COLORTERM": "truecolor"]) { terminal in
      #expect(showsItself(terminal))
      #expect(terminal.wait { $0.screen.text.contains("shades") })
      #expect(quits(terminal))
      #expect(!terminal.text.contains("38;") && !terminal.text.contains("[31m"))
    }
  }

  @Test func withoutUTF8EverythingIsASCII() throws {
    try withStudio(["LC_ALL": "C"]) { terminal in
      #expect(showsItself(terminal))
      terminal.send("red apple")
      #expect(terminal.wait { $0.screen.text.contains("red apple") })
      #expect(terminal.output.allSatisfy { $0 < 0x80 })
      #expect(quits(terminal))
    }
  }

  @Test func hundredsOfSizesEndInTheLast() throws {
    try withStudio { terminal in
      #expect(showsItself(terminal))
      for step in 0..<400 { terminal.resize(columns: 1 + step % 200, rows: 1 + step % 60) }
      terminal.resize(columns: 20, rows: 5)
      #expect(terminal.wait { $0.screen.text.contains("leon needs") }, "\(terminal.screen.text)")
      terminal.resize(columns: 100, rows: 30)
      #expect(showsItself(terminal), "\(terminal.screen.text)")
      #expect(quits(terminal))
    }
  }

  @Test func aMegabyteMayBePasted() throws {
    try withStudio { terminal in
      #expect(showsItself(terminal))
      let text = String(repeating: "red apple\n", count: 100_000)
      terminal.send("\u{1B}[200~\(text)\u{1B}[201~")
      #expect(terminal.wait { $0.screen.text.contains("red apple") })
      #expect(quits(terminal))
    }
  }

  @Test func whatTheModesWereTheyAreAgain() throws {
    try withStudio { terminal in
      #expect(showsItself(terminal))
      #expect(quits(terminal))
      for mode in ["1000", "1002", "1006", "1004", "2004"] {
        #expect(terminal.text.contains("\u{1B}[?\(mode)h"))
        let last = terminal.text.components(separatedBy: "\u{1B}[?\(mode)").last
        #expect(last?.hasPrefix("l") == true, "\(mode)")
      }
      // The window's own name.
      #expect(terminal.text.contains("\u{1B}[22;2t") && terminal.text.contains("\u{1B}[23;2t"))
    }
  }

  @Test(arguments: ["dumb", ""])
  func aTerminalThatCannotPlaceTheCursorIsToldApart(_ name: String) throws {
    try withStudio(["TERM": name]) { terminal in
      #expect(terminal.exitStatus() == 1)
      #expect(terminal.text.contains("cannot place the cursor"))
      #expect(!terminal.text.contains("\u{1B}"))
    }
  }

  @Test func aTerminalThatNobodyKnowsLeavesTheLineAsItWas() throws {
    try withStudio(["TERM": "leon-nonesuch"]) { terminal in
      #expect(terminal.wait { $0.text.contains(questions) })
      #expect(terminal.exitStatus() == 1)
      #expect(terminal.text.contains("'leon-nonesuch' is not in the terminfo database"))
    }
  }
}
