/// What a segment of a document holds.
package enum Modality: String, Hashable, Codable, Sendable, CaseIterable {
  case text, image
}

/// One piece of a document: words, or a picture as codes.
///
/// As JSON `{"text": "…"}` or `{"image": {"height": 16, "width": 16, "codes": […]}}`.
package enum Segment: Hashable, Codable, Sendable {
  case text(String)
  case image(CodeGrid)

  /// What the segment holds.
  package var modality: Modality {
    switch self {
    case .text: .text
    case .image: .image
    }
  }
}

/// Segments in order, separated by `<break>` once tokenized; a caption-image pair has two.
package struct Document: Hashable, Codable, Sendable {
  /// The pieces in reading order.
  package var segments: [Segment]

  /// Makes a document of the given pieces.
  package init(_ segments: [Segment]) { self.segments = segments }
}

extension Segment {
  private enum CodingKeys: String, CodingKey { case text, image }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    if let words = try values.decodeIfPresent(String.self, forKey: .text) {
      self = .text(words)
    } else {
      self = .image(try values.decode(CodeGrid.self, forKey: .image))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .text(let words): try values.encode(words, forKey: .text)
    case .image(let grid): try values.encode(grid, forKey: .image)
    }
  }
}
