import History
import Imaging

/// Moving and marking among thumbnails.
extension StudioState {
  /// Opens the gallery at the picture that is looked at.
  mutating func openGallery() -> [Effect] {
    let seen = here.flatMap { history?[$0]?.id }
    stage = .gallery(Gallery(cursor: seen ?? history?.lines.first?.run.id))
    return []
  }

  /// Moves the cursor by tiles, rows of tiles or pages.
  mutating func moveInGallery(_ move: GalleryMove) -> [Effect] {
    guard let history, !history.isEmpty else {
      return refuse(search.isPlain ? "the history is empty" : "nothing fits the search")
    }
    let grid = GalleryGrid(Layout(self), capabilities)
    let at = here.flatMap { history.place(of: $0) } ?? 0
    let last = history.lines.count - 1
    let target =
      switch move {
      case .tiles(let count): at + count
      case .rows(let count): row(at, count, grid.columns, last)
      case .pages(let count): at + count * grid.count
      case .first: 0
      case .last: last
      }
    return look(at: history.lines[min(max(target, 0), last)].run.id)
  }

  /// A row up or down keeps the column; from a full row into the last, shorter one goes to its end.
  private func row(_ at: Int, _ count: Int, _ columns: Int, _ last: Int) -> Int {
    let target = at + count * columns
    guard target > last else { return target < 0 ? at : target }
    return last / columns > at / columns ? last : at
  }

  /// Marks the run at the cursor, or takes its mark away, and goes on to the next.
  mutating func markInGallery() -> [Effect] {
    guard case .gallery(var gallery) = stage, let here else { return [] }
    if gallery.marked.remove(here) == nil { gallery.marked.insert(here) }
    stage = .gallery(gallery)
    return moveInGallery(.tiles(1))
  }

  /// Looks at the run at the cursor, in the picture's place.
  mutating func lookFromGallery() -> [Effect] {
    guard let here else { return refuse("nothing to look at") }
    guard writing == nil else { return refuse("a picture is being written; Ctrl-C stops it") }
    stage = .picture
    return look(at: here)
  }

  /// Leaves the gallery; a search, then the marks go first.
  mutating func leaveGallery() -> [Effect] {
    guard case .gallery(var gallery) = stage else { return [] }
    if !search.isPlain { return clearSearch() }
    if !gallery.marked.isEmpty {
      gallery.marked = []
      stage = .gallery(gallery)
      return say(Message(text: "no marks any more"))
    }
    stage = .picture
    return []
  }

  /// Takes a thumbnail.
  mutating func take(thumbnail: Image?, of run: Run.ID, written: Int) -> [Effect] {
    thumbnails.take(thumbnail, of: run, written: written)
    return []
  }

  /// Asks for the thumbnails of the page that is shown, as far as they are not there.
  mutating func missingThumbnails() -> [Effect] {
    guard case .gallery = stage, let history else { return [] }
    let layout = Layout(self)
    guard !layout.isTooSmall else { return [] }
    let grid = GalleryGrid(layout, capabilities)
    let at = here.flatMap { history.place(of: $0) } ?? 0
    let page = history.lines.dropFirst(grid.start(of: at)).prefix(grid.count).map(\.run)
    let missing = thumbnails.ask(for: page)
    return missing.isEmpty ? [] : [.thumbnails(missing)]
  }
}

/// Which way the gallery's cursor goes.
enum GalleryMove: Hashable {
  case tiles(Int), rows(Int), pages(Int), first, last
}
