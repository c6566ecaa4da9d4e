import Foundation
import Generation
import Imaging
import TestSupport
import Testing
import Tokenizers
import Tokens

/// Pictures that are drawn from another picture.
@Suite struct DrawingBaseTests {
  private let picture = CodeGrid(
    height: 4, width: 4, codes: (0..<16).map { CodeIndex($0 * 5 % 32) })
  private let rectangle = CodeRectangle(x: 1, y: 1, width: 2, height: 3)

  private func edit(_ blend: Knobs.Blend, words: String = "make it red") throws
    -> GenerationRequest
  {
    var knobs = Knobs()
    knobs.blend = blend
    return try GenerationRequest(
      prompt: words, seed: Seed(5), knobs: knobs,
      base: .segments([.text("edit"), .image(picture)]))
  }

  private func infill(seed: UInt64 = 5) throws -> GenerationRequest {
    try GenerationRequest(
      prompt: "red apple", seed: Seed(seed), base: .rectangle(rectangle, of: picture))
  }

  private func codes(_ model: LoadedModel, _ request: GenerationRequest) throws -> [CodeIndex] {
    let session = try model.session(request)
    while session.next() != nil {}
    return session.grids[0].codes
  }

  private func withModel(_ body: (LoadedModel) throws -> Void) throws {
    try TinyModel.withFolder { try body(try LoadedModel(folder: $0, threads: 1)) }
  }

  private var inside: Set<Int> {
    Set((0..<16).filter { rectangle.place(of: $0, gridWidth: 4) != nil })
  }

  @Test func aRectangleIsDrawnAgainAndEveryOtherCodeStays() throws {
    try withModel { model in
      let all = try (0..<4).map { try codes(model, infill(seed: UInt64($0))) }
      #expect(all.allSatisfy { $0.count == 16 })
      for place in 0..<16 where !inside.contains(place) {
        #expect(all.allSatisfy { $0[place] == picture.codes[place] })
      }
      #expect(inside == [5, 6, 9, 10, 13, 14] && Set(all).count == 4)
    }
  }

  @Test func aRectangleCanBeRewoundTakenByHandAndLookedAt() throws {
    try withModel { model in
      let session = try model.session(try infill())
      while session.next() != nil {}
      let first = session.grids[0].codes
      session.rewind(to: 7)
      // Rewound behind the first row: the kept codes up to the next row are there again.
      #expect(session.position == 9 && Array(first[..<9]) == session.grids[0].codes)
      while session.next() != nil {}
      #expect(session.grids[0].codes == first)
      let looks = session.inspections()
      #expect(looks.map(\.code) == first && looks.map(\.position) == Array(0..<16))
      #expect(looks[0].probability == 1 && looks[0].alternatives.isEmpty)
      #expect(session.inspect(position: 9).alternatives.isEmpty == false)
      #expect(session.inspect(position: 9) == looks[9])
      session.replace(at: 6, by: CodeIndex(31))
      session.replace(at: 0, by: CodeIndex(31))
      while session.next() != nil {}
      #expect(session.grids[0].codes[6] == CodeIndex(31))
      #expect(session.grids[0].codes[0] == picture.codes[0])
    }
  }

  @Test func theFileOfAPictureDrawnFromAnotherRepeatsIt() throws {
    try withModel { model in
      for request in [try infill(), try edit(.dual(text: 4, image: 2))] {
        let session = try model.session(request)
        while session.next() != nil {}
        let read = try PictureMetadata(session.metadata(0).texts())
        #expect(read.request == request)
        #expect(try codes(model, read.request) == session.grids[0].codes)
      }
    }
  }

  /// `</s> words <break> codes with S0, S1, … in the place of each row </s> S0` (reference a.4).
  @Test func aRectangleHasOneMaskARow() throws {
    let text = TextTokenizer.train(
      TinyModel.captions, textCount: 288, codeCount: 32, sentinelCount: 4)
    let tokenizer = DocumentTokenizer(text: text, vocabulary: try text.vocabulary("x"))
    let vocabulary = tokenizer.vocabulary
    var grid = picture.codes.map { vocabulary.id(of: $0) }
    for (row, start) in [13, 9, 5].enumerated() {
      grid.replaceSubrange(start..<start + 2, with: [vocabulary.id(of: .sentinel(2 - row))])
    }
    #expect(
      try tokenizer.rectanglePrompt("red apple", limit: 64, rectangle, of: picture)
        == tokenizer.picturePrompt("red apple", limit: 64) + grid
        + [vocabulary.id(of: .end), vocabulary.id(of: .sentinel(0))])
  }

  @Test func bothScalesOfAnEditHaveASay() throws {
    try withModel { model in
      let plain = try codes(model, edit(.dual(text: 1, image: 1)))
      #expect(try plain == codes(model, edit(.guidance(scale: 1))))
      let strong = try codes(model, edit(.dual(text: 8, image: 1)))
      #expect(try strong != plain && strong != codes(model, edit(.dual(text: 8, image: 4))))
      // Without the words' pull two instructions draw one picture.
      #expect(
        try codes(model, edit(.dual(text: 0, image: 2)))
          == codes(model, edit(.dual(text: 0, image: 2), words: "blue cat")))
    }
  }

  @Test func pixelsStayWhereCodesDo() throws {
    try withModel { model in
      var original = Image(width: 32, height: 32, fill: .white)
      for place in 0..<40 { original.set(place % 32, place * 7 % 32, .black) }
      let before = model.encode(original)
      var changed = before.codes
      changed[6] = CodeIndex((changed[6].index + 1) % 32)
      let after = CodeGrid(height: 4, width: 4, codes: changed)
      let image = model.decode(after, keepingPixelsOf: original, codes: before)
      func block(_ image: Image, _ x: Int, _ y: Int) -> Image {
        image.cropped(x: x * 8, y: y * 8, width: 8, height: 8)
      }
      for place in 0..<16 {
        let source = place == 6 ? model.decode(after) : original
        #expect(block(image, place % 4, place / 4) == block(source, place % 4, place / 4))
      }
    }
  }

  @Test(arguments: [
    (CodeRectangle(x: 3, y: 0, width: 2, height: 1), 16),
    (.init(x: 0, y: 0, width: 0, height: 1), 16),
    (.init(x: 0, y: Int.max, width: 1, height: 1), 16), (.init(x: 0, y: 0, width: 1, height: 1), 9),
  ])
  func whatDoesNotFitIsRefused(_ rectangle: CodeRectangle, _ count: Int) throws {
    try withModel { model in
      let request = try GenerationRequest(
        prompt: "red apple", seed: Seed(1), base: .rectangle(rectangle, of: picture.prefix(count)))
      let error = #expect(throws: GenerationError.self) { try model.session(request) }
      guard case .base? = error else {
        Issue.record("\(String(describing: error))")
        return
      }
    }
  }
}
