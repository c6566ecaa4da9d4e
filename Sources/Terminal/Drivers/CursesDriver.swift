import Glibc

/// The terminal of this process: cells through ncurses, pictures as sixel after them, keys decoded
/// from the bytes themselves (terminal.md 5).
///
/// ```
/// let driver = try CursesDriver()      // probes, takes over the screen
/// defer { driver.close() }             // and any crash or SIGTERM restores it as well
/// ```
package final class CursesDriver: TerminalDriver {
  package private(set) var capabilities: TerminalCapabilities
  package private(set) var size: TerminalSize
  package let waker = Waker()
  private let screen: CursesScreen
  private let original: termios?
  private var pictures = SixelLayer()
  private var decoder = KeyDecoder()
  private var queue: [TerminalEvent]
  /// When the last bytes came: what is unfinished since then waits for its rest.
  private var lastRead = ContinuousClock.now
  private var cursorShape: Canvas.Cursor.Shape?
  private var mouseIsOn = true
  /// What the user says a cell measures.
  private let ownCell: PixelSize?
  private var isOpen = true

  private static let modesOn = "\u{1B}[?2004h\u{1B}[?1004h"
  private static let modesOff =
    "\u{1B}[?1000l\u{1B}[?1006l\u{1B}[?1004l\u{1B}[?2004l\u{1B}[0 q"
  private static let mouseOn = "\u{1B}[?1000h\u{1B}[?1006h"
  private static let mouseOff = "\u{1B}[?1000l\u{1B}[?1006l"

  /// Takes over the terminal.
  ///
  /// - Parameters:
  ///   - pictureMode: how pictures are shown; what the terminal told when nil.
  ///   - cell: the pixels of a cell, for terminals that tell none or lie; asked when nil.
  /// - Throws: `TerminalError`.
  package init(pictureMode: PictureMode? = nil, cell: PixelSize? = nil) throws {
    let environment = TerminalProbe.Environment.current()
    ownCell = cell
    (capabilities, queue) = try TerminalProbe.run(environment)
    original = TerminalMode.current()
    size = TerminalMode.window().size
    if let original { TerminalRescue.arm(original) }
    TerminalSignals.listen(waker)
    screen = try CursesScreen(capabilities.colorDepth, name: environment.name)
    // Themes choose their colours among those that curses really has.
    capabilities.limitColors(to: screen.depth)
    if let pictureMode { capabilities.pictureMode = pictureMode }
    if let cell { capabilities.cell = cell }
    enterModes()
  }

  /// Gives the terminal back; nothing may be asked of it afterwards.
  package func close() {
    guard isOpen else { return }
    isOpen = false
    leaveModes()
    screen.close()
    TerminalSignals.ignore()
    TerminalRescue.disarm()
    if let original { TerminalMode.set(original) }
  }

  deinit { close() }

  // MARK: showing

  package func show(_ canvas: Canvas) {
    let rendered = canvas.rendered(for: capabilities)
    if capabilities.hasSynchronizedUpdate { send("\u{1B}[?2026h") }
    screen.show(rendered)
    TerminalMode.write(pictures.update(rendered, capabilities))
    shape(canvas.cursor)
    if capabilities.hasSynchronizedUpdate { send("\u{1B}[?2026l") }
  }

  private func shape(_ cursor: Canvas.Cursor?) {
    guard let shape = cursor?.shape, shape != cursorShape else { return }
    cursorShape = shape
    send(shape == .bar ? "\u{1B}[6 q" : "\u{1B}[2 q")
  }

  private func send(_ text: String) { TerminalMode.write(Array(text.utf8)) }

  // MARK: listening

  package func events(waiting timeout: Duration?) -> [TerminalEvent] {
    var wait = queue.isEmpty ? timeout : .zero
    if let patience { wait = min(wait ?? patience, patience) }
    let ready = Poll.wait(for: [STDIN_FILENO, waker.readEnd], atMost: wait)
    if ready.contains(STDIN_FILENO) {
      guard let bytes = TerminalMode.read() else { return taken() + [.closed] }
      lastRead = ContinuousClock.now
      take(decoder.decode(bytes))
    } else if patience == .zero {
      take(decoder.flush())
    }
    if ready.contains(waker.readEnd) { hear(waker.notes()) }
    return taken()
  }

  /// How much longer the rest of a sequence may take, whoever wakes meanwhile; nil without one.
  private var patience: Duration? {
    decoder.patience.map { max(.zero, lastRead + $0 - ContinuousClock.now) }
  }

  private func take(_ items: [KeyDecoder.Item]) {
    for case .event(let event) in items { queue.append(event) }
  }

  private func taken() -> [TerminalEvent] {
    defer { queue = [] }
    return queue
  }

  private func hear(_ notes: Set<Waker.Note>) {
    if notes.contains(.resized) { resize() }
    if notes.contains(.stopped) { suspend() }
    if notes.contains(.woken) { queue.append(.woken) }
  }

  private func resize() {
    let window = TerminalMode.window()
    size = window.size
    if let cell = ownCell ?? window.cell { capabilities.cell = cell }
    screen.resize(size)
    pictures.forget()
    queue.append(.resized(size))
  }

  // MARK: requests

  package func perform(_ request: TerminalRequest) {
    switch request {
    case .redraw: redraw()
    case .suspend: suspend()
    case .copy(let text): copy(text)
    case .bell: send("\u{07}")
    case .title(let text):
      send(
        "\u{1B}]2;\(String(text.unicodeScalars.filter { $0.value >= 32 && $0.value != 127 }))\u{07}"
      )
    case .mouse(let isOn):
      mouseIsOn = isOn
      send(isOn ? Self.mouseOn : Self.mouseOff)
    case .pictureMode(let mode):
      capabilities.pictureMode = mode
      redraw()
    }
  }

  private func redraw() {
    screen.forget()
    pictures.forget()
  }

  /// Gives the terminal back, stops as Ctrl-Z does, and takes it over again.
  private func suspend() {
    leaveModes()
    screen.close()
    TerminalSignals.ignore()
    _ = kill(0, SIGTSTP)
    // Here the program stands still until it is continued.
    TerminalSignals.listen(waker)
    enterModes()
    redraw()
    resize()
    queue.append(.resumed)
  }

  /// OSC 52; terminals refuse long texts, and some let them through by halves.
  private func copy(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count <= 50_000 else { return }
    send("\u{1B}]52;c;\(Base64.encode(bytes))\u{07}")
  }

  private func enterModes() {
    cursorShape = nil
    send(Self.modesOn + (mouseIsOn ? Self.mouseOn : ""))
  }

  private func leaveModes() { send(Self.modesOff) }
}
