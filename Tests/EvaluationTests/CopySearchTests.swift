import Evaluation
import Imaging
import Tensors
import Testing

@Suite struct CopySearchTests {
  private func noise(_ generator: inout SplitMix64, around value: Int) -> Image {
    Image(
      width: 32, height: 32,
      pixels: (0..<32 * 32).flatMap { _ in
        (0..<3).map { _ in UInt8(value + Int.random(in: -20...20, using: &generator)) } + [255]
      })
  }

  /// The bound by averages must not pass over a nearer picture: against a search of all.
  @Test func theNearestPictureIsThatOfASearchOfAll() throws {
    var generator = SplitMix64(seed: 5)
    let trained = (0..<40).map { noise(&generator, around: 60 + 4 * $0) }
    var search = CopySearch()
    for image in trained { search.add(image) }
    for value in stride(from: 60, to: 210, by: 12) {
      let image = noise(&generator, around: value)
      let differences = trained.map { image.meanDifference(to: $0) }
      var read = 0
      let nearest = search.nearest(to: image) { index in
        read += 1
        return trained[index]
      }
      #expect(nearest?.difference == differences.min())
      #expect(nearest.map { differences[$0.index] } == differences.min())
      #expect(read < trained.count)
    }
  }

  @Test func aPictureLessThanFiveAwayIsACopy() {
    func grey(_ value: UInt8) -> Image {
      Image(width: 32, height: 32, fill: .init(red: value, green: value, blue: value))
    }
    var search = CopySearch()
    #expect(search.nearest(to: grey(9)) { _ in grey(0) } == nil)
    search.add(grey(100))
    #expect(search.nearest(to: grey(104)) { _ in grey(100) }?.isCopy == true)
    #expect(search.nearest(to: grey(105)) { _ in grey(100) }?.isCopy == false)
  }
}
