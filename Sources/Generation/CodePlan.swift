internal import Decoding
internal import Tokens

/// Which codes of a picture are drawn, and where the token of each stands among those written.
///
/// A whole picture's codes are its tokens; of a rectangle the other codes are kept, and marks stand
/// between its rows (see `RectangleGrammar`).
struct CodePlan {
  /// What may be written.
  let grammar: any Grammar
  private let rectangle: (place: CodeRectangle, grammar: RectangleGrammar, picture: CodeGrid)?
  private let total: Int

  /// Plans pictures of `side` × `side` codes.
  ///
  /// - Parameters:
  ///   - base: whose rectangle, if it has one, lies within the picture.
  ///   - vocabulary: with a sentinel for each of the rectangle's rows.
  ///   - side: codes a side.
  init(_ base: DrawingBase?, _ vocabulary: Vocabulary, side: Int) {
    total = side * side
    guard case .rectangle(let place, let picture) = base else {
      (grammar, rectangle) = (ImageGrammar(vocabulary, count: total), nil)
      return
    }
    let rows = RectangleGrammar(vocabulary, height: place.height, width: place.width)
    (grammar, rectangle) = (rows, (place, rows, picture))
  }

  /// The code that is kept at a place, nil where one is drawn.
  func kept(_ position: Int) -> CodeIndex? {
    guard let rectangle, position < total else { return nil }
    let width = rectangle.picture.width
    let isDrawn = rectangle.place.place(of: position, gridWidth: width) != nil
    return isDrawn ? nil : rectangle.picture.codes[position]
  }

  /// The place of the token of the first code that is drawn at or behind a position of the grid; the
  /// number of all tokens where there is none.
  func token(of position: Int) -> Int {
    guard let rectangle else { return position }
    let width = rectangle.picture.width
    for position in position..<max(total, position) {
      if let place = rectangle.place.place(of: position, gridWidth: width) {
        return rectangle.grammar.position(row: place.row, column: place.column)
      }
    }
    return rectangle.grammar.count
  }
}
