/// The list of themes, beside the picture, to see what each does.
enum ThemesView {
  static func list(_ state: StudioState) -> ListView? {
    guard case .themes(let choice, let before) = state.popup else { return nil }
    let rows = state.listedThemes(choice).map { index in
      let theme = state.themes[index]
      let mark = index == before ? "in use, " : ""
      return ListView.Row(text: theme.name, note: mark + theme.variant.rawValue)
    }
    return ListView(title: "themes", choice: choice, rows: rows, isAside: true)
  }
}
