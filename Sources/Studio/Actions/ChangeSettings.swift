import Terminal

/// The settings of `config.toml`, changed in the studio.
extension StudioState {
  /// The settings whose key or meaning has all the words typed.
  func settingRows(_ choice: ListChoice) -> [Setting] {
    let words = choice.filter.text.lowercased().split(separator: " ")
    return Setting.table.filter { setting in
      words.allSatisfy { "\(setting.key) \(setting.about)".lowercased().contains($0) }
    }
  }

  /// Obeys a key in the list: Enter changes what can only be on or off, and asks for other values.
  mutating func pressInSettings(_ key: Key, _ choice: ListChoice) -> [Effect] {
    let rows = settingRows(choice)
    switch choice.press(key, of: rows.count) {
    case .goOn(let next): popup = .settings(next)
    case .leave: popup = nil
    case .take(let row): return change(rows[row], choice)
    }
    return []
  }

  private mutating func change(_ setting: Setting, _ choice: ListChoice) -> [Effect] {
    if setting.key == "theme" {
      openThemes()
      return []
    }
    guard let toggled = setting.toggled(in: preferences) else {
      popup = .line(LineEntry(.setting(setting.key), text: setting.text(in: preferences)))
      return []
    }
    return take(toggled, setting)
  }

  /// Takes the value that was typed for a setting; a wrong one leaves the line open.
  mutating func take(_ typed: String, for key: String) -> [Effect] {
    guard let setting = Setting.named(key) else { return [] }
    var settings = preferences
    do {
      try setting.take(typed: typed, into: &settings)
      popup = nil
      return take(settings, setting)
    } catch {
      popup = .line(LineEntry(.setting(key), text: typed))
      return refuse("\(error)")
    }
  }

  private mutating func take(_ settings: StudioSettings, _ setting: Setting) -> [Effect] {
    preferences = settings
    let value = setting.literal(in: settings)
    let isLate = setting.isHeardAtTheStart ? "; it holds from the next start on" : ""
    message = Message(text: "\(setting.key) = \(value)\(isLate)")
    return [.save(key: setting.key, literal: value)] + obey(setting)
  }

  /// Does at once what a setting says, where that can be done at once.
  private mutating func obey(_ setting: Setting) -> [Effect] {
    switch setting.key {
    case "mouse": return [.terminal(.mouse(preferences.mouse))]
    case "instant", "pace": settings.turning = preferences.turning
    case "darkTheme", "lightTheme": followTerminal()
    case "pictures":
      let mode = PictureMode(rawValue: preferences.pictures) ?? capabilities.availableModes.first
      return mode.map { [.terminal(.pictureMode($0))] } ?? []
    case "bank": return [.openBank(preferences.bank)]
    default: break
    }
    return []
  }
}

extension Setting {
  /// Whether the studio reads it only while it starts.
  fileprivate var isHeardAtTheStart: Bool { key == "cell" || key == "keptFolder" }
}
