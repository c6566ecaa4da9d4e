import Terminal

/// The command palette.
enum PaletteView {
  static func draw(on canvas: inout Canvas, _ state: StudioState) {
    guard case .palette(let choice) = state.popup else { return }
    let rows = state.paletteEntries(choice).map { ListView.Row(text: $0.title, note: $0.keys) }
    ListView(title: "commands", choice: choice, rows: rows).draw(on: &canvas, state)
  }
}
