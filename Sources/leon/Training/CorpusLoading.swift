import Training

/// Reading a corpus for training, with what is left out named.
enum CorpusLoading {
  /// Loads the pictures of an image folder; the first twenty that cannot be read are named, all
  /// are counted.
  ///
  /// - Throws: `CorpusError`, or `TrainingError.noPictures` when none is left.
  static func pictures(_ path: String, side: Int) throws -> PictureSet {
    let folder = try ImageFolder(path)
    let pictures = PictureSet(folder, entries: folder.entries, side: side) { _, _ in }
    tellSkipped(pictures.skipped)
    guard pictures.count > 0 else { throw TrainingError.noPictures(path) }
    Console.print("\(pictures.count) pictures of \(path)")
    return pictures
  }

  /// Names and counts what was left out.
  static func tellSkipped(_ skipped: [String]) {
    for line in skipped.prefix(20) { Console.complain("skipped \(line)") }
    if !skipped.isEmpty { Console.complain("\(skipped.count) skipped in all") }
  }
}
