import History

/// Tiles of sheets as runs.
extension Ledger {
  /// A tile becomes a run of its own at once, with all its codes; keeping it copies its file.
  func record(
    _ tile: SheetTileID, _ picture: Picture, _ verdict: Run.Verdict, _ model: ModelFacts,
    _ file: [UInt8]?
  ) throws {
    let order = Order(
      job: tile.job, request: picture.request, turning: .live,
      verdict: verdict == .draft ? .draft : .undecided)
    let run = try store.begin(newRun(order, model), at: archivist.date())
    try close(
      run, Snapshot(codes: picture.codes, steering: picture.steering), picture.isComplete, file)
    if verdict == .kept { try store.edit([run], .judge(.kept)) }
    post(.tileRecorded(tile, run))
    try tell([run], recounting: verdict != .draft)
  }
}
