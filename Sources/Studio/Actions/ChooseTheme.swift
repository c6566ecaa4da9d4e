import Terminal

/// The list of themes: moving shows each at once, Enter takes and remembers, Esc goes back.
extension StudioState {
  /// The themes whose name has all the words typed.
  func listedThemes(_ choice: ListChoice) -> [Int] {
    let words = choice.filter.text.lowercased().split(separator: " ")
    return themes.indices.filter { index in
      let name = "\(themes[index].id) \(themes[index].name) \(themes[index].variant.rawValue)"
      return words.allSatisfy { name.lowercased().contains($0) }
    }
  }

  /// Opens the list at the theme in use.
  mutating func openThemes() {
    var choice = ListChoice()
    choice.selected = themeIndex
    popup = .themes(choice, before: themeIndex)
  }

  /// Obeys a key in the list.
  mutating func pressInThemes(_ key: Key, _ choice: ListChoice, _ before: Int) -> [Effect] {
    switch choice.press(key, of: listedThemes(choice).count) {
    case .goOn(let next):
      popup = .themes(next, before: before)
      let listed = listedThemes(next)
      themeIndex = listed.isEmpty ? before : listed[min(next.selected, listed.count - 1)]
    case .leave:
      popup = nil
      themeIndex = before
      followTerminal()
    case .take:
      popup = nil
      return takeTheme()
    }
    return []
  }

  /// Takes the theme that suits the terminal, unless one was chosen by name.
  mutating func followTerminal() {
    guard followsTerminal else { return }
    let suiting = Theme.suiting(capabilities, preferences)
    themeIndex = (try? Theme.index(of: suiting, in: themes)) ?? themeIndex
  }

  /// Remembers the theme in use for the next start.
  private mutating func takeTheme() -> [Effect] {
    followsTerminal = false
    preferences.theme = theme.id
    message = Message(text: "theme \(theme.name)")
    return [.save(key: "theme", literal: TOMLEdit.quoted(theme.id))]
  }
}
