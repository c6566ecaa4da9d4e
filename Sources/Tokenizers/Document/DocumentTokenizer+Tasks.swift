package import Tokens

extension DocumentTokenizer {
  /// What is written before the words of a blank: the document with the mask token in its place, then
  /// the mask token again, behind which the words stand until `<eoss>` (reference a.4).
  ///
  /// ```
  /// </s> a red S0 on a table </s> S0          words between words
  /// </s> S0 <break> codes </s> S0             the caption of a picture
  /// ```
  /// - Parameter segments: of a filled task, with one mask in all.
  /// - Returns: the ids.
  package func infillPrompt(_ segments: [[FilledTask.Piece]]) -> [TokenID] {
    let end = vocabulary.id(of: .end)
    let body = segments.map { $0.flatMap(encode) }
    let separated = Array(body.joined(separator: [vocabulary.id(of: .modalityBreak)]))
    return [end] + separated + [end, vocabulary.id(of: .sentinel(0))]
  }

  /// What is written before the codes of a rectangle of a picture: the caption, the picture with one
  /// mask token for each row of the rectangle, then the first of these again (reference a.4).
  ///
  /// ```
  /// </s> words <break> 17 4 S0 9 8 S1 3 … </s> S0
  /// ```
  /// - Parameters:
  ///   - words: what the whole picture shows.
  ///   - limit: the most text tokens that are taken.
  ///   - rectangle: within the picture, no more rows than there are sentinels.
  ///   - picture: all of its codes.
  ///   - documents: what is looked at before.
  /// - Returns: the ids.
  /// - Throws: `PromptError` when the words are empty or too long.
  package func rectanglePrompt(
    _ words: String, limit: Int, _ rectangle: CodeRectangle, of picture: CodeGrid,
    behind documents: [ReferenceDocument] = []
  ) throws -> [TokenID] {
    let ids = picture.codes.enumerated().compactMap { position, code -> TokenID? in
      guard let place = rectangle.place(of: position, gridWidth: picture.width) else {
        return vocabulary.id(of: code)
      }
      return place.column == 0 ? vocabulary.id(of: .sentinel(place.row)) : nil
    }
    return try picturePrompt(words, limit: limit, behind: documents) + ids
      + [vocabulary.id(of: .end), vocabulary.id(of: .sentinel(0))]
  }

  private func encode(_ piece: FilledTask.Piece) -> [TokenID] {
    switch piece {
    case .words(let words): encode(.text(words))
    case .picture(let grid): encode(.image(grid))
    case .mask: [vocabulary.id(of: .sentinel(0))]
    }
  }
}
