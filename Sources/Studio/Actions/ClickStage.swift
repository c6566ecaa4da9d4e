import Terminal

/// Clicks on what has the picture's place.
extension StudioState {
  mutating func clickStage(_ place: CellPosition, _ layout: Layout) -> [Effect] {
    switch stage {
    case .gallery(let gallery): return clickTile(place, layout, gallery)
    case .sheet: return clickSheet(place, layout)
    case .inspection: return clickToken(place, layout.picture)
    case .contrast(let contrast) where contrast.way == .wipe:
      return clickWipe(place, layout.picture, contrast)
    case .picture, .contrast, .documents: return []
    }
  }

  /// A click moves the cursor to a tile of the gallery; a click on the tile under it looks at the
  /// picture.
  private mutating func clickTile(
    _ place: CellPosition, _ layout: Layout, _ gallery: Gallery
  ) -> [Effect] {
    guard let history else { return [] }
    let grid = GalleryGrid(layout, capabilities)
    let first = grid.start(of: here.flatMap { history.place(of: $0) } ?? 0)
    let tile = (0..<grid.count).first { grid.area($0).contains(place) }
    guard let tile, history.lines.indices.contains(first + tile) else { return [] }
    let run = history.lines[first + tile].run.id
    return run == here ? lookFromGallery() : look(at: run)
  }

  /// A click moves the cursor to a tile of the sheet; a click on the tile under it adopts that.
  private mutating func clickSheet(_ place: CellPosition, _ layout: Layout) -> [Effect] {
    guard let sheet else { return [] }
    let grid = SheetLayout(self, layout.preview)
    let tile = (0..<grid.tilesAPage).first {
      grid.area($0).contains(place) || grid.label($0).contains(place)
    }
    guard let tile else { return [] }
    let target = sheet.cursor / grid.tilesAPage * grid.tilesAPage + tile
    guard sheet.tiles.indices.contains(target) else { return [] }
    if target == sheet.cursor { return adoptTile() }
    self.sheet?.cursor = target
    showsPinned = false
    return []
  }

  /// A click puts the token cursor on the code there.
  private mutating func clickToken(_ place: CellPosition, _ picture: CellArea) -> [Effect] {
    guard let inspection, let side = facts?.gridSide, picture.contains(place) else { return [] }
    let column = (place.column - picture.column) * side / picture.columns
    let position = (place.row - picture.row) * side / picture.rows * side + column
    return inspection.picture.codes.indices.contains(position) ? moveCursor(to: position) : []
  }

  /// A click on an alternative chooses it, or lets it go.
  mutating func clickAlternative(_ place: CellPosition, _ pane: CellArea) -> [Effect] {
    guard let token = inspection?.token else { return [] }
    let grid = PatchGrid(pane, cell: capabilities.pixelsOfCell)
    let number = token.alternatives.indices.first { number in
      var patch = grid.patch(number)
      patch.rows += 1
      return patch.contains(place)
    }
    return number.map { chooseAlternative($0) } ?? []
  }

  /// A click puts the wipe's line there.
  private mutating func clickWipe(
    _ place: CellPosition, _ picture: CellArea, _ contrast: Contrast
  ) -> [Effect] {
    guard picture.contains(place) else { return [] }
    let line = (place.column - picture.column) * Contrast.parts / picture.columns
    return moveLine(by: line - contrast.line)
  }
}
