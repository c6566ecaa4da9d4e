package import History
import Terminal

/// What lies over the panes and takes every key.
package enum Popup: Hashable, Sendable {
  /// The keys, from the row given on.
  case help(firstRow: Int)
  /// Every command by name.
  case palette(ListChoice)
  /// The themes, and which one was in use before.
  case themes(ListChoice, before: Int)
  /// Earlier prompts.
  case pastPrompts(ListChoice)
  /// The orders that wait, and the chosen one.
  case queue(selected: Int)
  /// Knobs saved by name.
  case presets(ListChoice)
  /// A line for the value of a knob.
  case value(KnobEditor)
  /// Everything about an entry, from the row given on.
  case details(EntryDetails, firstRow: Int)
  /// What sets two entries apart, from the row given on.
  case difference(HistoryEntry, HistoryEntry, firstRow: Int)
  /// The tags of entries.
  case tags([Run.ID], ListChoice)
  /// A few things to choose from.
  case menu(Menu, ListChoice)
  /// A line that is typed.
  case line(LineEntry)
  /// What a sheet compares.
  case sheetForm(SheetForm)
  /// The settings.
  case settings(ListChoice)
  /// The tasks.
  case tasks(ListChoice)
  /// The files that a typed path may become.
  case files(FileChoice)
}

/// A list to choose from: the words that narrow it, and the chosen row of those that are left.
package struct ListChoice: Hashable, Sendable {
  /// What is typed.
  package var filter = PromptEditor()
  /// The chosen row.
  package var selected = 0

  /// Makes a list of which nothing is chosen yet but the first row.
  package init() {}

  /// What a key means to a list.
  enum Answer: Hashable {
    /// The list goes on with this.
    case goOn(ListChoice)
    /// The row is taken.
    case take(Int)
    /// The list is left.
    case leave
  }

  /// Obeys a key: arrows move, text narrows, Enter takes, Esc leaves.
  ///
  /// - Parameters:
  ///   - key: The key.
  ///   - count: How many rows there are now.
  /// - Returns: What becomes of the list.
  func press(_ key: Key, of count: Int) -> Answer {
    var next = self
    switch key.code {
    case .escape: return .leave
    case .enter: return count > 0 ? .take(min(selected, count - 1)) : .leave
    case .down, .tab: next.selected = count > 0 ? (selected + 1) % count : 0
    case .up, .backTab: next.selected = count > 0 ? (selected + count - 1) % count : 0
    case .pageDown: next.selected = max(0, min(selected + 10, count - 1))
    case .pageUp: next.selected = max(0, selected - 10)
    case .backspace:
      next.filter.deleteBackward()
      next.selected = 0
    case .character(let character) where key.modifiers.isDisjoint(with: [.control, .alt]):
      next.filter.insert(String(character))
      next.selected = 0
    default: break
    }
    return .goOn(next)
  }
}
