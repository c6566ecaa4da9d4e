import Terminal

/// The command palette.
enum PaletteView {
  static func draw(on canvas: inout Canvas, _ state: StudioState) {
    guard case .palette(let choice) = state.popup else { return }
    ListView(
      title: "commands", choice: choice, rows: rows(choice, state),
      unfiltered: rows(ListChoice(), state)
    ).draw(on: &canvas, state)
  }

  private static func rows(_ choice: ListChoice, _ state: StudioState) -> [ListView.Row] {
    state.paletteEntries(choice).map { ListView.Row(text: $0.title, note: $0.keys) }
  }
}
