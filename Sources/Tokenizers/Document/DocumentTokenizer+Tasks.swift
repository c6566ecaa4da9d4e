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

  private func encode(_ piece: FilledTask.Piece) -> [TokenID] {
    switch piece {
    case .words(let words): encode(.text(words))
    case .picture(let grid): encode(.image(grid))
    case .mask: [vocabulary.id(of: .sentinel(0))]
    }
  }
}
