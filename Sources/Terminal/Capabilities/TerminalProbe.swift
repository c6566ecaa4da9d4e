import Glibc

/// Asks the terminal what it can show, before anything is drawn.
///
/// All questions go out at once, DA1 last: every terminal answers it, and in order, so that what did
/// not come before it will not come.
package enum TerminalProbe {
  /// The environment's part of the answer.
  package struct Environment: Sendable {
    /// `TERM`.
    package var name: String
    /// `COLORTERM`.
    package var colors: String
    /// Whether `NO_COLOR` is set to anything.
    package var isColorless: Bool
    /// Whether the locale's encoding is UTF-8.
    package var isUnicode: Bool

    /// Makes an environment.
    package init(name: String, colors: String, isColorless: Bool, isUnicode: Bool) {
      self.name = name
      self.colors = colors
      self.isColorless = isColorless
      self.isUnicode = isUnicode
    }

    /// This process's, with its locale set; C.UTF-8 where the user's is not UTF-8.
    package static func current() -> Environment {
      func variable(_ name: String) -> String {
        guard let value = unsafe getenv(name) else { return "" }
        return unsafe String(cString: value)
      }
      // Not LC_ALL: a decimal comma would find its way into files.
      _ = unsafe setlocale(LC_CTYPE, "")
      let isUnicode = encodingIsUTF8()
      // The wide functions of curses need it even where only ASCII will be shown.
      if !isUnicode { _ = unsafe setlocale(LC_CTYPE, "C.UTF-8") }
      return Environment(
        name: variable("TERM"), colors: variable("COLORTERM"),
        isColorless: !variable("NO_COLOR").isEmpty, isUnicode: isUnicode)
    }

    private static func encodingIsUTF8() -> Bool {
      guard let name = unsafe nl_langinfo(Int32(CODESET)) else { return false }
      return unsafe String(cString: name) == "UTF-8"
    }
  }

  private static let questions =
    "\u{1B}[16t\u{1B}[14t\u{1B}[?1;1;0S\u{1B}[?2;4;0S\u{1B}[?2026$p\u{1B}]11;?\u{1B}\\\u{1B}[c"

  /// The longest wait for an answer.
  private static let patience = Duration.milliseconds(200)

  /// Asks the terminal on standard input and output.
  ///
  /// - Parameter environment: what the variables say.
  /// - Returns: what it can show, and the events that came between the answers.
  /// - Throws: `TerminalError` when there is no terminal or it cannot place the cursor.
  package static func run(
    _ environment: Environment
  ) throws -> (capabilities: TerminalCapabilities, events: [TerminalEvent]) {
    // A job in the background that touched the line would be stopped.
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1,
      tcgetpgrp(STDIN_FILENO) == getpgrp(), let settings = TerminalMode.current()
    else { throw TerminalError.notATerminal }
    if environment.name.isEmpty || environment.name == "dumb" {
      throw TerminalError.dumb(environment.name)
    }
    TerminalMode.set(TerminalMode.raw(settings))
    defer { TerminalMode.set(settings) }
    TerminalMode.write(Array(questions.utf8))
    let (replies, events) = answers()
    return (
      TerminalCapabilities(
        replies, environment: environment, window: TerminalMode.window()), events
    )
  }

  private static func answers() -> (replies: [TerminalReply], events: [TerminalEvent]) {
    var decoder = KeyDecoder()
    var replies: [TerminalReply] = []
    var events: [TerminalEvent] = []
    let end = ContinuousClock.now + patience
    while ContinuousClock.now < end {
      let left = end - ContinuousClock.now
      guard Poll.wait(for: [STDIN_FILENO], atMost: left) != [], let bytes = TerminalMode.read()
      else { break }
      for item in decoder.decode(bytes) {
        switch item {
        case .reply(let reply): replies.append(reply)
        case .event(let event): events.append(event)
        }
      }
      if replies.contains(where: \.isFeatures) { break }
    }
    return (replies, events)
  }
}

extension TerminalReply {
  /// Whether it is the answer to the last question.
  fileprivate var isFeatures: Bool {
    if case .features = self { return true }
    return false
  }
}

extension TerminalCapabilities {
  /// The number of DA1's feature "sixel graphics".
  private static let sixelFeature = 4

  /// Puts answers and settings together.
  ///
  /// - Parameters:
  ///   - replies: in any order; what is missing takes a careful guess.
  ///   - environment: what the variables say.
  ///   - window: its size, and a cell's where the line tells it.
  package init(
    _ replies: [TerminalReply], environment: TerminalProbe.Environment,
    window: (size: TerminalSize, cell: PixelSize?)
  ) {
    self.init(colorDepth: Self.depth(environment), isUnicode: environment.isUnicode)
    var cell = window.cell
    var hasSixel = false
    for reply in replies {
      switch reply {
      case .features(let numbers): hasSixel = numbers.dropFirst().contains(Self.sixelFeature)
      case .cell(let size): cell = size
      case .textArea(let area)
      where cell == nil && area.width >= window.size.columns && area.height >= window.size.rows:
        cell = PixelSize(
          width: area.width / window.size.columns, height: area.height / window.size.rows)
      case .sixelColors(let count): sixelColors = min(256, count)
      case .largestPicture(let size): largestPicture = size
      case .synchronizedUpdate(let isKnown): hasSynchronizedUpdate = isKnown
      case .background(let color): background = color
      case .cursor, .name, .textArea: break
      }
    }
    if let cell { self.cell = cell }
    // A sixel picture that does not fill whole cells leaves rests behind, so the size must be known.
    if hasSixel, cell != nil {
      pictureMode = .sixel
      largestPicture = largestPicture ?? PixelSize(width: 1000, height: 1000)
    } else {
      pictureMode = withoutSixel
    }
  }

  /// How pictures are shown as text: blocks of two colours need colours to choose from.
  private var withoutSixel: PictureMode {
    let hasManyColors = colorDepth == .indexed256 || colorDepth == .trueColor
    return isUnicode && hasManyColors ? .halfBlocks : .shades
  }

  /// Makes do with fewer colours than the environment promised.
  package mutating func limitColors(to depth: ColorDepth) {
    colorDepth = depth
    if pictureMode != .sixel { pictureMode = withoutSixel }
  }

  private static func depth(_ environment: TerminalProbe.Environment) -> ColorDepth {
    if environment.isColorless { return .monochrome }
    if environment.colors == "truecolor" || environment.colors == "24bit" { return .trueColor }
    if environment.name.contains("256color") || environment.name.hasPrefix("xterm") {
      return .indexed256
    }
    return environment.name.hasPrefix("vt") ? .monochrome : .basic16
  }
}

extension ColorDepth {
  /// The colours of the terminal that lines are printed to, as the environment tells.
  package static var ofOutput: ColorDepth {
    let environment = TerminalProbe.Environment.current()
    return TerminalCapabilities(
      [], environment: environment, window: (TerminalSize(columns: 80, rows: 24), nil)
    ).colorDepth
  }
}
