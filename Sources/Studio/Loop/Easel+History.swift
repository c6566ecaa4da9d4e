import Foundation
import Generation
import History
import Imaging

/// What the computing thread does for the history: pixels of runs, files of drafts that stay.
extension Easel {
  /// Shows a run: its file where there is one, else its codes where this model can read them.
  func open(_ entry: HistoryEntry, _ path: String?) {
    if let image = PictureFile.image(path) {
      // What an earlier edit kept is in its file, and a further one keeps it too.
      if let picture = entry.picture, picture.request.base != nil, picture.isComplete,
        image.width == engine.facts.imageSide, image.height == image.width
      {
        originals.remember(image, codes: picture.codes)
      }
      painter.mailbox.post(.opened(entry.id, image))
    } else if let image = sheets.image(of: entry) {
      painter.mailbox.post(.opened(entry.id, image))
    } else if entry.run.modelHash == engine.facts.hash, let picture = entry.picture {
      painter.mailbox.post(.opened(entry.id, pixels(picture.codes)))
    } else {
      painter.mailbox.post(.said(PictureFile.missing(entry.id)))
    }
  }

  /// Hands an edit on, with the files that drafts need when they become entries, and those of kept
  /// pictures that were lost.
  func edit(_ edit: HistoryEdit) {
    var files: [Run.ID: [UInt8]] = [:]
    let lacking = edit.edit == .judge(.kept) ? edit.runs : edit.promoted
    for run in lacking { files[run] = missingFile(of: run) }
    painter.archivist.put(.edit(edit, files: files))
  }

  /// Hands an export on, with the files of runs that have none.
  func export(_ form: ExportForm, _ runs: [Run.ID], _ path: String) {
    var files: [Run.ID: [UInt8]] = [:]
    if form != .lines { for run in runs { files[run] = missingFile(of: run) } }
    painter.archivist.put(.export(form, runs, path: path, files: files))
  }

  func showThumbnail(of run: Run.ID) {
    painter.mailbox.post(
      PictureFile.thumbnail(of: run, painter.archivist.store) { entry in
        guard entry.run.modelHash == engine.facts.hash else { return nil }
        if entry.sheet != nil { return sheets.image(of: entry) }
        return entry.picture.map { pixels($0.codes) }
      })
  }

  private func missingFile(of run: Run.ID) -> [UInt8]? {
    let store = painter.archivist.store
    guard let run = try? store.run(run), store.picturePath(of: run) == nil,
      run.state == .finished, run.modelHash == engine.facts.hash, !run.codes.isEmpty
    else { return nil }
    let entry = HistoryEntry(run)
    if entry.sheet != nil { return sheets.file(of: entry) }
    guard let picture = entry.picture else { return nil }
    return fileBytes(picture.request, picture.steering, pixels(picture.codes))
  }
}

/// The files of pictures as the studio reads them.
enum PictureFile {
  /// The pixels of a file; nil where there is none or it is no PNG.
  static func image(_ path: String?) -> Image? {
    guard let path, let data = FileManager.default.contents(atPath: path) else { return nil }
    return try? PNG.decode([UInt8](data))
  }

  /// A run's thumbnail: from its file where there is one, else what `decoded` makes of its codes.
  static func thumbnail(
    of run: Run.ID, _ store: HistoryStore, decoded: (HistoryEntry) -> Image?
  ) -> StudioAction {
    guard let whole = try? store.run(run) else { return .thumbnail(run, nil, written: 0) }
    let image = image(store.picturePath(of: whole)) ?? decoded(HistoryEntry(whole))
    return .thumbnail(
      run, image?.filling(side: Thumbnails.side), written: whole.written)
  }

  /// What is said where a run has neither a file nor codes that can be read.
  static func missing(_ run: Run.ID) -> StudioState.Message {
    StudioState.Message(
      text: "#\(run.rawValue) has no picture file and another model wrote its codes",
      isError: true)
  }
}
