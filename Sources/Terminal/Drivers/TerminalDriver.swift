/// A terminal: shows canvases and tells what the user does.
///
/// It belongs to one thread; only its `waker` may be used from others.
package protocol TerminalDriver: AnyObject {
  /// What it can show; asked again after `.resized` and `.resumed`.
  var capabilities: TerminalCapabilities { get }
  /// Its columns and rows.
  var size: TerminalSize { get }
  /// Wakes `events(waiting:)` from another thread.
  var waker: Waker { get }
  /// Shows a screen: sends what differs from the one before.
  func show(_ canvas: Canvas)
  /// The next events, in order.
  ///
  /// Waits for the first as long as told: zero only looks, nil is for ever. Empty with nothing to tell.
  func events(waiting timeout: Duration?) -> [TerminalEvent]
  /// Does what is neither drawing nor waiting.
  func perform(_ request: TerminalRequest)
  /// Gives the terminal back while `body` runs, and takes it over again; `.resumed` follows.
  func lend(during body: () -> Void)
}

/// What a program may ask of a terminal besides drawing.
package enum TerminalRequest: Hashable, Sendable {
  /// Draw all of it anew at the next `show` (Ctrl-L).
  case redraw
  /// Stop the program as Ctrl-Z does; returns when it goes on, and `.resumed` follows.
  case suspend
  /// Put a text into the clipboard, where the terminal allows it; one of more than `mostCopied` bytes
  /// is refused silently.
  case copy(String)
  /// Ring.
  case bell
  /// Tell something outside the window: a title and a text.
  case notify(String, String)
  /// Name the window; its name comes back when the program ends.
  case title(String)
  /// Listen to the mouse or leave it to the terminal's own selection.
  case mouse(Bool)
  /// Show pictures another way.
  case pictureMode(PictureMode)

  /// The longest text for the clipboard, in bytes: terminals drop a sequence of over 100,000.
  package static let mostCopied = 74_994
}
