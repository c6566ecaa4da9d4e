import Glibc

/// The terminal of this process: cells through ncurses, pictures in the terminal's own protocol after
/// them, keys decoded from the bytes themselves (terminal.md 5).
///
/// ```
/// let driver = try CursesDriver()      // probes, takes over the screen
/// defer { driver.close() }             // and any crash or SIGTERM restores it as well
/// ```
/// A terminal that answers late begins with coloured cells and gets pixels once it has answered.
package final class CursesDriver: TerminalDriver {
  package internal(set) var capabilities: TerminalCapabilities {
    didSet { listenToPixels(before: oldValue) }
  }
  package private(set) var size: TerminalSize
  package let waker: Waker
  let screen: CursesScreen
  let original: termios
  private var environment: TerminalEnvironment
  private let settings: TerminalSettings
  private var replies: [TerminalReply]
  var decoder: KeyDecoder
  var queue: [TerminalEvent]
  /// When the last bytes came: what is unfinished since then waits for its rest.
  private var lastRead = ContinuousClock.now
  private let start = ContinuousClock.now
  var pictures = PictureLayer(firstID: Int(getpid() & 0xFFF) << 12)
  private let encoder: PictureEncoder
  private var budget = PictureBudget()
  /// The screen wanted last, to be shown again when a picture is ready.
  private var latest: Canvas?
  /// When a picture that had to wait may be sent.
  private var pictureDue: ContinuousClock.Instant?
  /// While the window is being dragged no picture is encoded.
  private var settlesAt: ContinuousClock.Instant?
  private var cursorShape: Canvas.Cursor.Shape?
  var mouseIsOn: Bool
  private var isOpen = true

  /// How long after the start answers may still come.
  private static let lateness = Duration.seconds(10)
  /// How long a window's size must stand (terminal.md 4, rule 8).
  private static let settling = Duration.milliseconds(100)

  /// Takes over the terminal.
  ///
  /// - Parameter settings: what the user wants whatever the terminal says.
  /// - Throws: `TerminalError`.
  package init(_ settings: TerminalSettings = TerminalSettings()) throws {
    var environment = TerminalEnvironment.current()
    environment.wantedDepth = environment.wantedDepth ?? settings.colorDepth
    original = try TerminalProbe.claim(environment)
    let outcome = TerminalProbe.ask(environment, for: TerminalProbe.shortPatience)
    (replies, queue, decoder) = (outcome.replies, outcome.events, outcome.decoder)
    (self.environment, self.settings) = (environment, settings)
    mouseIsOn = settings.listensToMouse
    let window = TerminalMode.window()
    size = window.size
    capabilities = Self.capabilities(replies, environment, settings, window)
    let waker = Waker()
    self.waker = waker
    encoder = PictureEncoder { waker.post(.encoded) }
    TerminalRescue.arm(original)
    TerminalSignals.listen(waker)
    do {
      screen = try CursesScreen(
        capabilities.colorDepth, name: environment.name, direct: Self.directEntry(environment))
    } catch {
      TerminalSignals.ignore()
      TerminalRescue.disarm()
      TerminalMode.set(original)
      throw error
    }
    limitColors()
    enterModes()
  }

  /// Gives the terminal back; nothing may be asked of it afterwards.
  package func close() {
    guard isOpen else { return }
    isOpen = false
    TerminalMode.write(pictures.farewell(capabilities))
    leaveModes()
    screen.close()
    TerminalSignals.ignore()
    TerminalRescue.disarm()
    // Answers that are still to come must not reach the shell.
    TerminalMode.set(original, dropsInput: decoder.expectsReplies)
  }

  deinit { close() }

  private static func directEntry(_ environment: TerminalEnvironment) -> TerminfoEntry? {
    TerminfoSearch.ofThisProcess.entry(environment.name)?.withDirectColors()
  }

  private static func capabilities(
    _ replies: [TerminalReply], _ environment: TerminalEnvironment, _ settings: TerminalSettings,
    _ window: (size: TerminalSize, cell: PixelSize?)
  ) -> TerminalCapabilities {
    var result = TerminalCapabilities(
      replies + (settings.cell.map { [.cell($0)] } ?? []), environment: environment,
      window: window)
    if let mode = settings.pictureMode { result.pictureMode = mode }
    // Where a user says that the terminal is wrong about its cell, its pixels cannot be counted.
    if settings.cell != nil { result.hasPixelMouse = false }
    return result
  }

  /// Makes do with the colours that curses found.
  private func limitColors() {
    guard screen.depth < capabilities.colorDepth else { return }
    capabilities.limitColors(to: screen.depth)
    if let mode = settings.pictureMode, mode.drawsPixels { capabilities.pictureMode = mode }
  }

  // MARK: showing

  package func show(_ canvas: Canvas) {
    latest = canvas
    present()
  }

  private func present() {
    guard let latest else { return }
    if screen.makeRoom(for: latest.size) { pictures.forget() }
    let update = pictureUpdate(latest.rendered(for: capabilities))
    pictureDue = update.wait.map { ContinuousClock.now + .seconds($0) }
    // Not even the marks of a synchronized update are sent for nothing.
    guard !update.isEmpty || !screen.shows(update.canvas) || isShapeStale(latest.cursor) else {
      return
    }
    let began = ContinuousClock.now
    if capabilities.hasSynchronizedUpdate { send("\u{1B}[?2026h") }
    TerminalMode.write(update.first)
    screen.show(update.canvas)
    TerminalMode.write(update.last)
    shape(latest.cursor)
    if capabilities.hasSynchronizedUpdate { send("\u{1B}[?2026l") }
    guard !update.isEmpty else { return }
    budget.note(seconds: (ContinuousClock.now - began) / .seconds(1))
  }

  private func pictureUpdate(_ rendered: Canvas) -> PictureLayer.Update {
    let now = ContinuousClock.now
    if let settlesAt, now >= settlesAt { self.settlesAt = nil }
    let settles = settlesAt
    var update = pictures.update(
      rendered, capabilities, budget: budget, time: (now - start) / .seconds(1)
    ) { job in settles == nil ? encoder.encoding(of: job) : nil }
    if let settles { update.wait = (settles - now) / .seconds(1) }
    return update
  }

  private func isShapeStale(_ cursor: Canvas.Cursor?) -> Bool {
    cursor.map { $0.shape != cursorShape } ?? false
  }

  private func shape(_ cursor: Canvas.Cursor?) {
    guard isShapeStale(cursor), let shape = cursor?.shape else { return }
    cursorShape = shape
    send(shape == .bar ? "\u{1B}[6 q" : "\u{1B}[2 q")
  }

  func send(_ text: String) { TerminalMode.write(Array(text.utf8)) }

  // MARK: listening

  package func events(waiting timeout: Duration?) -> [TerminalEvent] {
    let ready = Poll.wait(for: [STDIN_FILENO, waker.readEnd], atMost: wait(atMost: timeout))
    if ready.contains(STDIN_FILENO) {
      guard let bytes = TerminalMode.read() else { return taken() + [.closed] }
      lastRead = ContinuousClock.now
      take(decoder.decode(bytes))
    } else if patience == .zero {
      take(decoder.flush())
    }
    if decoder.expectsReplies, ContinuousClock.now - start > Self.lateness {
      decoder.expectsReplies = false
    }
    if ready.contains(waker.readEnd) { hear(waker.notes()) }
    if let pictureDue, ContinuousClock.now >= pictureDue { present() }
    return taken()
  }

  private func wait(atMost timeout: Duration?) -> Duration? {
    let rest = pictureDue.map { max(.zero, $0 - ContinuousClock.now) }
    return [queue.isEmpty ? timeout : .zero, patience, rest].compactMap { $0 }.min()
  }

  /// How much longer the rest of a sequence may take, whoever wakes meanwhile; nil without one.
  private var patience: Duration? {
    decoder.patience.map { max(.zero, lastRead + $0 - ContinuousClock.now) }
  }

  private func take(_ items: [KeyDecoder.Item]) {
    for item in items {
      switch item {
      case .event(let event): queue.append(event)
      case .reply(let reply): take(reply)
      }
    }
  }

  /// Takes a late answer, or the one to `resize`.
  private func take(_ reply: TerminalReply) {
    if case .cell = reply {} else if !decoder.expectsReplies { return }
    replies.removeAll { $0.isSameQuestion(as: reply) }
    replies.append(reply)
    guard reply.isFeatures || !decoder.expectsReplies else { return }
    decoder.expectsReplies = false
    adapt()
  }

  /// Puts all answers together anew; whoever shows pictures is told that the window changed.
  private func adapt() {
    let before = capabilities
    capabilities = Self.capabilities(replies, environment, settings, TerminalMode.window())
    limitColors()
    // What the user chose meanwhile stays.
    if before.identity.hasAnswered { capabilities.pictureMode = before.pictureMode }
    guard capabilities != before else { return }
    redraw()
    queue.append(.resized(size))
  }

  private func taken() -> [TerminalEvent] {
    defer { queue = [] }
    return queue
  }

  private func hear(_ notes: Set<Waker.Note>) {
    if notes.contains(.resized) { resize() }
    if notes.contains(.stopped) { suspend() }
    if notes.contains(.encoded) { present() }
    if notes.contains(.woken) { queue.append(.woken) }
  }

  func resize() {
    let window = TerminalMode.window()
    size = window.size
    screen.resize(size)
    pictures.forget()
    settlesAt = ContinuousClock.now + Self.settling
    // A larger font changes the cell; only a terminal that told its cell is asked again.
    if replies.contains(where: \.isCell) {
      send("\u{1B}[16t")
    } else if let cell = window.cell, settings.cell == nil {
      capabilities.cell = cell
    }
    latest = nil
    queue.append(.resized(size))
  }

  func forgetCursor() { cursorShape = nil }
}

extension TerminalReply {
  /// Whether it is the size of a cell.
  fileprivate var isCell: Bool {
    if case .cell = self { return true }
    return false
  }

  /// Whether both answer one question.
  fileprivate func isSameQuestion(as other: TerminalReply) -> Bool {
    switch (self, other) {
    case (.cell, .cell), (.textArea, .textArea), (.features, .features), (.name, .name),
      (.sixelColors, .sixelColors), (.largestPicture, .largestPicture),
      (.background, .background), (.kittyGraphics, .kittyGraphics),
      (.synchronizedUpdate, .synchronizedUpdate), (.pixelMouse, .pixelMouse):
      true
    default: false
    }
  }
}
