import History

/// Sheets as runs, and their tiles.
extension Ledger {
  /// The name of the task in the history.
  static let sheetTask = "sheet"

  /// Makes a run that of a sheet: the codes of its variants one after the other.
  func describe(_ plan: SheetPlan, in run: inout NewRun) throws {
    run.request = try HistoryJSON.text(SheetRecord(plan))
    run.task = Ledger.sheetTask
    run.codeCount *= plan.variants.count
    run.comparison = try store.compare(HistoryJSON.text(plan.axes), at: archivist.date())
  }

  /// A tile becomes a run of its own at once, with all its codes; keeping it copies its file.
  func record(
    _ tile: SheetTileID, _ picture: Picture, _ verdict: Run.Verdict, _ model: ModelFacts,
    _ parent: Run.ID?, _ file: [UInt8]?
  ) throws {
    let sheet = try parent.map(store.run)
    var order = Order(
      job: tile.job, request: picture.request, turning: .live,
      verdict: verdict == .draft ? .draft : .undecided, parent: parent)
    order.task = sheet.flatMap { SheetRecord.plan(in: $0.request)?.task } ?? order.task
    var new = try newRun(order, model)
    new.comparison = sheet?.summary.comparison
    let run = try store.begin(new, at: archivist.date())
    try close(
      run, Snapshot(codes: picture.codes, steering: picture.steering), picture.isComplete, file)
    if verdict == .kept { try store.edit([run], .judge(.kept)) }
    post(.tileRecorded(tile, run))
    try tell([run] + (parent.map { [$0] } ?? []), recounting: verdict != .draft)
  }
}
