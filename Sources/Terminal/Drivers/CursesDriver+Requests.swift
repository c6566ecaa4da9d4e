import Glibc

extension CursesDriver {
  private static let modesOn = "\u{1B}[22;2t\u{1B}[?2004h\u{1B}[?1004h"
  private static let modesOff =
    mouseOff + "\u{1B}[?1004l\u{1B}[?2004l\u{1B}[0 q\u{1B}[23;2t"
  /// Clicks, and moves with a button down where the terminal knows them.
  private static let mouseOn = "\u{1B}[?1000h\u{1B}[?1002h\u{1B}[?1006h"
  private static let mouseOff = "\u{1B}[?1002l\u{1B}[?1000l\u{1B}[?1016l\u{1B}[?1006l"
  /// Pixels in place of cells, which a drawing by hand is finer with.
  private static let pixelsOn = "\u{1B}[?1016h"

  package func perform(_ request: TerminalRequest) {
    switch request {
    case .redraw: redraw()
    case .suspend: suspend()
    case .mouse(let isOn):
      mouseIsOn = isOn
      send(isOn ? mouseModes : Self.mouseOff)
    case .pictureMode(let mode):
      TerminalMode.write(pictures.farewell(capabilities))
      capabilities.pictureMode = mode
      redraw()
    case .copy, .bell, .title, .notify:
      TerminalMode.write(request.bytes(capabilities))
    }
  }

  func redraw() {
    screen.forget()
    pictures.forget()
  }

  /// Stops as Ctrl-Z does.
  func suspend() {
    // Here the program stands still until it is continued.
    lend { _ = kill(0, SIGTSTP) }
  }

  package func lend(during body: () -> Void) {
    TerminalMode.write(pictures.farewell(capabilities))
    leaveModes()
    screen.close()
    TerminalMode.set(original)
    TerminalSignals.ignore()
    body()
    TerminalSignals.listen(waker)
    enterModes()
    redraw()
    resize()
    queue.append(.resumed)
  }

  func enterModes() {
    forgetCursor()
    send(Self.modesOn + (mouseIsOn ? mouseModes : ""))
  }

  private var mouseModes: String {
    decoder.mouseCell = mouseCell(capabilities)
    return Self.mouseOn + (decoder.mouseCell == nil ? "" : Self.pixelsOn)
  }

  /// Pixels mean something only where the terminal told how many a cell has.
  private func mouseCell(_ capabilities: TerminalCapabilities) -> PixelSize? {
    capabilities.hasPixelMouse && capabilities.identity.isCellKnown ? capabilities.cell : nil
  }

  /// Hears the mouse by the pixels of a cell as they are now.
  func listenToPixels(before: TerminalCapabilities) {
    let (old, new) = (mouseCell(before), mouseCell(capabilities))
    guard old != new else { return }
    if mouseIsOn, (old == nil) != (new == nil) { return send(Self.mouseOff + mouseModes) }
    decoder.mouseCell = new
  }

  func leaveModes() { send(Self.modesOff) }
}

extension TerminalRequest {
  /// The bytes of a request that is nothing but bytes; control characters in texts are left out.
  package func bytes(_ capabilities: TerminalCapabilities) -> [UInt8] {
    switch self {
    case .bell: [0x07]
    case .title(let text): Array("\u{1B}]2;\(Self.plain(text))\u{07}".utf8)
    case .copy(let text): Self.copying(text, capabilities)
    case .notify(let title, let text): Self.notifying(title, text, capabilities)
    case .redraw, .suspend, .mouse, .pictureMode: []
    }
  }

  /// OSC 52; long texts are refused, since terminals let some of them through by halves.
  private static func copying(_ text: String, _ capabilities: TerminalCapabilities) -> [UInt8] {
    let bytes = Array(text.utf8)
    guard bytes.count <= mostCopied else { return [] }
    let sequence = Array("\u{1B}]52;c;\(Base64.encode(bytes))\u{07}".utf8)
    // tmux takes it itself only where `set-clipboard` is on.
    return capabilities.identity.multiplexer?.passesThrough == true
      ? Multiplexer.wrapped(sequence) : sequence
  }

  /// OSC 777 where it is known to be understood, else OSC 9; others ignore it.
  private static func notifying(
    _ title: String, _ text: String, _ capabilities: TerminalCapabilities
  ) -> [UInt8] {
    let name = (capabilities.identity.name ?? capabilities.identity.term).lowercased()
    let hasTitles = ["foot", "rxvt", "wezterm", "ghostty", "vte"].contains { name.contains($0) }
    let (title, text) = (plain(title).replacing(";", with: ","), plain(text))
    // A number after "9;" would be a progress bar to some.
    let sequence =
      hasTitles ? "\u{1B}]777;notify;\(title);\(text)\u{07}" : "\u{1B}]9;\(title): \(text)\u{07}"
    return capabilities.identity.multiplexer?.passesThrough == true
      ? Multiplexer.wrapped(Array(sequence.utf8)) : Array(sequence.utf8)
  }

  private static func plain(_ text: String) -> String {
    String(text.filter { !CellWidth.isControl($0) })
  }
}
