import Foundation
import History
import Imaging

/// Writes entries to files of the user's own; what is there already is never written over.
struct RunExport {
  let store: HistoryStore
  /// The files of runs that have none in the history.
  let files: [Run.ID: [UInt8]]

  /// More would be looked at by nobody, and a sheet lies in memory.
  static let mostOfASheet = 400

  /// Writes runs.
  ///
  /// - Returns: A sentence that says what was written and what was not.
  /// - Throws: `FileRefusal`, `HistoryError`, `ImageError`.
  func write(_ runs: [Run.ID], as form: ExportForm, to path: String) throws -> String {
    let path = UserPath.expanded(path)
    switch form {
    case .pictures: return try writePictures(runs, to: path)
    case .sheet: return try writeSheet(runs, to: path)
    case .lines:
      let lines = try store.runs(runs).map {
        try RunRecord($0, picture: store.picturePath(of: $0)).line() + "\n"
      }
      try write(Array(lines.joined().utf8), to: path)
      return "wrote \(lines.count == 1 ? "one line" : "\(lines.count) lines") to \(path)"
    }
  }

  /// Writes a sheet as a picture, and what it says as JSON beside it.
  ///
  /// - Returns: A sentence that says so.
  /// - Throws: `FileRefusal`.
  func write(_ sheet: SheetFile, to path: String) throws -> String {
    let path = UserPath.expanded(path)
    let stem = path.lowercased().hasSuffix(".png") ? String(path.dropLast(4)) : path
    let json = stem + ".json"
    guard !FileManager.default.fileExists(atPath: json) else {
      throw FileRefusal("\(json) is there already; choose another name")
    }
    try write(sheet.png, to: stem + ".png")
    try write(sheet.json, to: json)
    return "wrote \(stem).png, and what it says to \(json)"
  }

  private func writePictures(_ runs: [Run.ID], to path: String) throws -> String {
    let pictures = try pictures(of: runs)
    guard runs.count > 1 || isFolder(path) else {
      guard let only = pictures.first else { throw FileRefusal(missing(runs.count)) }
      try write(only.bytes, to: path)
      return "wrote \(path)"
    }
    try makeFolder(path)
    for (run, bytes) in pictures { try write(bytes, to: "\(path)/\(store.pictureName(of: run))") }
    return "wrote \(pictures.count) pictures to \(path)" + tail(runs.count - pictures.count)
  }

  private func writeSheet(_ runs: [Run.ID], to path: String) throws -> String {
    guard runs.count <= RunExport.mostOfASheet else {
      throw FileRefusal("a sheet takes at most \(RunExport.mostOfASheet), got \(runs.count)")
    }
    let images = try pictures(of: runs).map { try PNG.decode($0.bytes) }
    guard let side = images.map({ max($0.width, $0.height) }).max() else {
      throw FileRefusal(missing(runs.count))
    }
    let columns = Int(Double(images.count).squareRoot().rounded(.up))
    let sheet = ContactSheet(columns: columns)
      .image(of: images.map { $0.filling(side: side) })
    try write(try PNG.encode(sheet), to: path)
    return "wrote a sheet of \(images.count) to \(path)" + tail(runs.count - images.count)
  }

  private func pictures(of runs: [Run.ID]) throws -> [(run: RunSummary, bytes: [UInt8])] {
    try store.runs(runs).compactMap { run in
      if let file = files[run.id] { return (run.summary, file) }
      guard let path = store.picturePath(of: run),
        let data = FileManager.default.contents(atPath: path)
      else { return nil }
      return (run.summary, [UInt8](data))
    }
  }

  private func missing(_ count: Int) -> String {
    count == 1
      ? "it has no picture file, and its codes cannot be read here"
      : "none of them has a picture file"
  }

  private func tail(_ count: Int) -> String {
    count == 0 ? "" : "; \(count) had no picture"
  }

  private func isFolder(_ path: String) -> Bool {
    let found = try? FileManager.default.attributesOfItem(atPath: path)
    return found?[.type] as? FileAttributeType == .typeDirectory
  }

  private func makeFolder(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw FileRefusal("\(path) cannot be made: \(error.localizedDescription)")
    }
  }

  private func write(_ bytes: [UInt8], to path: String) throws {
    try makeFolder(URL(fileURLWithPath: path).deletingLastPathComponent().path)
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path), options: .withoutOverwriting)
    } catch CocoaError.fileWriteFileExists {
      throw FileRefusal("\(path) is there already; choose another name")
    } catch {
      throw FileRefusal("\(path) cannot be written: \(error.localizedDescription)")
    }
  }
}
