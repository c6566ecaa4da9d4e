import Generation
import History
import Tokens

/// What is done on a sheet, and what is heard of it.
extension StudioState {
  private static let noSheet = "no sheet is looked at; m draws one"

  /// Takes what a sheet has so far.
  mutating func advance(_ job: JobID, _ snapshot: SheetSnapshot, _ seconds: Double) -> [Effect] {
    if sheet?.job == job { sheet?.take(snapshot) }
    guard writing?.order.job == job else { return [] }
    writing?.written = snapshot.codes.first?.count ?? 0
    writing?.seconds = seconds
    return []
  }

  /// Takes the end of a sheet and begins the next order.
  mutating func end(
    _ job: JobID, _ snapshot: SheetSnapshot?, _ seconds: Double, _ failure: String?
  ) -> [Effect] {
    if sheet?.job == job {
      if let snapshot { sheet?.take(snapshot) }
      sheet?.seconds = seconds
      if sheet?.plan.isRanked == true, sheet?.isComplete == true { sheet?.rank() }
      if snapshot == nil {
        sheet = nil
        if stage == .sheet { stage = .picture }
      }
    }
    if writing?.order.job == job { writing = nil }
    if let failure { message = Message(text: failure, isError: true) }
    return startNext()
  }

  /// Gives a tile that was kept or adopted its row in the history.
  mutating func record(_ job: JobID, tile variant: Int, as run: Run.ID) -> [Effect] {
    guard let place = sheet?.tiles.firstIndex(where: { $0.variant == variant }),
      sheet?.job == job, let tile = sheet?.tiles[place]
    else { return [] }
    sheet?.tiles[place].picture.run = run
    if shown?.sheetTile == tile.id(in: job) { shown?.run = run }
    if pinned?.sheetTile == tile.id(in: job) { pinned?.run = run }
    return tile.picture.verdict == .kept ? [] : [.decide(run, tile.picture.verdict)]
  }

  /// Moves the cursor over the tiles.
  mutating func moveTile(_ move: TileMove) -> [Effect] {
    guard let sheet else { return [] }
    let grid = SheetLayout(self, Layout(self).preview)
    let step =
      switch move {
      case .left: -1
      case .right: 1
      case .up: -grid.columns
      case .down: grid.columns
      case .previousPage: -grid.tilesAPage
      case .nextPage: grid.tilesAPage
      }
    let isPage = move == .nextPage || move == .previousPage
    let target = isPage ? sheet.clamped(sheet.cursor + step) : sheet.cursor + step
    guard sheet.tiles.indices.contains(target) else { return [] }
    self.sheet?.cursor = target
    showsPinned = false
    return []
  }

  /// Makes the tile's words, knobs and seed the present ones and shows its picture.
  mutating func adoptTile() -> [Effect] {
    guard let sheet, stage == .sheet else { return refuse(Self.noSheet) }
    guard writing?.order.job != sheet.job else {
      return refuse("the sheet is still being written; Ctrl-C stops it")
    }
    let tile = sheet.tile
    guard !tile.picture.codes.isEmpty else { return refuse("nothing of this tile is written yet") }
    remember("\(tile.label) adopted", .adoption(settings, words, shown: shown))
    let base = tile.picture.request.base
    if base == nil || base == drawnForm?.base { settings.knobs = tile.picture.knobs }
    settings.seed = tile.picture.request.seed
    settings.variationSeed = tile.picture.request.variationSeed
    settings.documents.count = tile.picture.request.documents.count
    if !Knob.shown(in: settings).contains(activeKnob) { activeKnob = .guidance }
    var picture = tile.picture
    picture.sheetTile = tile.id(in: sheet.job)
    shown = picture
    lastSpeed = nil
    (stage, selected, showsPinned) = (.picture, nil, false)
    message = Message(text: "\(tile.label) is taken; u goes back")
    // What is said to be done to a picture stands in the form that is open.
    let counting = base == nil ? replaceWords(picture.request.words) : []
    return picture.run == nil ? counting + [recording(tile, .draft)] : counting
  }

