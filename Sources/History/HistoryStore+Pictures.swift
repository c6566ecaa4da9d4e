import Foundation

extension HistoryStore {
  /// The path of a run's picture; nil where there is none, or where it was removed behind its row.
  package func picturePath(of run: RunSummary) -> String? {
    guard let picture = run.picture else { return nil }
    let path = "\(folder)/pictures/\(picture)"
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }

  /// The same of a whole run.
  package func picturePath(of run: Run) -> String? { picturePath(of: run.summary) }

  /// The readable file name of a run's picture.
  package func pictureName(of run: RunSummary) -> String {
    run.picture ?? PictureName.of(run.id, prompt: run.prompt, seed: run.seed)
  }

  /// The path of the copy of a kept run, if it is still there.
  package func keptPath(of run: RunSummary) -> String? {
    run.kept.flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil }
  }

  /// The run that has these very bytes as its picture, if there is one that is not deleted.
  ///
  /// - Parameters:
  ///   - picture: The PNG file's bytes.
  ///   - prompt: The words of the request.
  ///   - seed: Of the picture.
  /// - Returns: What lists show of it.
  /// - Throws: `HistoryError`.
  package func run(with picture: [UInt8], prompt: String, seed: UInt64) throws -> RunSummary? {
    var query = HistoryQuery()
    query.seed = seed
    query.verdicts = Set(Run.Verdict.allCases)
    let same = try ids(of: query).map(summary).filter { $0.prompt == prompt }
    return same.first { run in
      picturePath(of: run).flatMap { FileManager.default.contents(atPath: $0) } == Data(picture)
    }
  }

  /// Sees to it that the copy among the kept pictures is there exactly where the run is kept.
  func settleKept(_ id: Run.ID) throws {
    let run = try summary(id)
    let isKept = run.verdict == .kept && run.deletedAt == nil
    if isKept, keptPath(of: run) == nil, let path = picturePath(of: run) {
      let picture = try bytes(path)
      try makeKeptFolder()
      let name = freeName(of: run, for: picture)
      try DurableFile.write(picture, folder: keptFolder, name: name)
      try update(id, "kept = ?", ["\(keptFolder)/\(name)"])
    } else if !isKept, let kept = run.kept {
      try update(id, "kept = NULL", [])
      removeUnchanged(kept, of: run)
    }
  }

  func removePicture(_ name: String) {
    try? FileManager.default.removeItem(atPath: "\(folder)/pictures/\(name)")
  }

  /// A copy that its owner has changed is the owner's.
  private func removeUnchanged(_ kept: String, of run: RunSummary) {
    guard let path = picturePath(of: run), let copy = FileManager.default.contents(atPath: kept),
      copy == FileManager.default.contents(atPath: path)
    else { return }
    try? FileManager.default.removeItem(atPath: kept)
  }

  /// Another history may keep pictures in the same folder, so a name may be taken.
  private func freeName(of run: RunSummary, for picture: [UInt8]) -> String {
    let stem = PictureName.kept(run.id, prompt: run.prompt, seed: run.seed)
    var (name, number) = ("\(stem).png", 1)
    while let other = FileManager.default.contents(atPath: "\(keptFolder)/\(name)"),
      other != Data(picture)
    {
      number += 1
      name = "\(stem)-\(number).png"
    }
    return name
  }

  private func bytes(_ path: String) throws -> [UInt8] {
    do {
      return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw HistoryError.unreadable(path: path, reason: error.localizedDescription)
    }
  }

  private func makeKeptFolder() throws { try HistoryStore.makeFolder(keptFolder) }
}
