/// A box in a picture by two corners, whole numbers 0…255 from the top left whatever the picture's
/// size, both within the box (reference a.8).
package struct PictureCorners: Hashable, Sendable {
  /// What a coordinate may be.
  package static let range = 0...255

  /// The left and top pixel.
  package let from: (x: Int, y: Int)
  /// The right and bottom pixel.
  package let to: (x: Int, y: Int)

  /// Reads four whole numbers with anything between them: `20,30 90,110`, `(20, 30) -> (90, 110)`.
  ///
  /// - Throws: `CornersError`.
  package init(_ text: String) throws {
    let words = text.split { !($0.isASCII && ($0.isNumber || $0 == "-" || $0 == ".")) }
    let numbers = words.filter { $0 != "-" }.map { Int($0) }
    let known = numbers.compactMap(\.self)
    guard numbers.count == 4, known.count == 4 else { throw CornersError.form(text) }
    if let far = known.first(where: { !Self.range.contains($0) }) {
      throw CornersError.range(text, far)
    }
    guard known[0] <= known[2], known[1] <= known[3] else { throw CornersError.reversed(text) }
    guard known[0] < known[2], known[1] < known[3] else { throw CornersError.empty(text) }
    from = (known[0], known[1])
    to = (known[2], known[3])
  }

  /// The codes that the box touches, in a picture of `side` × `side` codes.
  package func rectangle(side: Int) -> CodeRectangle {
    func code(_ value: Int) -> Int { value * side / (Self.range.upperBound + 1) }
    let (x, y) = (code(from.x), code(from.y))
    return CodeRectangle(x: x, y: y, width: code(to.x) - x + 1, height: code(to.y) - y + 1)
  }

  package static func == (a: PictureCorners, b: PictureCorners) -> Bool {
    a.from == b.from && a.to == b.to
  }

  package func hash(into hasher: inout Hasher) {
    for number in [from.x, from.y, to.x, to.y] { hasher.combine(number) }
  }
}

extension PictureCorners: CustomStringConvertible {
  /// As the paper writes it: `(20, 30) -> (90, 110)`.
  package var description: String { "(\(from.x), \(from.y)) -> (\(to.x), \(to.y))" }
}

/// Why corners are refused.
package enum CornersError: Error, Equatable, CustomStringConvertible {
  /// Other than four whole numbers.
  case form(String)
  /// A number outside of the picture.
  case range(String, Int)
  /// The second corner above or left of the first.
  case reversed(String)
  /// Both corners in one row or one column.
  case empty(String)

  package var description: String {
    switch self {
    case .form(let text):
      "A box needs four whole numbers such as 20,30 90,110 (left, top, right, bottom), got \"\(text)\"."
    case .range(let text, let number):
      "The box \"\(text)\" has \(number); corners are 0 to 255 whatever the picture's size."
    case .reversed(let text):
      "The box \"\(text)\" is reversed; the left top corner comes first, then the right bottom one."
    case .empty(let text):
      "The box \"\(text)\" is empty; the second corner must lie right of and below the first."
    }
  }
}
