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
  ) -> TerminalProbe.Environment {
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
    func depth(_ environment: TerminalProbe.Environment) -> ColorDepth {
      TerminalCapabilities([], environment: environment, window: window).colorDepth
    }
    #expect(depth(environment()) == .indexed256)
    #expect(depth(environment(colors: "truecolor")) == .trueColor)
    #expect(depth(environment("linux")) == .basic16)
    #expect(depth(environment("vt220")) == .monochrome)
    #expect(depth(environment(colors: "truecolor", isColorless: true)) == .monochrome)
  }

  @Test func withoutManyColoursOrUnicodePicturesAreShades() {
    func mode(_ environment: TerminalProbe.Environment) -> PictureMode {
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
