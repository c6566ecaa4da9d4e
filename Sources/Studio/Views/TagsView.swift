/// The list of tags: those that the entries have come first.
enum TagsView {
  static func list(_ state: StudioState) -> ListView? {
    guard case .tags(let runs, let choice) = state.popup else { return nil }
    let glyphs = Glyphs(isUnicode: state.capabilities.isUnicode)
    let rows = state.tagRows(runs, choice).map { row in
      let note = row.count.map { $0 == 1 ? "one picture" : "\($0) pictures" } ?? "new"
      return ListView.Row(
        text: (row.isGiven ? glyphs.marked : " ") + " " + row.name, note: note)
    }
    let name = runs.count == 1 ? "#\(runs[0].rawValue)" : "\(runs.count) pictures"
    return ListView(
      title: "tags of \(name)", choice: choice, rows: rows,
      foot: "Enter gives or takes away  Esc leaves", nothing: "type a tag"
    )
  }
}

/// A few things to choose from.
enum MenuView {
  static func list(_ state: StudioState) -> ListView? {
    guard case .menu(let menu, let choice) = state.popup else { return nil }
    let rows = state.rows(of: menu, choice).map { ListView.Row(text: $0.title) }
    return ListView(title: menu.rawValue, choice: choice, rows: rows)
  }
}
