package import Imaging

/// A document of a task before it is tokenized, with the record that tells whether an answer is right.
package struct TaskDocument: Hashable, Sendable {
  /// What stands between two breaks.
  package enum Segment: Hashable, Sendable {
    /// Pieces that are tokenized one by one, so that each can be masked whole.
    case words([String])
    /// A picture of the scene's size.
    case picture(Image)
  }

  /// Where the answer stands: in a segment, and there in one of its pieces; 0 for a picture.
  package struct Answer: Hashable, Codable, Sendable {
    /// The segment's number.
    package var segment: Int
    /// The piece's number.
    package var piece: Int

    /// Names a place.
    package init(segment: Int, piece: Int = 0) {
      self.segment = segment
      self.piece = piece
    }
  }

  /// What was asked, by record.
  package enum Record: Hashable, Sendable {
    /// What the picture shows.
    case scene(Scene)
    /// A question about a scene.
    case question(Scene, SceneQuestion)
    /// What both pictures show.
    case edit(before: Scene, after: Scene)
    /// The object, by number, whose box is asked for.
    case box(Scene, Int)
    /// What is written.
    case letters(String)
    /// Shaded solids.
    case solids([ShadedSolid])
    /// A person.
    case figure(StickFigure)
  }

  /// What it is about.
  package let task: SceneTask
  /// In reading order.
  package let segments: [Segment]
  /// What is to be found.
  package let answer: Answer
  /// What is true of it.
  package let record: Record

  /// Its pictures in order.
  package var pictures: [Image] {
    segments.compactMap { if case .picture(let image) = $0 { image } else { nil } }
  }

  /// Its words, `¦` between segments and `▢` for a picture, the answer in brackets.
  package var text: String {
    segments.enumerated().map { number, segment in
      guard case .words(let pieces) = segment else { return "▢" }
      return pieces.enumerated().map { piece, words in
        answer == Answer(segment: number, piece: piece) ? "[\(words)]" : words
      }.joined(separator: " ")
    }.joined(separator: " ¦ ")
  }
}
