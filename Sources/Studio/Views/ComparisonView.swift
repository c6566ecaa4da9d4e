import Terminal
import Tokens

/// What differs between the pinned picture and the one shown, in words and in codes.
enum ComparisonView {
  static func draw(
    on canvas: inout Canvas, _ layout: Layout, _ state: StudioState, _ glyphs: Glyphs
  ) {
    let pane = layout.comparison
    guard !pane.isEmpty, let a = state.pinned else { return }
    let theme = state.theme
    var column = pane.column + 1
    let parts: [(String, ColorRole)] = [
      (" A \(name(a)) pinned", state.showsPinned ? .pinA : .muted), (" / ", .muted),
      ("B \(state.opposite.map(name) ?? "none") ", state.showsPinned ? .muted : .pinB),
    ]
    for (text, role) in parts {
      column += canvas.write(
        text, column: column, row: pane.row - 1, style: theme[role],
        limit: pane.endColumn - 1 - column)
    }
    guard let b = state.opposite else { return }
    var lines = [words(a, b), a.codes.isEmpty || b.codes.isEmpty ? "" : codes(a, b)]
    if let answer = state.shownAnswer {
      lines = ["B: \(answer.task)"] + (answer.codeCount > 0 ? [codes(a, b)] : [])
    }
    for (row, line) in lines.enumerated() {
      canvas.write(
        glyphs.fitted(line, columns: pane.columns - 2), column: pane.column + 1,
        row: pane.row + row, style: theme[.text])
    }
  }

  private static func name(_ picture: Picture) -> String {
    if picture.verdict == .draft { return "draft" }
    return picture.run.map { "#\($0.rawValue)" } ?? "new"
  }

  /// `CFG 3.0 -> 3.5, prompt same`.
  static func words(_ a: Picture, _ b: Picture, prompts: Bool = true) -> String {
    let (before, after) = (settings(of: a), settings(of: b))
    var parts: [String] = []
    // Where there are two scales, they say all that the one would.
    let hasTwo = before.scales != nil || after.scales != nil
    for knob in Knob.allCases
    where knob.text(in: before) != knob.text(in: after) && !(hasTwo && knob == .guidance) {
      let title = knob.title.drop { $0 == " " }
      parts.append("\(title) \(knob.text(in: before)) -> \(knob.text(in: after))")
    }
    if prompts {
      parts.append(a.request.prompt == b.request.prompt ? "prompt same" : "prompt differs")
      if a.request.negativePrompt != b.request.negativePrompt { parts.append("negative differs") }
    }
    return parts.joined(separator: ", ")
  }

  private static func settings(of picture: Picture) -> DrawSettings {
    var settings = DrawSettings(
      knobs: picture.knobs, seed: picture.seed, variationSeed: picture.request.variationSeed)
    settings.documents.count = picture.request.documents.count
    return settings
  }

  /// `41 of 256 codes differ`, of those that both have.
  static func codes(_ a: Picture, _ b: Picture) -> String {
    let count = zip(a.codes, b.codes).filter { $0 != $1 }.count
    return "\(count) of \(min(a.codes.count, b.codes.count)) codes differ"
  }
}
