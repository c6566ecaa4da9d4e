package import Imaging

/// Reads the letters of a `LetterSheet` back, by laying the font's letters over what stands out.
///
/// For one, two and three letters each place takes the letter and the small shift that differ least;
/// the number of letters that leaves the least unexplained wins.
package struct LetterReader {
  /// The set squares of a letter of the font, each `factor` pixels a side.
  private struct Form {
    var letter: Character
    var squares: [(column: Int, row: Int)]
  }

  /// What was laid at one place.
  private struct Fit {
    var letter: Character
    /// Pixels of the form, and those of them that are ink.
    var area: Int
    var both: Int
  }

  private let forms: [Form]

  /// Squares of the font that a letter may be off by, in halves.
  private static let shifts = -2...2
  /// Ink and forms that agree less are no letters: pixels in both by pixels in either.
  private static let leastMatch = 0.5

  /// Makes a reader of the letters and digits that tasks write.
  package init() {
    forms = TaskWriter.alphabet.map { letter in
      let squares = BitmapFont.rows(of: letter).enumerated().flatMap { row, bits in
        (0..<BitmapFont.width).filter { bits >> (7 - $0) & 1 == 1 }.map { (column: $0, row: row) }
      }
      return Form(letter: letter, squares: squares)
    }
  }

  /// The word in a square picture; nil where no letters fit.
  package func word(in image: Image) -> String? {
    let sheet = LetterSheet(canvas: image.width, ground: .white, ink: .black)
    let ink = AreaSums(InkFinder(image).mask)
    let all = (1...3).map { count in
      (0..<count).compactMap { place in
        let corner = sheet.corner(of: place, count: count)
        return fit(ink, x: corner.x, y: corner.y, side: sheet.factor)
      }
    }
    let best = all.max { match($0, ink) < match($1, ink) } ?? []
    return match(best, ink) >= Self.leastMatch ? String(best.map(\.letter)) : nil
  }

  private func match(_ fits: [Fit], _ ink: AreaSums) -> Double {
    let both = fits.reduce(0) { $0 + $1.both }
    let either = fits.reduce(ink.total) { $0 + $1.area } - both
    return Double(both) / Double(max(1, either))
  }

  /// The letter that differs least from the ink near a place.
  private func fit(_ ink: AreaSums, x: Int, y: Int, side: Int) -> Fit? {
    let step = max(1, side / 2)
    let fits = forms.flatMap { form in
      Self.shifts.flatMap { down in
        Self.shifts.map { across in
          let both = form.squares.reduce(0) { sum, square in
            sum
              + ink.count(
                x: x + across * step + square.column * side,
                y: y + down * step + square.row * side, side: side)
          }
          return Fit(letter: form.letter, area: form.squares.count * side * side, both: both)
        }
      }
    }
    return fits.max { 2 * $0.both - $0.area < 2 * $1.both - $1.area }
  }
}

/// Finds what is written on a ground, whatever the colours.
private struct InkFinder {
  let mask: PixelMask

  /// In L*a*b*: less than ink and ground differ by, more than the image tokenizer's noise.
  private static let leastDistance: Float = 16

  init(_ image: Image) {
    let grid = ColourGrid(image)
    let ground = GroundReader(grid).background.mixes
    let distances = grid.labs.map { lab in
      ground.reduce(Float.infinity) { min($0, $1.distance(to: lab)) }
    }
    // Half way between the two colours, so that blurred edges neither add nor take.
    let far = distances.filter { $0 > Self.leastDistance }.sorted()
    let half = far.isEmpty ? Self.leastDistance : max(Self.leastDistance, far[far.count / 2] / 2)
    mask = PixelMask(width: grid.width, height: grid.height, bits: distances.map { $0 > half })
  }
}

/// Counts the pixels of a mask in any square at once (Crow 1984).
private struct AreaSums {
  private let width: Int
  private let height: Int
  /// Pixels above and to the left of each corner, `(width + 1) · (height + 1)`.
  private var sums: [Int]

  init(_ mask: PixelMask) {
    (width, height) = (mask.width, mask.height)
    sums = [Int](repeating: 0, count: (width + 1) * (height + 1))
    for y in 0..<height {
      var row = 0
      for x in 0..<width {
        row += mask.bits[y * width + x] ? 1 : 0
        sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + row
      }
    }
  }

  var total: Int { sums[sums.count - 1] }

  /// Pixels of the mask in a square, which may reach over the border.
  func count(x: Int, y: Int, side: Int) -> Int {
    func clamped(_ value: Int, _ most: Int) -> Int { min(most, max(0, value)) }
    let (left, right) = (clamped(x, width), clamped(x + side, width))
    let (top, bottom) = (clamped(y, height), clamped(y + side, height))
    func sum(_ x: Int, _ y: Int) -> Int { sums[y * (width + 1) + x] }
    return sum(right, bottom) - sum(left, bottom) - sum(right, top) + sum(left, top)
  }
}
