import Imaging
import Studio
import Terminal
import Testing

/// The picture alone: 1:1, larger, and moved about.
@Suite struct ZoomTests {
  private func zoomed() throws -> (SampleHistory, StudioState) {
    let sample = try SampleHistory(["red apple"])
    var state = try sample.browsing()
    state.capabilities.pictureMode = .sixel
    state.capabilities.cell = PixelSize(width: 8, height: 16)
    _ = reduce(
      into: &state,
      .opened(try sample.entry(1).id, Image(width: 128, height: 128, fill: .white)))
    try sample.press("z", &state)
    return (sample, state)
  }

  @Test func oneShowsPixelForPixelOnlyInTheZoomedPicture() throws {
    let (sample, start) = try zoomed()
    defer { sample.remove() }
    var state = start
    try sample.press("1", &state)
    #expect(state.closeUp?.factor == 1 && state.history?.runs.first?.rating == nil)
    #expect(StudioView.draw(state).pictures.first?.zoom == .times(1, x: 64, y: 64))
    try sample.press("1", &state)
    #expect(state.closeUp == nil)
    try sample.press("z 1", &state)
    #expect(state.history?.runs.first?.rating == 1, "a rating outside")
  }

  @Test func itIsEnlargedBeyondTheWindowAndMovedToItsEdges() throws {
    let (sample, start) = try zoomed()
    defer { sample.remove() }
    var state = start
    try sample.press("+ + + + + +", &state)
    let factor = try #require(state.closeUp?.factor)
    #expect(factor > 6 && state.context == .closeUp)
    try sample.press("Left", &state)
    #expect(try #require(state.closeUp).x < 64)
    try sample.press("Left Left Left Left Left Left", &state)
    #expect(state.message?.text == "this is the edge")
    let canvas = StudioView.draw(state)
    let picture = try #require(canvas.pictures.first)
    #expect(state.capabilities.fit(picture).source.x == 0)
    try sample.press("Esc", &state)
    #expect(state.closeUp == nil && state.isZoomed)
  }

  @Test func smallerThanOneToOneIsRefused() throws {
    let (sample, start) = try zoomed()
    defer { sample.remove() }
    var state = start
    try sample.press("1 -", &state)
    #expect(state.message?.text == "smaller than 1:1 nothing is shown")
    try sample.press("z", &state)
    #expect(state.closeUp == nil && !state.isZoomed)
  }
}
