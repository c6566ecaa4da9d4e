/// What the terminal's window is called.
enum WindowTitle {
  /// `leon`, with the words of the picture, and while one is written how far it is.
  ///
  /// Tenths: a title a token would be more bytes than the picture.
  static func text(_ state: StudioState) -> String {
    guard let writing = state.writing, let facts = state.facts else {
      return state.visible.map { "leon: \($0.request.prompt.prefix(60))" } ?? "leon"
    }
    let tenths = writing.written * 10 / max(facts.codeCount, 1)
    return "leon \(tenths)0%: \(writing.order.request.prompt.prefix(60))"
  }
}
