/// The command palette.
enum PaletteView {
  static func list(_ state: StudioState) -> ListView? {
    guard case .palette(let choice) = state.popup else { return nil }
    return ListView(
      title: "commands", choice: choice, rows: rows(choice, state),
      unfiltered: rows(ListChoice(), state)
    )
  }

  private static func rows(_ choice: ListChoice, _ state: StudioState) -> [ListView.Row] {
    state.paletteEntries(choice).map { ListView.Row(text: $0.title, note: $0.keys) }
  }
}
