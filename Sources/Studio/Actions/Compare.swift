extension StudioState {
  /// What the pinned picture is compared with.
  var opposite: Picture? {
    stage == .sheet || stage.contrast?.isOfTile == true ? sheet?.tile.picture : shown
  }

  /// Pins the picture that is looked at as A.
  mutating func pin() -> [Effect] {
    guard let picture = showsPinned ? pinned : opposite, picture.isComplete else {
      return refuse("only a finished picture can be pinned")
    }
    pinned = picture
    showsPinned = false
    return say(Message(text: "pinned as A; Space flips between A and the picture shown"))
  }

  /// Shows A in place of B, or B again.
  mutating func flip() -> [Effect] {
    guard pinned != nil else { return refuse("nothing is pinned as A; p pins the picture shown") }
    if let contrast = stage.contrast { stage = contrast.isOfTile ? .sheet : .picture }
    showsPinned.toggle()
    return []
  }

  /// Looks at A and B together in a way, or goes back from it.
  mutating func contrast(_ way: Contrast.Way) -> [Effect] {
    guard stage.contrast?.way != way else { return leaveStage() }
    guard let a = pinned else { return refuse("nothing is pinned as A; p pins the picture shown") }
    guard let b = opposite, a.image != nil, let image = b.image else {
      return refuse("there is no picture to compare A with")
    }
    guard a.image?.width == image.width, a.image?.height == image.height else {
      return refuse("A and B have different sizes; Space flips between them")
    }
    let isOfTile = stage == .sheet || stage.contrast?.isOfTile == true
    let leaving = leaveInspector()
    stage = .contrast(Contrast(way: way, isOfTile: isOfTile))
    showsPinned = false
    return leaving
  }

  /// Moves the wipe's line.
  mutating func moveLine(by parts: Int) -> [Effect] {
    guard var contrast = stage.contrast else { return [] }
    contrast.line = min(max(contrast.line + parts, 0), Contrast.parts)
    stage = .contrast(contrast)
    return []
  }

  /// Goes back from what has the picture's place.
  mutating func leaveStage() -> [Effect] {
    stage = stage.contrast?.isOfTile == true ? .sheet : .picture
    showsPinned = false
    return []
  }
}