  /// Keeps or tosses the tile under the cursor and goes on to the next one.
  mutating func judgeTile(_ verdict: Run.Verdict) -> [Effect] {
    guard let sheet else { return [] }
    let tile = sheet.tile
    guard verdict == .tossed || tile.picture.isComplete else {
      return refuse("this tile is not finished; it cannot be kept")
    }
    remember(
      "\(tile.label) \(verdict.rawValue)", .tile(tile.id(in: sheet.job), tile.picture.verdict))
    message = Message(text: "\(tile.label) \(verdict.rawValue)")
    let effects = decide(on: tile, verdict)
    self.sheet?.cursor = sheet.clamped(sheet.cursor + 1)
    return effects
  }

  /// Takes a decision on a tile back.
  mutating func decide(on id: SheetTileID, _ verdict: Run.Verdict) -> [Effect] {
    guard sheet?.job == id.job, let tile = sheet?.tiles.first(where: { $0.variant == id.variant })
    else { return [] }
    return decide(on: tile, verdict)
  }

  private mutating func decide(on tile: Sheet.Tile, _ verdict: Run.Verdict) -> [Effect] {
    guard let place = sheet?.tiles.firstIndex(of: tile) else { return [] }
    sheet?.tiles[place].picture.verdict = verdict
    if let run = tile.picture.run { return [.decide(run, verdict)] }
    return verdict == .kept ? [recording(tile, .kept)] : []
  }

  private func recording(_ tile: Sheet.Tile, _ verdict: Run.Verdict) -> Effect {
    .recordTile(tile.id(in: sheet?.job ?? lastJob), tile.picture, verdict, parent: sheet?.run)
  }

  /// Turns a knob for all tiles: the next token hears it, or a finished sheet is drawn again.
  mutating func turnSheet(_ knob: Knob, to after: DrawSettings) -> [Effect] {
    guard let sheet else { return [] }
    if sheet.plan.axes.contains(where: { $0.subject == knob.subject }) {
      return refuse("\(knob.title.drop { $0 == " " }) is what the tiles differ in; m narrows it")
    }
    let before = settings
    settings = after
    do {
      guard let request = requestNow(behind: sheet.plan.base.documents) else { return [] }
      let plan = try sheet.plan.moved(to: request)
      if writing?.order.job == sheet.job, knob != .seed {
        return [.retuneSheet(sheet.job, request.knobs)]
      }
      guard settings.turning == .instant else {
        return say(Message(text: "Esc, then m, draws a sheet with it"))
      }
      return draw(plan, .draft)
    } catch {
      settings = before
      return refuse("\(error)")
    }
  }

  /// Asks where the sheet is written to.
  mutating func beginSavingSheet() -> [Effect] {
    guard let sheet, stage == .sheet else { return refuse(Self.noSheet) }
    guard sheet.isComplete, sheet.tiles.allSatisfy({ $0.picture.image != nil }) else {
      return refuse("the sheet is not finished; it cannot be saved")
    }
    let number = sheet.run.map { "-\($0.rawValue)" } ?? ""
    popup = .line(LineEntry(.sheet, text: "\(exportFolder)/leon-sheet\(number).png"))
    return []
  }

  /// Writes the sheet, with its axes, as a picture and as JSON.
  mutating func saveSheet(to path: String) -> [Effect] {
    guard let sheet else { return refuse(Self.noSheet) }
    return path.isEmpty ? refuse("nothing was written") : [.saveSheet(sheet, path: path)]
  }

  /// Shows another part of every tile.
  mutating func viewTiles(_ part: SheetView.Part?) -> [Effect] {
    guard let part, let view = sheet?.view else { return [] }
    guard part != view else { return refuse("the tiles show no other part that way") }
    sheet?.view = part
    return []
  }
}

/// Where the cursor goes on a sheet.
package enum TileMove: Hashable, Sendable {
  case left, right, up, down, nextPage, previousPage
}

/// One tile of one sheet.
package struct SheetTileID: Hashable, Sendable {
  /// The order of the sheet.
  package let job: JobID
  /// The variant's place in the plan.
  package let variant: Int
}

extension Sheet.Tile {
  func id(in job: JobID) -> SheetTileID { SheetTileID(job: job, variant: variant) }
}

extension Sheet {
  /// A place among the tiles.
  func clamped(_ place: Int) -> Int { min(max(place, 0), tiles.count - 1) }
}
