import Evaluation
import Foundation
import Generation
import History
import Imaging
import Tokens

/// Writes entries of a history to files.
struct RunExport {
  let store: HistoryStore
  let model: ModelOptions

  /// More would be looked at by nobody, and a sheet lies in memory.
  static let mostOfASheet = 400

  /// Whoever exports a draft wants to keep it.
  ///
  /// - Throws: `HistoryError`.
  func promoteDrafts(_ ids: [Run.ID]) throws { try store.edit(ids, .promote) }

  /// Writes a PNG an entry; what cannot be written is told and passed over.
  ///
  /// - Returns: How many were passed over.
  /// - Throws: `OutputError`: the next file would find no better folder.
  func writePictures(_ ids: [Run.ID], to folder: String) throws -> Int {
    try eachPicture(ids) { run, bytes in
      let path = "\(folder)/\(store.pictureName(of: run.summary))"
      try OutputFile.write(bytes, to: path)
      Console.print(path)
    }
  }

  /// Writes all fields as JSON lines, `-` is standard output.
  ///
  /// - Throws: `HistoryError`, `OutputError`.
  func writeLines(_ ids: [Run.ID], to path: String) throws {
    var text = ""
    for chunk in chunks(ids) {
      for run in try store.runs(chunk) {
        text += try RunRecord(run, picture: store.picturePath(of: run)).line() + "\n"
      }
    }
    try OutputFile.write(Array(text.utf8), to: path)
    if path != "-" { Console.print(path) }
  }

  /// Writes a contact sheet as square as it goes.
  ///
  /// - Returns: How many were passed over.
  /// - Throws: `HistoryCommandError`, `OutputError`.
  func writeSheet(_ ids: [Run.ID], to path: String) throws -> Int {
    guard ids.count <= Self.mostOfASheet else { throw HistoryCommandError.tooMany(ids.count) }
    var images: [Image] = []
    let failures = try eachPicture(ids) { images.append(try PNG.decode($1)) }
    guard let side = images.map({ max($0.width, $0.height) }).max() else { return failures }
    let columns = Int(Double(images.count).squareRoot().rounded(.up))
    let sheet = ContactSheet(columns: columns).image(of: images.map { $0.onSquare(side) })
    try OutputFile.write(PNG.encode(sheet), to: path)
    Console.print(path)
    return failures
  }

  private func eachPicture(
    _ ids: [Run.ID], _ body: (Run, [UInt8]) throws -> Void
  ) throws -> Int {
    var failures = 0
    let painter = RunPainter(store: store, model: model)
    for chunk in chunks(ids) {
      for run in try store.runs(chunk) {
        do {
          try body(run, painter.picture(of: run))
        } catch let error as OutputError {
          throw error
        } catch {
          failures += 1
          Console.complain("leon: \(CommandExit.sentence(for: error))")
        }
      }
    }
    return failures
  }

  /// Codes of a hundred entries are read at a time.
  private func chunks(_ ids: [Run.ID]) -> [[Run.ID]] {
    stride(from: 0, to: ids.count, by: 100).map { Array(ids[$0..<min($0 + 100, ids.count)]) }
  }
}

/// Gives the picture files of entries, made again from their codes where they are gone.
private final class RunPainter {
  private let store: HistoryStore
  private let model: ModelOptions
  private var loaded: LoadedModel?

  init(store: HistoryStore, model: ModelOptions) {
    self.store = store
    self.model = model
  }

  /// The bytes of the PNG.
  func picture(of run: Run) throws -> [UInt8] {
    if let path = store.picturePath(of: run) { return try InputFile.read(path) }
    guard run.state == .finished, run.codes.count == run.codeCount, run.codeCount > 0 else {
      throw HistoryCommandError.unfinished(run.id)
    }
    let loaded = try loaded ?? LoadedModel(folder: model.folder(), threads: model.threadCount)
    self.loaded = loaded
    guard loaded.hash == run.modelHash else {
      throw HistoryCommandError.otherModel(run.id, hash: run.modelHash, present: loaded.hash)
    }
    return try draw(run, loaded)
  }

  private func draw(_ run: Run, _ model: LoadedModel) throws -> [UInt8] {
    let decoder = JSONDecoder()
    guard
      let request = try? decoder.decode(GenerationRequest.self, from: Data(run.request.utf8)),
      let steering = try? decoder.decode(Steering.self, from: Data(run.knobChanges.utf8)),
      run.codeCount == model.gridSide * model.gridSide,
      run.codes.allSatisfy({ $0 >= 0 && Int($0) < model.vocabulary.imageRange.count })
    else { throw HistoryCommandError.unreadableRequest(run.id) }
    let grid = CodeGrid(
      height: model.gridSide, width: model.gridSide, codes: run.codes.map(CodeIndex.init))
    let metadata = PictureMetadata(request: request, steering: steering, model: model)
    return try PNG.encode(model.decode(grid), text: metadata.texts())
  }
}

extension Image {
  /// Fitted to a square; enlarged by whole factors where that does it, so that pixels stay crisp.
  fileprivate func onSquare(_ side: Int) -> Image {
    if width == height, width == side { return self }
    if width == height, side % width == 0 { return enlarged(by: side / width) }
    return fitting(side: side, on: .white)
  }
}
