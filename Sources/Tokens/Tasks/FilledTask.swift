/// What a user put into a slot.
package enum SlotValue: Hashable, Sendable {
  case text(String)
  case picture(CodeGrid)
  case area(CodeRectangle)

  /// Whether a slot of a kind takes it.
  func fits(_ kind: TaskTemplate.Slot.Kind) -> Bool {
    switch self {
    case .text: kind.isWords
    case .picture: kind.isPicture
    case .area: kind == .area
    }
  }
}

/// A task with its slots filled: segments in order, each of pieces that stand side by side.
package struct FilledTask: Hashable, Sendable {
  /// A piece of a segment.
  package enum Piece: Hashable, Sendable {
    case words(String)
    case mask
    case picture(CodeGrid)

    fileprivate var isPicture: Bool { if case .picture = self { true } else { false } }
  }

  /// What is made of the segments.
  package enum Outcome: Hashable, Sendable {
    /// A picture behind these words, which may be none behind a picture, and what stands before them.
    case picture(prompt: String, behind: [Segment])
    /// A rectangle of a picture that these words are about, drawn again.
    case area(prompt: String, CodeRectangle, of: CodeGrid)
    /// The words of the one mask in these segments.
    case text([[Piece]])
  }

  /// What the task asks for.
  package let outcome: Outcome

  /// Fills a task.
  ///
  /// - Parameters:
  ///   - task: to be filled.
  ///   - values: one for each slot, by name.
  /// - Throws: `TaskError` for a slot that is unknown, missing or of the other kind, or a number of
  ///   blanks that is not one.
  package init(_ task: TaskTemplate, _ values: [String: SlotValue]) throws {
    for name in values.keys.sorted() where !task.slots.contains(where: { $0.name == name }) {
      throw TaskError.slot(name, known: task.slots.map(\.name))
    }
    for slot in task.slots {
      guard let value = values[slot.name] else { throw TaskError.missing(slot) }
      guard value.fits(slot.kind) else { throw TaskError.kind(slot) }
    }
    let segments = task.layout.filter { $0 != .draw }
      .split(separator: .modalityBreak)
      .map { Self.merged($0.flatMap { Self.pieces($0, values, blanks: task.takesBlank) }) }
    guard !task.draws else {
      outcome = Self.drawn(segments, values)
      return
    }
    let blanks = segments.joined().count { $0 == .mask }
    guard blanks == 1 else { throw TaskError.blanks(blanks) }
    outcome = .text(segments)
  }

  /// What the task draws, and what from; nil where it asks for words.
  package var drawn: (prompt: String, base: DrawingBase?)? {
    switch outcome {
    case .picture(let prompt, let segments):
      (prompt, segments.isEmpty ? nil : .segments(segments))
    case .area(let prompt, let rectangle, let picture): (prompt, .rectangle(rectangle, of: picture))
    case .text: nil
    }
  }

  private static func drawn(_ segments: [[Piece]], _ values: [String: SlotValue]) -> Outcome {
    for case .area(let rectangle) in values.values {
      // The layout has words, the picture and its area.
      guard case .picture(let picture) = segments.joined().last(where: { $0.isPicture }) else {
        break
      }
      return .area(prompt: words(segments[0]), rectangle, of: picture)
    }
    let all = segments.map { pieces -> Segment in
      if case .picture(let grid) = pieces.first { .image(grid) } else { .text(words(pieces)) }
    }
    guard case .text(let prompt) = all.last else { return .picture(prompt: "", behind: all) }
    return .picture(prompt: prompt, behind: all.dropLast())
  }

  private static func pieces(
    _ part: TaskTemplate.Part, _ values: [String: SlotValue], blanks: Bool
  ) -> [Piece] {
    switch part {
    case .words(let words): return [.words(words)]
    case .mask: return [.mask]
    case .modalityBreak, .draw: return []
    case .slot(let name):
      switch values[name] {
      case .picture(let grid): return [.picture(grid)]
      case .text(let words): return blanks ? split(words) : [.words(words)]
      case .area, nil: return []
      }
    }
  }

  /// Words around each `[mask]`.
  private static func split(_ words: String) -> [Piece] {
    let parts = words.split(separator: "[mask]", omittingEmptySubsequences: false)
    return Array(
      parts.map { $0.isEmpty ? [] : [Piece.words(String($0))] }.joined(separator: [.mask]))
  }

  /// Words that stand side by side as one piece, so that they have the tokens of a whole text.
  private static func merged(_ pieces: [Piece]) -> [Piece] {
    pieces.reduce(into: []) { result, piece in
      if case .words(let words) = piece, case .words(let before) = result.last {
        result[result.count - 1] = .words(before + words)
      } else {
        result.append(piece)
      }
    }
  }

  private static func words(_ pieces: some Sequence<Piece>) -> String {
    pieces.compactMap { if case .words(let words) = $0 { words } else { nil } }.joined()
  }
}
