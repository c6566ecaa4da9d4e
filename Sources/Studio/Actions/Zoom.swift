import Terminal

/// The picture alone: as large as it fits, in its own pixels, or a part of it enlarged.
extension StudioState {
  /// Gives the picture the window, or takes it back.
  mutating func zoom() -> [Effect] {
    isZoomed.toggle()
    closeUp = nil
    return []
  }

  /// Shows a pixel of the picture as a pixel of the terminal, or all of it again.
  mutating func showPixels() -> [Effect] {
    guard let side = sideShown else { return refuse("there is no picture to zoom into") }
    closeUp = closeUp?.factor == 1 ? nil : CloseUp(factor: 1, x: side / 2, y: side / 2)
    return say(Message(text: closeUp == nil ? "all of it" : "1:1"))
  }

  /// Enlarges by one pixel a pixel, or the other way; where all of it fits again, it is shown so.
  mutating func enlarge(by steps: Int) -> [Effect] {
    guard let side = sideShown else { return refuse("there is no picture to zoom into") }
    let fitted = fittedFactor(side)
    let factor = (closeUp?.factor ?? fitted) + steps
    guard factor >= 1 else { return refuse("smaller than 1:1 nothing is shown") }
    guard factor <= CloseUp.most else { return refuse("a pixel is large enough by now") }
    let middle = (closeUp?.x ?? side / 2, closeUp?.y ?? side / 2)
    closeUp = factor == fitted ? nil : CloseUp(factor: factor, x: middle.0, y: middle.1)
    return say(Message(text: closeUp == nil ? "all of it" : "\(factor):1"))
  }

  /// Moves the part that is shown by a quarter of it.
  mutating func pan(_ columns: Int, _ rows: Int) -> [Effect] {
    guard var view = closeUp, let side = sideShown else { return [] }
    let cell = capabilities.pixelsOfCell
    let room = Layout(self).preview
    let width = min(side, max(1, room.columns * cell.width / view.factor))
    let height = min(side, max(1, room.rows * cell.height / view.factor))
    view.x = min(max(view.x + columns * max(1, width / 4), width / 2), side - (width + 1) / 2)
    view.y = min(max(view.y + rows * max(1, height / 4), height / 2), side - (height + 1) / 2)
    guard view != closeUp else { return say(Message(text: "this is the edge")) }
    closeUp = view
    return []
  }

  /// Shows all of the picture again.
  mutating func leaveCloseUp() -> [Effect] {
    closeUp = nil
    return []
  }

  /// The side of the picture that is shown, in pixels.
  private var sideShown: Int? { visible?.image.map { max($0.width, $0.height) } }

  /// The factor at which all of it is shown; 1 where it must be shrunk.
  private func fittedFactor(_ side: Int) -> Int {
    let cell = capabilities.pixelsOfCell
    let area = Layout(self).picture
    return max(1, min(area.columns * cell.width, area.rows * cell.height) / side)
  }
}
