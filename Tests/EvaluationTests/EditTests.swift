import Evaluation
import Imaging
import Tensors
import TestSupport
import Testing
import Tokens

/// Restyled pictures and parts drawn again, judged by vectors and pixels that are known.
@Suite struct EditTests {
  private func label(_ concept: String, _ style: String) -> ConceptGallery.Label {
    ConceptGallery.Label(concept: concept, style: style)
  }

  /// The first two numbers tell the concept, the last two the style.
  private var gallery: (labels: [ConceptGallery.Label], features: FeatureTable) {
    (
      [
        label("cat", "icon"), label("cat", "photo"), label("dog", "icon"), label("dog", "photo"),
      ],
      FeatureTable(rows: [[2, 0, 1, 0], [2, 0, 0, 1], [0, 2, 1, 0], [0, 2, 0, 1]])
    )
  }

  private func figures(of drawn: [[Double]]) -> RestyleFigures {
    let truths = FeatureTable(rows: drawn.map { _ in [2, 0, 0, 1] })
    let judge = RestyleJudge(
      gallery: gallery.labels, gallery.features,
      wanted: drawn.map { _ in label("cat", "photo") }, truths)
    return judge.figures(of: FeatureTable(rows: drawn))
  }

  @Test func thePictureThatIsWantedIsRightInEverything() {
    let figures = figures(of: [[2, 0, 0, 1], [4, 0, 0, 2]])
    #expect(figures.style.value == 1 && figures.concept.value == 1)
    #expect(abs(figures.nearness.value - 1) < 1e-12)
  }

  @Test func styleAndConceptAreCountedApart() {
    // A cat as it was, a dog in the style, and a dog as an icon.
    let kept = figures(of: [[2, 0, 1, 0]])
    #expect(kept.concept.value == 1 && kept.style.value == 0)
    let other = figures(of: [[0, 2, 0, 1]])
    #expect(other.concept.value == 0 && other.style.value == 1)
    let neither = figures(of: [[0, 2, 1, 0], [2, 0, 0, 1]])
    #expect(neither.concept.value == 0.5 && neither.style.value == 0.5)
    #expect(abs(neither.nearness.value - 0.5) < 1e-12)
  }

  /// Grey with a white stripe down each code's first column.
  private var picture: Image {
    var image = Image(width: 64, height: 64, fill: .init(red: 100, green: 100, blue: 100))
    for x in stride(from: 0, to: 64, by: 8) { for y in 0..<64 { image.set(x, y, .white) } }
    return image
  }

  @Test func aHoleIsJudgedByItsInsideAlone() {
    for seed in 0..<40 {
      var generator = SplitMix64(seed: UInt64(seed))
      let hole = RectangleHole(in: picture, grid: 8, using: &generator)
      let area = hole.rectangle
      #expect(area.fits(height: 8, width: 8))
      #expect((2...6).contains(area.width) && (2...6).contains(area.height))
      #expect(hole.ratio(of: picture) > 78)
      var outside = Image(width: 64, height: 64, fill: .black)
      var inside = picture
      for y in area.y * 8..<(area.y + area.height) * 8 {
        for x in area.x * 8..<(area.x + area.width) * 8 {
          outside.set(x, y, x % 8 == 0 ? .white : .init(red: 100, green: 100, blue: 100))
          inside.set(x, y, .black)
        }
      }
      #expect(hole.ratio(of: outside) > 78)
      #expect(hole.ratio(of: inside) < 8)
    }
  }

  @Test func aFilledHoleHasTheMeanOfTheRest() {
    var generator = SplitMix64(seed: 3)
    let hole = RectangleHole(in: picture, grid: 8, using: &generator)
    let area = hole.rectangle
    // Every code is alike: one column of 255 and seven of 100.
    let mean = UInt8((255 + 7 * 100) / 8)
    let filled = hole.filled
    let (x, y) = (area.x * 8 + 3, area.y * 8 + 3)
    #expect(
      Array(filled.pixels[4 * (y * 64 + x)..<4 * (y * 64 + x) + 4]) == [mean, mean, mean, 255])
    let changed = (0..<64 * 64).filter {
      filled.pixels[4 * $0..<4 * $0 + 4] != picture.pixels[4 * $0..<4 * $0 + 4]
    }
    #expect(changed.count == area.width * area.height * 64)
  }
}
