package import History
package import Terminal
package import Tokens

/// What `reduce` asks to be done elsewhere; the answers come back as actions.
package enum Effect: Hashable, Sendable {
  /// Draw a picture, after the ones ordered before.
  case draw(Order)
  /// Write down the orders that wait; the order being drawn leaves them when its run begins.
  case remember([Order], drawing: JobID?)
  /// Use these knobs and this seed from the next token of an order on.
  case retune(JobID, Knobs, Seed)
  /// Write an order at another pace.
  case pace(JobID, Turning)
  /// Write one more token of an order that waits for keys.
  case step(JobID)
  /// Hold the writing of an order, or go on.
  case pause(JobID, Bool)
  /// Look at every code of a picture.
  case survey(Origin)
  /// Show what a picture would be with other codes at a place.
  case imagine(Origin, position: Int, [CodeIndex], revision: Int)
  /// Say later that the token cursor has not moved since.
  case awaitRest(revision: Int)
  /// Make the draft of an order an entry.
  case adopt(JobID)
  /// End an order; its picture stays partial.
  case stop(JobID)
  /// Count the tokens of a revision of the prompt.
  case count(String, revision: Int)
  /// Say later that nothing was typed since.
  case awaitPause(revision: Int)
  /// Let the user change a text with an editor of their own.
  case editElsewhere(String)
  /// Draw a number by chance.
  case drawLot
  /// Fetch the pixels of a run.
  case open(HistoryEntry)
  /// Do something to entries of the history; drafts among them become entries with a file.
  case edit(HistoryEdit)
  /// Take an edit back.
  case takeBack(Int)
  /// Look what other studios have done to the history.
  case hearOthers
  /// Read the first page of a search.
  case list(HistorySearch)
  /// Read the next page of a search.
  case listMore(HistorySearch, before: Run.ID)
  /// Make the thumbnails of runs, in place of those asked for before.
  case thumbnails([Run.ID])
  /// Read everything about an entry.
  case readDetails(Run.ID, Reading)
  /// Read two entries to tell them apart.
  case readDifference(Run.ID, Run.ID)
  /// Read the tags that there are.
  case readTags
  /// Open a run's picture in the system's viewer.
  case view(Run.ID)
  /// Write runs to files of the user's own.
  case export(ExportForm, [Run.ID], path: String)
  /// Look documents up.
  case lookUp(DocumentQuery)
  /// Look documents up in a bank from now on, by its path; empty is the model's own.
  case openBank(String)
  /// Decode the pictures of documents, or of a form that was left.
  case drawDocuments([CodeGrid])
  /// Read a picture for a slot of the form and find its codes.
  case fill(SlotSource, number: Int)
  /// Find the words that are asked for.
  case ask(Question)
  /// Find no more words for what was asked.
  case stopAsking
  /// Tell the folders and pictures that a typed path may become.
  case listFiles(String)
  /// Take over a picture file.
  case importPicture(path: String)
  /// Read the whole of an entry.
  case read(Run.ID, Reading)
  /// Remember a setting, by its key and its value as TOML writes it.
  case save(key: String, literal: String)
  /// Use these knobs from the next tokens of a sheet on, but for what its variants differ in.
  case retuneSheet(JobID, Knobs)
  /// Make a tile a run of its own, taken from the sheet's.
  case recordTile(SheetTileID, Picture, Run.Verdict, parent: Run.ID?)
  /// Show a sheet of the history tile by tile.
  case openSheet(JobID, HistoryEntry)
  /// Write a sheet as one picture, and what it says as JSON beside it.
  case saveSheet(Sheet, path: String)
  /// Write down what the user decided on the run of a tile.
  case decide(Run.ID, Run.Verdict)
  /// Remember knobs by name, as TOML writes them.
  case savePreset(String, literal: String)
  /// Ask the terminal for something.
  case terminal(TerminalRequest)
  /// Write down where the studio is, so that what was drawn by hand outlives a kill.
  case keepSession
  /// End the studio.
  case quit
}
