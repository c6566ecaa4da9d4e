package import Imaging
package import Tokens

extension LoadedModel {
  /// The request that draws what a filled task asks for.
  ///
  /// - Parameters:
  ///   - prompt: the words behind everything else; may be empty behind a picture.
  ///   - segments: what stands before them, none for a picture from words alone.
  ///   - seed: of the picture.
  ///   - knobs: within their ranges.
  /// - Returns: a request that fits this model.
  /// - Throws: `PromptError` or `GenerationError`.
  package func request(
    _ prompt: String, behind segments: [Segment], seed: Seed, knobs: Knobs
  ) throws -> GenerationRequest {
    let request = try GenerationRequest(
      prompt: prompt, seed: seed, knobs: knobs, base: segments.isEmpty ? nil : .segments(segments))
    try validate(request)
    return request
  }

  /// Says why a request's base, which may come from a file, is none of this model's; nil if it is.
  func flaw(of base: DrawingBase?) -> String? {
    guard let base else { return nil }
    for grid in base.pictures {
      if let flaw = flaw(of: grid, of: "The picture that is drawn from") { return flaw }
    }
    guard let rectangle = base.rectangle else { return nil }
    if !rectangle.fits(height: gridSide, width: gridSide) {
      return "The rectangle of \(rectangle.width) × \(rectangle.height) codes at "
        + "(\(rectangle.x), \(rectangle.y)) does not lie in a picture of \(gridSide) × \(gridSide)"
    }
    let most = vocabulary.sentinelCount
    return rectangle.height <= most
      ? nil
      : "The rectangle has \(rectangle.height) rows; this model takes at most \(most)"
  }

  /// Says why a grid is none of this model's; nil if it is.
  func flaw(of grid: CodeGrid, of name: String) -> String? {
    guard grid.isComplete, grid.height == gridSide, grid.width == gridSide else {
      return
        "\(name) has \(grid.codes.count) codes of \(grid.height) × \(grid.width), this model's "
        + "pictures have \(gridSide) × \(gridSide)"
    }
    if let code = grid.codes.first(where: { !(0..<vocabulary.codeCount).contains($0.index) }) {
      return "\(name) has the code \(code.rawValue), which is none of the model's 0 to "
        + "\(vocabulary.codeCount - 1)"
    }
    return nil
  }

  /// The pixels of an edited picture, those of the original where the code was left alone.
  ///
  /// - Parameters:
  ///   - after: the codes of the edited picture, all of them.
  ///   - original: of any size; fitted as `encode` does.
  ///   - before: its codes.
  /// - Returns: a picture of the model's size.
  package func decode(
    _ after: CodeGrid, keepingPixelsOf original: Image, codes before: CodeGrid
  ) -> Image {
    let kept = after.codes.indices.filter { after.codes[$0] == before.codes[$0] }
    return decode(after).taking(kept, ofGrid: gridSide, from: fitted(original))
  }

  /// A picture of any size as this model sees it: laid on white, all of it in the model's square.
  package func fitted(_ image: Image) -> Image { image.fitting(side: imageSide, on: .white) }
}
