import History
import Terminal

/// Menus and lines that are typed: export, import, notes.
extension StudioState {
  /// Opens a menu about the entry that is looked at.
  mutating func open(_ menu: Menu) -> [Effect] {
    guard here != nil else { return refuse(Self.nothingLookedAt) }
    popup = .menu(menu, ListChoice())
    return []
  }

  /// The rows of a menu that have all the words typed, and the act that each means.
  func rows(of menu: Menu, _ choice: ListChoice) -> [(title: String, act: Command.Act)] {
    let all: [(title: String, act: Command.Act)] =
      switch menu {
      case .load: LoadedPart.allCases.map { ($0.rawValue, .load($0)) }
      case .copy: CopiedPart.allCases.map { ($0.rawValue, .copy($0)) }
      case .export: ExportForm.allCases.map { ($0.rawValue, .export($0)) }
      case .fill: fillings.map { ($0.title, .fill($0.filling)) }
      }
    let words = choice.filter.text.lowercased().split(separator: " ")
    return all.filter { row in words.allSatisfy { row.title.lowercased().contains($0) } }
  }

  /// Obeys a key in a menu.
  mutating func pressInMenu(_ key: Key, _ menu: Menu, _ choice: ListChoice) -> [Effect] {
    let rows = rows(of: menu, choice)
    switch choice.press(key, of: rows.count) {
    case .goOn(let next): popup = .menu(menu, next)
    case .leave: popup = nil
    case .take(let row):
      popup = nil
      return perform(rows[row].act)
    }
    return []
  }

  /// Asks where an export goes.
  mutating func beginExport(_ form: ExportForm) -> [Effect] {
    guard let targets = targets(), let first = targets.first else {
      return refuse(Self.nothingLookedAt)
    }
    guard form == .lines || targets.contains(where: { $0.state == .finished }) else {
      return refuse("a partial picture cannot be exported; c finishes it")
    }
    let name =
      switch form {
      case .pictures: targets.count == 1 ? "leon-\(first.id.rawValue).png" : "leon-pictures"
      case .sheet: "leon-sheet.png"
      case .lines: "leon-history.jsonl"
      }
    popup = .line(LineEntry(.export(form, targets.map(\.id)), text: "\(exportFolder)/\(name)"))
    return []
  }

  /// Where exports go unless another path is typed.
  var exportFolder: String {
    preferences.picturesFolder.isEmpty ? "~/pictures" : preferences.picturesFolder
  }

  /// Asks for the file to take over.
  mutating func beginImport() -> [Effect] {
    popup = .line(LineEntry(.importing))
    return []
  }

  /// Obeys a key in a line: Enter takes it, Esc leaves.
  mutating func pressInLine(_ key: Key, _ line: LineEntry) -> [Effect] {
    var next = line
    switch key.code {
    case .escape:
      popup = nil
      return line.purpose == .box ? leaveNaming() : []
    case .enter:
      popup = nil
      return take(line)
    default: next.editor.edit(with: key)
    }
    popup = .line(next)
    return []
  }

  private mutating func take(_ line: LineEntry) -> [Effect] {
    let text = line.editor.text.trimmingBlanks
    switch line.purpose {
    case .setting(let key): return take(text, for: key)
    case .note(let runs):
      return edit(runs, .note(text), as: text.isEmpty ? "without a note" : "noted")
    case .sheet: return saveSheet(to: text)
    case .box: return nameBox(text)
    case .importing:
      return text.isEmpty ? refuse("nothing was imported") : [.importPicture(path: text)]
    case .export(let form, let runs):
      guard !text.isEmpty else { return refuse("nothing was exported") }
      let drafts = runs.filter { history?[$0]?.verdict == .draft }
      let promotion = drafts.isEmpty ? [] : edit(drafts, .promote)
      return promotion + [.export(form, runs, path: text)]
    }
  }
}

extension PromptEditor {
  /// Obeys the keys that a line of text knows everywhere.
  mutating func edit(with key: Key) {
    let isControlled = key.modifiers.contains(.control)
    switch key.code {
    case .left: isControlled ? moveWordBackward() : move(by: -1)
    case .right: isControlled ? moveWordForward() : move(by: 1)
    case .home, .up: moveToLineStart()
    case .end, .down: moveToLineEnd()
    case .backspace: deleteBackward()
    case .delete: deleteForward()
    case .character(let character) where key.modifiers.isDisjoint(with: [.control, .alt]):
      insert(String(character))
    case .character("a") where isControlled: moveToLineStart()
    case .character("e") where isControlled: moveToLineEnd()
    case .character("w") where isControlled: deleteWordBackward()
    case .character("u") where isControlled: deleteToLineStart()
    case .character("k") where isControlled: deleteToLineEnd()
    default: break
    }
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
