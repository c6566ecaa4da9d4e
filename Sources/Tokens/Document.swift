/// What a segment of a document holds.
package enum Modality: String, Hashable, Codable, Sendable, CaseIterable {
  case text, image
}

/// One piece of a document: words, or a picture as codes.
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
