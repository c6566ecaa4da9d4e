/// What a picture is drawn from besides its words.
///
/// As JSON `{"segments": […]}` or `{"rectangle": {"x": 2, …}, "picture": {…}}`.
package enum DrawingBase: Hashable, Sendable {
  /// What stands before the words: a request and the picture that it is about.
  case segments([Segment])
  /// A picture of which a rectangle is drawn again, every other code kept.
  case rectangle(CodeRectangle, of: CodeGrid)

  /// The pictures in it.
  package var pictures: [CodeGrid] {
    switch self {
    case .segments(let segments):
      segments.compactMap { if case .image(let grid) = $0 { grid } else { nil } }
    case .rectangle(_, let picture): [picture]
    }
  }

  /// What is drawn again, nil where all is drawn.
  package var rectangle: CodeRectangle? {
    if case .rectangle(let rectangle, _) = self { rectangle } else { nil }
  }
}

extension DrawingBase: Codable {
  private enum CodingKeys: String, CodingKey { case segments, rectangle, picture }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    if let segments = try values.decodeIfPresent([Segment].self, forKey: .segments) {
      self = .segments(segments)
      return
    }
    self = .rectangle(
      try values.decode(CodeRectangle.self, forKey: .rectangle),
      of: try values.decode(CodeGrid.self, forKey: .picture))
  }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .segments(let segments): try values.encode(segments, forKey: .segments)
    case .rectangle(let rectangle, let picture):
      try values.encode(rectangle, forKey: .rectangle)
      try values.encode(picture, forKey: .picture)
    }
  }
}
