/// A captioned picture that is looked at before another one is drawn (reference a.3).
///
/// As JSON with the names of its properties; what is not known is not written.
package struct ReferenceDocument: Hashable, Codable, Sendable {
  /// Where a picture comes from, as far as it is known.
  package struct Origin: Hashable, Codable, Sendable {
    /// The collection, or the file.
    package var source: String?
    /// The licence, by its SPDX-like name.
    package var license: String?
    /// Who made it.
    package var author: String?

    /// Makes an origin.
    package init(source: String? = nil, license: String? = nil, author: String? = nil) {
      self.source = source
      self.license = license
      self.author = author
    }
  }

  /// What it shows, in words.
  package var caption: String
  /// The picture, all of its codes.
  package var picture: CodeGrid
  /// Where it comes from.
  package var origin: Origin
  /// The inner product with the query that found it, −1…1; nil where it was given by hand.
  package var score: Float?

  /// Makes a document.
  package init(
    caption: String, picture: CodeGrid, origin: Origin = Origin(), score: Float? = nil
  ) {
    self.caption = caption
    self.picture = picture
    self.origin = origin
    self.score = score
  }

  /// Its two segments.
  package var segments: [Segment] { [.text(caption), .image(picture)] }
}

extension ReferenceDocument: CustomStringConvertible {
  /// `“red apple, 3D icon”, score 0.83, fluent3d, MIT, Microsoft`.
  package var description: String {
    let fit = score.map { "score \(($0 * 1000).rounded() / 1000)" }
    let parts = ["“\(caption)”", fit, origin.source, origin.license, origin.author]
    return parts.compactMap(\.self).joined(separator: ", ")
  }
}
