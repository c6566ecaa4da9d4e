import Imaging
import Terminal
import Testing

@Suite struct TerminalCapabilitiesTests {
  private let window = (
    size: TerminalSize(columns: 100, rows: 30), cell: PixelSize?.none
  )

  private func environment(
    _ name: String = "xterm-256color", colors: String = "", isColorless: Bool = false,
    isUnicode: Bool = true
  ) -> TerminalEnvironment {
    .init(name: name, colors: colors, isColorless: isColorless, isUnicode: isUnicode)
  }

  @Test func sixelNeedsTheFeatureAndTheSizeOfACell() {
    let cell = TerminalReply.cell(PixelSize(width: 8, height: 17))
    let feature = TerminalReply.features([64, 1, 4])
    func mode(_ replies: [TerminalReply]) -> PictureMode {
      TerminalCapabilities(replies, environment: environment(), window: window).pictureMode
    }
    #expect(mode([cell, feature]) == .sixel)
    #expect(mode([feature]) == .halfBlocks)
    #expect(mode([cell, .features([64, 1])]) == .halfBlocks)
    // The first number of DA1 is the class of the terminal: 4 there is no sixel.
    #expect(mode([cell, .features([4, 1])]) == .halfBlocks)
    #expect(mode([]) == .halfBlocks)
    #expect(mode([cell, .kittyGraphics(true)]) == .kitty)
    #expect(mode([.kittyGraphics(true)]) == .halfBlocks)
    #expect(mode([cell, .kittyGraphics(false)]) == .halfBlocks)
    #expect(mode([cell, .kittyGraphics(true), feature]) == .sixel)
  }

  @Test func theSizeOfACellFollowsFromTheTextAreaWhereNothingElseTellsIt() {
    let area = TerminalReply.textArea(PixelSize(width: 800, height: 510))
    let capabilities = TerminalCapabilities(
      [area, .features([64, 4])], environment: environment(), window: window)
    #expect(capabilities.cell == PixelSize(width: 8, height: 17))
    #expect(capabilities.pictureMode == .sixel)
  }

  @Test func aTextAreaSmallerThanItsCellsIsNoAnswer() {
    let area = TerminalReply.textArea(PixelSize(width: 32, height: 20))
    let capabilities = TerminalCapabilities(
      [area, .features([64, 4])], environment: environment(), window: window)
    #expect(capabilities.cell == TerminalCapabilities().cell)
    #expect(capabilities.pictureMode == .halfBlocks)
  }

  @Test(
    arguments: [
      PixelSize(width: 2, height: 6), PixelSize(width: 1_000_000, height: 20),
      PixelSize(width: 8, height: .max), PixelSize(width: .max, height: .max),
    ])
  func aCellThatNoTerminalHasIsNoAnswer(_ cell: PixelSize) {
    let capabilities = TerminalCapabilities(
      [.cell(cell), .features([64, 4])], environment: environment(), window: window)
    #expect(capabilities.cell == TerminalCapabilities().cell)
    #expect(capabilities.pictureMode == .halfBlocks)
  }

  @Test func insideTmuxPicturesNeedItsWord() {
    let cell = TerminalReply.cell(PixelSize(width: 8, height: 17))
    func mode(_ answer: String, _ replies: [TerminalReply] = []) -> PictureMode {
      var inside = environment("tmux-256color")
      inside.multiplexer = Multiplexer(tmuxAnswer: answer)
      return TerminalCapabilities([cell] + replies, environment: inside, window: window).pictureMode
    }
    #expect(mode("1\nxterm-kitty\n") == .placeholders)
    #expect(mode("on\nxterm-ghostty\n") == .placeholders)
    #expect(mode("all\nxterm-kitty\n", [.features([1, 4])]) == .sixel)
    #expect(mode("0\nxterm-kitty\n") == .halfBlocks)
    #expect(mode("1\nxterm-256color\n") == .halfBlocks)
    #expect(mode("") == .halfBlocks)
  }

  @Test func theKeyForPicturesOffersWhatIsPossible() {
    var capabilities = TerminalCapabilities(
      [.cell(PixelSize(width: 8, height: 17)), .features([64, 4])], environment: environment(),
      window: window)
    var seen: [PictureMode] = []
    for _ in 0..<4 {
      seen.append(capabilities.pictureMode)
      capabilities.pictureMode = capabilities.nextPictureMode
    }
    #expect(seen == [.sixel, .halfBlocks, .shades, .sixel])
  }

  @Test(
    arguments: [
      ([TerminalReply.features([1]), .name("XTerm(379)")], "xterm -ti vt340", "neither sixel"),
      ([], "foot", "did not answer"), ([.features([1, 4])], "cell = ", "size of a cell"),
    ])
  func aHintSaysWhatWouldGivePictures(_ replies: [TerminalReply], _ hint: String, _ reason: String)
  {
    let capabilities = TerminalCapabilities(replies, environment: environment(), window: window)
    #expect(capabilities.hint?.contains(hint) == true)
    #expect(capabilities.pictureReason.contains(reason))
  }

