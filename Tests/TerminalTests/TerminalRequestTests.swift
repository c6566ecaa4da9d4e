import Terminal
import Testing

@Suite struct TerminalRequestTests {
  private func text(
    _ request: TerminalRequest, _ change: (inout TerminalCapabilities) -> Void = { _ in }
  )
    -> String
  {
    var capabilities = TerminalCapabilities()
    change(&capabilities)
    return String(decoding: request.bytes(capabilities), as: UTF8.self)
  }

  @Test func copyingIsWrittenAndNeverRead() {
    #expect(text(.copy("red apple")) == "\u{1B}]52;c;cmVkIGFwcGxl\u{07}")
    #expect(text(.copy("")) == "\u{1B}]52;c;\u{07}")
  }

  @Test func textsThatTerminalsWouldCutAreRefused() {
    #expect(!text(.copy(String(repeating: "a", count: TerminalRequest.mostCopied))).isEmpty)
    #expect(text(.copy(String(repeating: "a", count: TerminalRequest.mostCopied + 1))).isEmpty)
  }

  @Test func throughTmuxCopyingIsWrapped() {
    #expect(
      text(.copy("a")) { $0.identity.multiplexer = Multiplexer(.tmux, passesThrough: true) }
        == "\u{1B}Ptmux;\u{1B}\u{1B}]52;c;YQ==\u{07}\u{1B}\\")
    #expect(
      text(.copy("a")) { $0.identity.multiplexer = Multiplexer(.tmux) } == "\u{1B}]52;c;YQ==\u{07}")
  }

  @Test func aTitleCannotEndItself() {
    #expect(
      text(.title("a\u{7}b\u{1B}]0;c\u{9C}d\n")) == "\u{1B}]2;ab]0;cd\u{07}")
  }

  @Test func aNotificationFollowsTheTerminal() {
    #expect(text(.notify("leon", "done\u{7}")) == "\u{1B}]9;leon: done\u{07}")
    #expect(
      text(.notify("leon; x", "done")) { $0.identity.name = "foot(1.16)" }
        == "\u{1B}]777;notify;leon, x;done\u{07}")
  }

  @Test func aBellIsABell() {
    #expect(text(.bell) == "\u{07}")
  }
}
