import Terminal

/// Knobs saved by name: a list that also takes a new name.
extension StudioState {
  /// A row of the list.
  enum PresetRow: Hashable {
    case take(String)
    case save(String)
  }

  /// The presets whose name has all that is typed, and the way to save under that name.
  func presetRows(_ choice: ListChoice) -> [PresetRow] {
    let words = choice.filter.text.split(separator: " ").joined(separator: " ")
    let names = preferences.presets.keys.sorted().filter {
      words.isEmpty || $0.lowercased().contains(words.lowercased())
    }
    return names.map(PresetRow.take) + (words.isEmpty ? [] : [.save(words)])
  }

  /// Obeys a key in the list.
  mutating func pressInPresets(_ key: Key, _ choice: ListChoice) -> [Effect] {
    let rows = presetRows(choice)
    switch choice.press(key, of: rows.count) {
    case .goOn(let next): popup = .presets(next)
    case .leave: popup = nil
    case .take(let row):
      popup = nil
      switch rows[row] {
      case .take(let name): return takePreset(name)
      case .save(let name): return savePreset(name)
      }
    }
    return []
  }

  private mutating func takePreset(_ name: String) -> [Effect] {
    do {
      let after = try KnobPreset(preferences.presets[name] ?? "").applied(to: settings)
      guard after != settings else { return say(Message(text: "the knobs are those of \(name)")) }
      remember("knobs of \(name)", .settings(settings, words))
      message = Message(text: "knobs of \(name)")
      return set(after, by: .guidance)
    } catch {
      return refuse("\(name): \(error)")
    }
  }

  private mutating func savePreset(_ name: String) -> [Effect] {
    let text = KnobPreset.text(of: settings)
    preferences.presets[name] = text
    message = Message(text: "knobs saved as \(name); S takes them again")
    return [.savePreset(name, literal: TOMLEdit.quoted(text))]
  }
}
