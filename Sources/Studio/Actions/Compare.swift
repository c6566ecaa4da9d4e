extension StudioState {
  /// Pins the picture that is looked at as A.
  mutating func pin() -> [Effect] {
    guard let picture = visible, picture.isComplete else {
      return refuse("only a finished picture can be pinned")
    }
    pinned = picture
    showsPinned = false
    return say(Message(text: "pinned as A; Space flips between A and the picture shown"))
  }

  /// Shows A in place of B, or B again.
  mutating func flip() -> [Effect] {
    guard pinned != nil else { return refuse("nothing is pinned as A; p pins the picture shown") }
    showsPinned.toggle()
    return []
  }
}