  @Test func insideTmuxTheHintNamesTheSetting() {
    var inside = environment("tmux-256color")
    inside.multiplexer = Multiplexer(tmuxAnswer: "0\nxterm-kitty")
    let capabilities = TerminalCapabilities([], environment: inside, window: window)
    #expect(capabilities.hint?.contains("allow-passthrough on") == true)
    #expect(capabilities.pictureReason.contains("tmux"))
  }

  @Test func withPicturesThereIsNoHint() {
    let capabilities = TerminalCapabilities(
      [.cell(PixelSize(width: 8, height: 17)), .features([64, 4])], environment: environment(),
      window: window)
    #expect(capabilities.hint == nil)
    let report = TerminalReport(capabilities, size: window.size)
    #expect(report.lines.contains { $0.hasPrefix("size           100x30 cells of 8x17") })
    #expect(report.modes == ["sixel", "half-blocks", "shades"])
  }

  @Test func fewerColorsThanPromisedAreTooFewForBlocks() {
    var capabilities = TerminalCapabilities([], environment: environment(), window: window)
    capabilities.limitColors(to: .basic16)
    #expect(capabilities.pictureMode == .shades)
    #expect(capabilities.colorDepth == .basic16)
  }

  @Test func whatTheTerminalLimitsIsKept() {
    let capabilities = TerminalCapabilities(
      [
        .cell(PixelSize(width: 8, height: 17)), .sixelColors(1024),
        .largestPicture(PixelSize(width: 640, height: 480)), .synchronizedUpdate(true),
        .background(.white), .features([64, 4]),
      ], environment: environment(), window: window)
    #expect(capabilities.sixelColors == 256)
    #expect(capabilities.largestPicture == PixelSize(width: 640, height: 480))
    #expect(capabilities.hasSynchronizedUpdate)
    #expect(capabilities.background == .white)
  }

  @Test func coloursFollowTheEnvironment() {
    func depth(_ environment: TerminalEnvironment) -> ColorDepth {
      TerminalCapabilities([], environment: environment, window: window).colorDepth
    }
    func depth(variables: [String: String]) -> ColorDepth {
      TerminalEnvironment(variables, isUnicode: true).depth(name: nil)
    }
    #expect(depth(environment()) == .indexed256)
    #expect(depth(environment(colors: "truecolor")) == .trueColor)
    #expect(depth(environment(colors: "24bit")) == .trueColor)
    #expect(depth(variables: ["TERM": "xterm", "XTERM_VERSION": "XTerm(331)"]) == .trueColor)
    #expect(depth(variables: ["TERM": "xterm", "XTERM_VERSION": "XTerm(330)"]) == .indexed256)
    #expect(depth(variables: ["TERM": "xterm", "LEON_COLORS": "16"]) == .basic16)
    #expect(depth(variables: ["TERM": "xterm", "LEON_COLORS": "many"]) == .indexed256)
    #expect(depth(variables: ["TERM": "xterm", "NO_COLOR": ""]) == .indexed256)
    #expect(environment().depth(name: "foot(1.16)") == .trueColor)
    #expect(environment().depth(name: "XTerm(300)") == .indexed256)
    #expect(depth(environment("linux")) == .basic16)
    #expect(depth(environment("vt220")) == .monochrome)
    #expect(depth(environment(colors: "truecolor", isColorless: true)) == .monochrome)
  }

  @Test func withoutManyColoursOrUnicodePicturesAreShades() {
    func mode(_ environment: TerminalEnvironment) -> PictureMode {
      TerminalCapabilities([], environment: environment, window: window).pictureMode
    }
    #expect(mode(environment("linux")) == .shades)
    #expect(mode(environment(isUnicode: false)) == .shades)
  }

  @Test func printedPicturesAreLinesThatEndPlain() {
    let printer = PicturePrinter(
      TerminalCapabilities(pictureMode: .halfBlocks, colorDepth: .trueColor),
      size: TerminalSize(columns: 10, rows: 6))
    let red = Image(width: 4, height: 4, fill: .init(red: 200, green: 0, blue: 0))
    let text = String(decoding: printer.bytes(red), as: UTF8.self)
    #expect(text.contains("48;2;200;0;0m"))
    for line in text.split(separator: "\n") { #expect(line.hasSuffix("\u{1B}[0m")) }
    #expect(text.hasSuffix("\n"))
  }

  @Test func errorsSayWhatToDo() {
    #expect("\(TerminalError.notATerminal)".contains("leon generate"))
    #expect("\(TerminalError.dumb("dumb"))".contains("'dumb'"))
    #expect("\(TerminalError.unknown("x9"))".contains("TERM"))
  }
}
