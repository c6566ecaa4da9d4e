import Imaging
import Testing

@Suite struct PictureDistanceTests {
  private func grey(_ value: UInt8, alpha: UInt8 = 255) -> Image {
    Image(
      width: 9, height: 8,
      pixels: (0..<72).flatMap { _ in [value, value, value, alpha] })
  }

  @Test func picturesTenApartHaveAnErrorOfAHundred() {
    let distance = grey(100).distance(to: grey(110))
    #expect(distance.meanSquaredError == 100)
    #expect(abs(peakSignalToNoise(meanSquaredError: 100) - 28.1308) < 1e-4)
    #expect(grey(100).meanDifference(to: grey(110)) == 10)
    #expect(grey(100).distance(to: grey(100)).similarity == 1)
  }

  @Test func transparentPicturesLieOnWhite() {
    #expect(grey(0, alpha: 0).distance(to: grey(255)).meanSquaredError == 0)
  }

  @Test func countingEndsAtTheLimit() {
    #expect(grey(0).meanDifference(to: grey(200), limit: 5) >= 5)
    #expect(grey(0).meanDifference(to: grey(200), limit: 5) < 200)
    #expect(grey(0).meanDifference(to: grey(3), limit: 5) == 3)
  }
}
