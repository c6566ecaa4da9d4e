/// An act of the studio, with the keys that call it unless a user's `[keys]` say otherwise: dispatch,
/// help, hints and the palette read a `KeyMap` of `Command.table`, and the README shows the table.
package struct Command: Hashable, Sendable {
  /// Which act.
  package let act: Act
  /// Its name for settings and the palette, which never changes.
  package let name: String
  /// Where its keys mean it; nil is everywhere.
  package let context: KeyContext?
  /// The keys' names, the first of which is shown as a hint.
  package let keys: [String]
  /// What it does, for help.
  package let title: String
  /// One or two words for the line of hints; nil leaves it out.
  package var hint: String?

  /// Everything that can be done by a key that is not text.
  package enum Act: Hashable, Sendable {
    case draw, stop, browse, write, help, palette, quit, suspend, redraw, undo
    case turnUp, turnDown, turnUpFinely, turnDownFinely, nextKnob, previousKnob
    case nextSeed, previousSeed, step
    case pin, flip, keep, toss, rate(Int)
    case newer, older, pageNewer, pageOlder, present, load(LoadedPart), finish, replay
    case search, endSearch, leaveSearch, searchDelete, searchDeleteWord, searchClear
    case nextFilter, favour, delete, tag, note, details, difference, view
    case gallery, lookFromGallery, leaveGallery, mark
    case galleryLeft, galleryRight, galleryUp, galleryDown, galleryPageUp, galleryPageDown
    case galleryFirst, galleryLast
    case documents, bank, editPicture, askAbout, fillSlot, fill(SlotFilling), sketch(SketchAct)
    case showPixels, enlarge, shrink, panLeft, panRight, panUp, panDown, leaveCloseUp, tour
    case menu(Menu), copy(CopiedPart), export(ExportForm), importPicture
    case zoom, pictureMode, theme
    case spread, adoptTile, moveTile(TileMove), enlargeTiles, reduceTiles,
      panTiles(TileMove)
    case sheetForm, bestOf, saveSheet, contrast(Contrast.Way), moveLine(Int), leaveStage
    case newLine, deleteBackward, deleteForward, deleteWord, deleteToStart, deleteToEnd
    case complete, completeBack, caption, negative, tasks, openPicture, settings
    case undoEdit, redoEdit, pastPrompts, ownEditor
    case pause, queue, rewind, goBack, value, presets, resetKnob, resetKnobs
    case cursor(CursorMove), nextAlternative, previousAlternative, alternative(Int), heatMap
    case goOn, leaveInspector
    case left, right, wordLeft, wordRight, lineStart, lineEnd, up, down
  }

  init(
    _ act: Act, _ name: String, in context: KeyContext? = nil, _ keys: [String], _ title: String,
    hint: String? = nil
  ) {
    self.act = act
    self.name = name
    self.context = context
    self.keys = keys
    self.title = title
    self.hint = hint
  }

  /// Every command; the order is that of the help.
  package static let table: [Command] =
    everywhere + browsing + asking + comparing + onTheSheet + contrasting + lookingUp + history
    + gallery + decoding
    + rewinding + zooming + sketching + writing + searching

  /// The same command with other keys.
  func bound(to keys: [String]) -> Command {
    Command(act, name, in: context, keys, title, hint: hint)
  }

  /// Its keys for lists; the palette where it has none.
  package var keyNames: String { keys.isEmpty ? ":" : keys.joined(separator: ", ") }

  /// The table as the README shows it.
  package static var markdown: String {
    var lines = ["| key | in | act | name |", "|---|---|---|---|"]
    for command in table {
      let names = command.keys.isEmpty ? [":"] : command.keys
      let keys = names.map { "`\($0)`" }.joined(separator: ", ")
      lines.append(
        "| \(keys) | \(command.context?.rawValue ?? "everywhere") | \(command.title) "
          + "| `\(command.name)` |")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
