/// The list of knobs saved by name.
enum PresetsView {
  static func list(_ state: StudioState) -> ListView? {
    guard case .presets(let choice) = state.popup else { return nil }
    let rows = state.presetRows(choice).map { row in
      switch row {
      case .take(let name):
        ListView.Row(text: name, note: state.preferences.presets[name] ?? "")
      case .save(let name): ListView.Row(text: "save the knobs as “\(name)”")
      }
    }
    return ListView(
      title: "knobs by name", choice: choice, rows: rows,
      foot: "type a name to save  Enter takes  Esc leaves"
    )
  }
}
