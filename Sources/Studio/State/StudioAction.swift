package import Generation
package import History
package import Imaging
package import Terminal
package import Tokens

/// Everything that can happen to the studio.
package enum StudioAction: Sendable {
  /// The terminal told something.
  case terminal(TerminalEvent)
  /// The terminal has a size and can show something.
  case display(TerminalSize, TerminalCapabilities)
  /// The model is loaded.
  case modelLoaded(ModelFacts)
  /// The model cannot be used.
  case modelFailed(String)
  /// The prompt of a revision has so many tokens.
  case counted(revision: Int, tokens: Int)
  /// The prompts of the history, the newest first.
  case promptsRead([String])
  /// A number drawn by chance, for a caption.
  case lotDrawn(UInt64)
  /// The user's own editor was left with this text.
  case edited(String)
  /// The token cursor has rested for a while since a move.
  case rested(revision: Int)
  /// What a model thought of every code of a picture.
  case surveyed(Origin, [TokenInspection])
  /// A picture with another code at the token cursor, which has not moved since a revision.
  case imagined(CodeIndex, Image, revision: Int)
  /// Nothing was typed for a while after a revision of the prompt.
  case typingPaused(revision: Int)
  /// An order came further.
  case progressed(JobID, Snapshot, seconds: Double)
  /// An order is done, was stopped, or failed with a sentence.
  case ended(JobID, Snapshot?, seconds: Double, failure: String?)
  /// A sheet came further.
  case sheetProgressed(JobID, SheetSnapshot, seconds: Double)
  /// A sheet is done, was stopped, or failed with a sentence.
  case sheetEnded(JobID, SheetSnapshot?, seconds: Double, failure: String?)
  /// A tile has a row in the history.
  case tileRecorded(SheetTileID, Run.ID)
  /// An order has a row in the history.
  case recorded(JobID, Run.ID)
  /// The first page of a search, and how long the history is.
  case listed(HistoryPage, StudioState.HistoryCounts, revision: Int)
  /// The next page of a search.
  case listedMore(HistoryPage, revision: Int)
  /// How many runs a search finds.
  case matched(Int, revision: Int)
  /// How runs were guided, in a word or two.
  case noted([Run.ID: String])
  /// A search is refused with a sentence.
  case searchRefused(String, revision: Int)
  /// Some runs are not as they were.
  case changed(HistoryChange)
  /// A thumbnail of a run of so many codes; nil where it can have none.
  case thumbnail(Run.ID, Image?, written: Int)
  /// Everything about an entry, for what it was asked for.
  case detailsRead(EntryDetails, Reading)
  /// Two entries to tell apart.
  case differenceRead(HistoryEntry, HistoryEntry)
  /// A picture was taken over as a run.
  case imported(Run.ID)
  /// What a bank gave for a question.
  case found(FoundDocuments)
  /// Of a folder that a bank is made of, so many pictures have been read.
  case bankRead(Int, of: Int)
  /// A bank is open; nil where the model has none.
  case bankOpened(BankFacts?)
  /// A bank cannot be used, with the reason.
  case bankFailed(String)
  /// The picture of a document.
  case documentDrawn(CodeGrid, Image)
  /// A picture for a slot of the form was read.
  case filled(FilledSlot, number: Int)
  /// A picture for a slot cannot be used, with the reason.
  case unfilled(String, number: Int)
  /// The words for a question were found, or will not be.
  case answered
  /// The folders and pictures that a typed path may become.
  case filesListed([String], for: String)
  /// The tags that there are, the most used first.
  case tagsRead([TagCount])
  /// The whole of an entry.
  case entryRead(HistoryEntry, Reading)
  /// Orders that a studio before left waiting.
  case queueRead([QueueItem])
  /// The pixels of a run that is to be looked at.
  case opened(Run.ID, Image)
  /// Something went wrong beside the drawing, or something to be said.
  case said(StudioState.Message)
}

/// A picture as far as it is written.
package struct Snapshot: Hashable, Sendable {
  /// The codes so far.
  package var codes: [CodeIndex]
  /// What was done by hand so far.
  package var steering: Steering
  /// What it looks like; nil where only the count is told.
  package var image: Image?

  /// Makes a snapshot.
  package init(codes: [CodeIndex], steering: Steering = Steering(), image: Image? = nil) {
    self.codes = codes
    self.steering = steering
    self.image = image
  }
}
