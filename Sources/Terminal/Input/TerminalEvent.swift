/// What a terminal tells a program.
package enum TerminalEvent: Hashable, Sendable {
  /// A key press.
  case key(Key)
  /// A click or a turn of the wheel.
  case mouse(MouseEvent)
  /// Pasted text: newlines as `\n`, other control characters left out. It never submits anything.
  case paste(String)
  /// The window, or the cell within it, has a new size; ask the driver for its capabilities again.
  case resized(TerminalSize)
  /// The window gained or lost the keyboard.
  case focused(Bool)
  /// The program is back after Ctrl-Z; everything will be drawn anew.
  case resumed
  /// `Waker.wake` was called since the last events.
  case woken
  /// The terminal is gone: nothing more will come.
  case closed
}

/// A click or a turn of the wheel at a cell.
package struct MouseEvent: Hashable, Sendable {
  /// What happened.
  package var action: Action
  /// Where.
  package var position: CellPosition
  /// Where within the cell, from its left top corner, in parts of it below 1; the middle where the
  /// terminal tells cells alone.
  package var within = Within(x: 0.5, y: 0.5)
  /// What was held meanwhile.
  package var modifiers: Key.Modifiers

  /// Makes an event.
  package init(_ action: Action, at position: CellPosition, _ modifiers: Key.Modifiers = []) {
    self.action = action
    self.position = position
    self.modifiers = modifiers
  }

  /// A place within a cell.
  package struct Within: Hashable, Sendable {
    /// From the left, 0 to below 1.
    package var x: Double
    /// From the top, 0 to below 1.
    package var y: Double

    /// Makes a place.
    package init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// What a mouse does; moves without a button are not told.
  package enum Action: Hashable, Sendable {
    /// The left button went down.
    case press
    /// The middle button went down.
    case middlePress
    /// The right button went down.
    case rightPress
    /// The mouse moved to this cell while the left button was down.
    case drag
    /// The same with the right button.
    case rightDrag
    /// A button went up.
    case release
    /// The wheel turned away from the user.
    case wheelUp
    /// The wheel turned towards the user.
    case wheelDown
  }
}
