import Foundation
import Imaging
import Terminal
import Testing

@Suite struct PictureEncoderTests {
  private let cell = PixelSize(width: 4, height: 8)

  private func job(_ shade: Int, isLive: Bool = false, column: Int = 0) -> PictureJob {
    let grey = UInt8(shade)
    let area = CellArea(column: column, row: 0, columns: 4, rows: 2)
    let picture = PlacedPicture(
      Image(width: 16, height: 16, fill: .init(red: grey, green: grey, blue: grey)), in: area,
      isLive: isLive)
    return PictureJob(
      picture: picture, fit: PictureFit(picture.image, in: area, cell: cell), cell: cell,
      colors: 256)
  }

  /// An encoder, and a wait for its next picture.
  private func encoder() -> (encoder: PictureEncoder, wait: () -> Void) {
    let done = DispatchSemaphore(value: 0)
    return (PictureEncoder { done.signal() }, { done.wait() })
  }

  @Test func whatIsAskedIsThereLater() {
    let (encoder, wait) = encoder()
    #expect(encoder.encoding(of: job(1)) == nil)
    wait()
    #expect(encoder.encoding(of: job(1))?.bytes == job(1).encoded())
    // From memory, as often as it is asked.
    #expect(encoder.encoding(of: job(1)) != nil)
  }

  @Test func aGrowingPictureStandsForItsNextState() {
    let (encoder, wait) = encoder()
    _ = encoder.encoding(of: job(1, isLive: true))
    wait()
    #expect(encoder.encoding(of: job(2, isLive: true))?.job == job(1, isLive: true))
    wait()
    // A finished one is waited for, and what grew in its place is forgotten.
    #expect(encoder.encoding(of: job(3)) == nil)
    #expect(encoder.encoding(of: job(4, isLive: true)) == nil)
  }

  @Test func everyPlaceIsServedAndTheNewestOfEachAtLast() {
    let (encoder, wait) = encoder()
    for shade in 0..<200 {
      for column in 0..<3 { _ = encoder.encoding(of: job(shade, column: 10 * column)) }
    }
    for column in 0..<3 {
      while encoder.encoding(of: job(199, column: 10 * column)) == nil { wait() }
    }
  }
}
