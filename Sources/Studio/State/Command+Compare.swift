extension Command {
  /// What makes pictures comparable; further ways follow in their own contexts.
  static let comparing = [
    Command(
      .contrast(.difference), "picture-difference", in: .browse, ["d"],
      "what differs between A and B"),
    Command(.contrast(.wipe), "wipe", in: .browse, ["w"], "A left of a line, B right of it"),
    Command(.contrast(.beside), "beside", in: .browse, ["B"], "A and B side by side"),
    Command(.spread, "sheet", in: .browse, ["m"], "the knob over eight values", hint: "sheet"),
    Command(.sheetForm, "sheet-form", in: .browse, ["M"], "a sheet of one axis or two"),
    Command(
      .bestOf, "best-of", in: .browse, ["!"], "the best of eight, by the model's own account"),
  ]

  static let onTheSheet = [
    Command(.adoptTile, "adopt-tile", in: .sheet, ["Enter"], "go on from this tile", hint: "adopt"),
    Command(
      .spread, "narrow-sheet", in: .sheet, ["m"], "values between this tile's neighbours",
      hint: "narrow"),
    Command(.moveTile(.left), "tile-left", in: .sheet, ["Left", "h"], "a tile to the left"),
    Command(.moveTile(.right), "tile-right", in: .sheet, ["Right", "l"], "a tile to the right"),
    Command(.moveTile(.up), "tile-up", in: .sheet, ["Up", "k"], "a tile up"),
    Command(.moveTile(.down), "tile-down", in: .sheet, ["Down", "j"], "a tile down"),
    Command(.moveTile(.nextPage), "next-tiles", in: .sheet, ["PageDown"], "the tiles after these"),
    Command(
      .moveTile(.previousPage), "previous-tiles", in: .sheet, ["PageUp"], "the tiles before these"),
    Command(
      .flip, "flip-tile", in: .sheet, ["Space"], "flip between the tile and A", hint: "A/B"),
    Command(.keep, "keep-tile", in: .sheet, ["s"], "keep the tile, and go on", hint: "keep"),
    Command(.toss, "toss-tile", in: .sheet, ["x"], "toss the tile, and go on", hint: "toss"),
    Command(
      .saveSheet, "save-sheet", in: .sheet, ["E"], "write the sheet as a PNG and as JSON",
      hint: "save"),
    Command(.turnUp, "turn-sheet-up", in: .sheet, [">"], "turn the knob up for all tiles"),
    Command(.turnDown, "turn-sheet-down", in: .sheet, ["<"], "turn it down for all tiles"),
    Command(
      .enlargeTiles, "enlarge-tiles", in: .sheet, ["+"], "a smaller part of every tile, larger"),
    Command(.reduceTiles, "reduce-tiles", in: .sheet, ["-"], "a larger part of every tile"),
    Command(
      .panTiles(.left), "pan-tiles-left", in: .sheet, ["Shift-Left", "H"], "the part to the left"),
    Command(
      .panTiles(.right), "pan-tiles-right", in: .sheet, ["Shift-Right", "L"],
      "the part to the right"),
    Command(.panTiles(.up), "pan-tiles-up", in: .sheet, ["Shift-Up", "K"], "the part above"),
    Command(.panTiles(.down), "pan-tiles-down", in: .sheet, ["Shift-Down", "J"], "the part below"),
    Command(.leaveStage, "leave-sheet", in: .sheet, ["Esc"], "back to the picture", hint: "back"),
  ]

  static let lookingUp = [
    Command(
      .documents, "documents", in: .browse, ["C"], "the documents that the picture was drawn behind"
    ),
    Command(.bank, "bank", in: .browse, [], "look documents up in a bank of your own"),
    Command(
      .leaveStage, "leave-documents", in: .documents, ["Esc"], "back to the picture", hint: "back"),
  ]

  static let asking = [
    Command(
      .editPicture, "edit", in: .browse, ["e"], "change the picture by words; it becomes A",
      hint: "edit"),
    Command(.askAbout, "ask", in: .browse, ["V"], "a question about the picture"),
  ]

  static let contrasting = [
    Command(
      .leaveStage, "leave-comparison", in: .compare, ["Esc"], "back to the picture", hint: "back"),
    Command(.moveLine(-4), "line-left", in: .wipe, ["Left"], "the line to the left"),
    Command(
      .moveLine(4), "line-right", in: .wipe, ["Right"], "the line to the right", hint: "line"),
    Command(
      .moveLine(-1), "line-left-finely", in: .wipe, ["[", "Shift-Left"], "the line a little left"),
    Command(
      .moveLine(1), "line-right-finely", in: .wipe, ["]", "Shift-Right"],
      "the line a little right"),
  ]
}
