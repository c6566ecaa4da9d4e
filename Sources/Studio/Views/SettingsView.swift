/// The list of settings.
enum SettingsView {
  static func list(_ state: StudioState) -> ListView? {
    guard case .settings(let choice) = state.popup else { return nil }
    return ListView(
      title: "settings, as in config.toml", choice: choice, rows: rows(choice, state),
      unfiltered: rows(ListChoice(), state), foot: "Enter changes  Esc leaves"
    )
  }

  private static func rows(_ choice: ListChoice, _ state: StudioState) -> [ListView.Row] {
    let width = Setting.table.map(\.key.count).max() ?? 0
    return state.settingRows(choice).map { setting in
      let value = setting.text(in: state.preferences)
      return ListView.Row(
        text: setting.key.padding(to: width + 2) + setting.about,
        note: "  \(value.isEmpty ? "-" : value)")
    }
  }
}

extension String {
  fileprivate func padding(to count: Int) -> String {
    self + String(repeating: " ", count: max(0, count - self.count))
  }
}
