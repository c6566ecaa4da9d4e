import Terminal

/// A path that is typed, with the files that it may become.
package struct FileChoice: Hashable, Sendable {
  /// What is typed.
  package var path = PromptEditor()
  /// Folders, which end in a slash, and pictures whose paths begin with it; nil until they are read.
  package var found: [String]?
  /// The chosen row.
  package var selected = 0
  /// The slot of the form that the file is for, by its place; without one it is said what it shows.
  var slot: Int?

  /// Makes a choice of which nothing is typed.
  package init(slot: Int? = nil) { self.slot = slot }

  /// What a key means to it.
  enum Answer: Hashable {
    /// It goes on; where `lists` is set, the files are to be read again.
    case goOn(FileChoice, lists: Bool)
    /// A file is taken.
    case take(String)
    /// It is left.
    case leave
  }

  /// Obeys a key: text and Tab write the path, arrows choose, Enter takes, Esc leaves.
  func press(_ key: Key) -> Answer {
    var next = self
    let count = found?.count ?? 0
    switch key.code {
    case .escape: return .leave
    case .enter: return taken
    case .tab:
      guard let name = chosen else { return .goOn(self, lists: false) }
      next.path.replace(with: name)
    case .down: next.selected = count > 0 ? (selected + 1) % count : 0
    case .up: next.selected = count > 0 ? (selected + count - 1) % count : 0
    case .backspace: next.path.deleteBackward()
    case .character("w") where key.modifiers == .control: next.path.deleteWordBackward()
    case .character("u") where key.modifiers == .control: next.path.deleteToLineStart()
    case .character(let character) where key.modifiers.isDisjoint(with: [.control, .alt]):
      next.path.insert(String(character))
    default: break
    }
    guard next.path.text != path.text else { return .goOn(next, lists: false) }
    next.forget()
    return .goOn(next, lists: true)
  }

  /// Puts text at the cursor.
  mutating func type(_ text: String) {
    path.insert(text)
    forget()
  }

  /// Another path becomes other files.
  private mutating func forget() { (found, selected) = (nil, 0) }

  /// The chosen path.
  private var chosen: String? {
    guard let found, !found.isEmpty else { return nil }
    return found[min(selected, found.count - 1)]
  }

  /// The typed path where it is a file's, else the chosen one; a folder is gone into.
  private var taken: Answer {
    let typed = path.text
    let target = found?.contains(typed) == true && !typed.hasSuffix("/") ? typed : chosen ?? typed
    guard target.hasSuffix("/"), target != typed else {
      return target.isEmpty ? .leave : .take(target)
    }
    var next = self
    next.path.replace(with: target)
    next.forget()
    return .goOn(next, lists: true)
  }
}
