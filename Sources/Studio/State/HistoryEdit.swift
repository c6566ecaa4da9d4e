package import History

/// One thing that was done to entries, numbered so that it can be taken back before the history has
/// answered.
package struct HistoryEdit: Hashable, Sendable {
  /// Its number, counted from 1 in each studio.
  package let number: Int
  /// The entries.
  package let runs: [Run.ID]
  /// What was done; the history's thread puts in the time of a deletion.
  package let edit: RunEdit
  /// Finished drafts among them that become entries and need a file.
  package let promoted: [Run.ID]

  /// Makes an edit.
  package init(number: Int, runs: [Run.ID], edit: RunEdit, promoted: [Run.ID] = []) {
    self.number = number
    self.runs = runs
    self.edit = edit
    self.promoted = promoted
  }
}

/// What an entry is read for.
package enum Reading: Hashable, Sendable {
  /// To be looked at; the knobs stay.
  case look
  /// To go on from, when the studio starts.
  case begin
  /// Because it has come to its end.
  case refresh
  /// To take something over into prompt and knobs.
  case load(LoadedPart)
  /// To show everything of it.
  case details
  /// To go back to the picture that another was taken from.
  case goBack
  /// To be finished.
  case finish
  /// To be written again.
  case replay
  /// To stand in a slot of the form, by its name.
  case fill(String)
  /// To write something about it.
  case note
  /// To put something of it into the clipboard.
  case copy(CopiedPart)
}

/// What is taken over from an entry.
package enum LoadedPart: String, Hashable, Sendable, CaseIterable {
  /// Prompt, knobs and seed.
  case all = "prompt, knobs and seed"
  /// The words.
  case prompt
  /// The knobs.
  case knobs
  /// Both seeds.
  case seed
}

/// What of an entry goes into the clipboard.
package enum CopiedPart: String, Hashable, Sendable, CaseIterable {
  /// The command that makes the picture again.
  case line = "the command that makes it again"
  /// The words.
  case prompt = "prompt"
  /// The seed.
  case seed
  /// The path of its file.
  case path
}
