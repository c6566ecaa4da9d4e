package import Imaging

/// Letters and digits in a picture (reference a.8, "How-to-write").
extension TaskWriter {
  /// One to three letters or digits in a colour on a plain ground.
  func letters(_ generator: inout some RandomNumberGenerator) -> TaskDocument {
    let count = Int.random(in: 1...3, using: &generator)
    let word = String((0..<count).map { _ in one(of: Self.alphabet, &generator) })
    let (ground, ink) = contrast(&generator)
    let words = one(
      of: [
        "draw \"{}\"", "draw \"{}\"", "draw \"{}\"", "write \"{}\"", "the letters \"{}\"",
        "a picture of \"{}\"", "the word \"{}\"", "a sign that says \"{}\"", "\"{}\"",
        "show \"{}\"", "the text \"{}\"", "draw the letters \"{}\"",
      ], &generator
    ).replacing("{}", with: word)
    let colours = " in \(ink) on \("\(ground) background".withArticle)"
    let saysColours = Bool.random(using: &generator)
    let image = LetterSheet(
      canvas: composer.canvas, ground: ground.paint(&generator), ink: ink.paint(&generator)
    ).image(of: word)
    return TaskDocument(
      task: .letters, segments: [.words([words + (saysColours ? colours : "")]), .picture(image)],
      answer: .init(segment: 1), record: .letters(word))
  }

  static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")

  /// Two colours that are told apart.
  func contrast(
    _ generator: inout some RandomNumberGenerator
  ) -> (ground: SceneColour, ink: SceneColour) {
    while true {
      let (a, b) = (
        one(of: SceneColour.allCases, &generator), one(of: SceneColour.allCases, &generator)
      )
      let distance = LabColour(a.value).distance(to: LabColour(b.value))
      // The jitter of both takes a little away.
      if distance >= SceneComposer.Cast.leastContrast + 14 { return (a, b) }
    }
  }
}

/// Large letters in the middle of a picture.
package struct LetterSheet {
  /// Pixels a side.
  let canvas: Int
  /// What lies behind.
  let ground: Image.Color
  /// What the letters are drawn in.
  let ink: Image.Color

  /// Makes a sheet.
  package init(canvas: Int, ground: Image.Color, ink: Image.Color) {
    self.canvas = canvas
    self.ground = ground
    self.ink = ink
  }

  /// Writes one to three letters of the bitmap font, as large as three would fit.
  package func image(of word: String) -> Image {
    var image = Image(width: canvas, height: canvas, fill: ground)
    for (place, letter) in word.enumerated() {
      let corner = corner(of: place, count: word.count)
      for (row, bits) in BitmapFont.rows(of: letter).enumerated() {
        for column in 0..<BitmapFont.width where bits >> (7 - column) & 1 == 1 {
          fill(&image, x: corner.x + column * factor, y: corner.y + row * factor, side: factor)
        }
      }
    }
    return image
  }

  /// Pixels a side of a square of the font.
  var factor: Int { canvas / (3 * BitmapFont.width + 2) }

  /// The upper left corner of one of `count` letters.
  func corner(of place: Int, count: Int) -> (x: Int, y: Int) {
    let left = (canvas - count * BitmapFont.width * factor) / 2
    return (
      left + place * BitmapFont.width * factor, (canvas - BitmapFont.height * factor) / 2
    )
  }

  private func fill(_ image: inout Image, x: Int, y: Int, side: Int) {
    for row in y..<y + side {
      for column in x..<x + side { image.set(ink, x: column, y: row) }
    }
  }
}
