package import History

/// Everything that the history knows of an entry.
package struct EntryDetails: Hashable, Sendable {
  /// The entry.
  package var entry: HistoryEntry
  /// The path of its picture, if that is there.
  package var path: String?
  /// The path of the copy among the kept pictures.
  package var keptPath: String?
  /// What it was taken from.
  package var parent: RunSummary?
  /// What was taken from it.
  package var children: [RunSummary]

  /// Puts them together.
  package init(
    entry: HistoryEntry, path: String? = nil, keptPath: String? = nil, parent: RunSummary? = nil,
    children: [RunSummary] = []
  ) {
    self.entry = entry
    self.path = path
    self.keptPath = keptPath
    self.parent = parent
    self.children = children
  }
}

/// A tag and how many entries have it.
package struct TagCount: Hashable, Sendable {
  /// The tag.
  package var name: String
  /// Entries.
  package var count: Int

  /// Makes a count.
  package init(name: String, count: Int) {
    self.name = name
    self.count = count
  }
}

/// A line that is being typed over the panes, and what it is for.
package struct LineEntry: Hashable, Sendable {
  /// What it is for.
  package var purpose: Purpose
  /// What is typed.
  package var editor: PromptEditor

  /// Begins with a text.
  package init(_ purpose: Purpose, text: String = "") {
    self.purpose = purpose
    editor = PromptEditor(text)
  }

  /// What a line is for.
  package enum Purpose: Hashable, Sendable {
    /// What is written about entries.
    case note([Run.ID])
    /// Where something is exported to.
    case export(ExportForm, [Run.ID])
    /// The picture file to take over.
    case importing
    /// The value of a setting, by its key.
    case setting(String)
    /// Where the sheet that is looked at is written to.
    case sheet
    /// The name of the box that was drawn.
    case box
  }
}

/// What is exported.
package enum ExportForm: String, Hashable, Sendable, CaseIterable {
  /// PNG files that say how they were made.
  case pictures = "PNG with how it was made"
  /// One PNG with all pictures.
  case sheet = "contact sheet"
  /// All fields as JSON, a line each.
  case lines = "JSON lines"
}

/// A few things to choose from.
package enum Menu: String, Hashable, Sendable, CaseIterable {
  /// Parts of an entry to load.
  case load
  /// Parts of an entry for the clipboard.
  case copy
  /// Ways to export.
  case export
  /// Ways to fill the slots of the form.
  case fill = "what stands in the form"
}
