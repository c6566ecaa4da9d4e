import Foundation
import Generation
import Imaging
import Studio
import Synchronization
import TestSupport
import Testing
import Tokens

/// The studio's engine over a tiny model: branches are repeated exactly.
@Suite struct ModelEngineTests {
  private func withEngine(_ body: (ModelEngine) throws -> Void) throws {
    try TinyModel.withFolder { folder in
      try body(ModelEngine(try LoadedModel(folder: folder, threads: 1)))
    }
  }

  /// Pictures of one colour each.
  private func pictures(_ count: Int) -> [CaptionedPicture] {
    (0..<count).map { number in
      CaptionedPicture(
        name: "\(number).png", caption: "red apple", origin: .init(source: "\(number).png")
      ) {
        let part = UInt8(number * 50 % 256)
        return Image(
          width: 20, height: 10, fill: .init(red: part, green: 255 - part, blue: part / 2))
      }
    }
  }

  @Test func aFolderOfPicturesIsABank() throws {
    try TinyModel.withFolder { folder in
      try TinyModel.addRetriever(to: folder)
      let engine = ModelEngine(try LoadedModel(folder: folder, threads: 1)) { path in
        self.pictures(path.hasSuffix("large") ? 501 : 3)
      }
      try FileManager.default.createDirectory(
        atPath: folder + "/large", withIntermediateDirectories: false)
      var told: [Int] = []
      let facts = try engine.openBank(folder) { count, total in
        #expect(total == 3)
        told.append(count)
      }
      #expect(told == [1, 2, 3])
      #expect(try #require(facts).path == folder && facts?.count ?? 0 > 0)
      #expect(throws: CancellationError.self) {
        try engine.openBank(folder) { _, _ in throw CancellationError() }
      }
      #expect {
        try engine.openBank(folder + "/large") { _, _ in }
      } throws: { "\($0)".contains("this folder has 501 pictures; one with at most 500") }
    }
  }

  @Test func aFolderIsReadOnWhereItsReadingWasBrokenOff() throws {
    try TinyModel.withFolder { folder in
      try TinyModel.addRetriever(to: folder)
      let loads = Mutex(0)
      let engine = ModelEngine(try LoadedModel(folder: folder, threads: 1)) { _ in
        self.pictures(5).map { picture in
          CaptionedPicture(name: picture.name, caption: picture.caption, origin: picture.origin) {
            loads.withLock { $0 += 1 }
            return try picture.image()
          }
        }
      }
      for end in [2, 4] {
        #expect(throws: CancellationError.self) {
          try engine.openBank(folder) { count, _ in if count == end { throw CancellationError() } }
        }
        #expect(loads.withLock { $0 } == end)
      }
      #expect(try engine.openBank(folder) { _, _ in } != nil)
      #expect(loads.withLock { $0 } == 5)
      #expect(try engine.openBank(folder) { _, _ in } != nil)
      #expect(loads.withLock { $0 } == 10, "a folder may have changed")
    }
  }

  private func request() throws -> GenerationRequest {
    try GenerationRequest(prompt: "red apple", seed: Seed(3))
  }

  private func finish(_ writing: any PictureWriting) { while writing.advance() {} }

  @Test func branchIsRepeatedExactlyFromItsRecord() throws {
    try withEngine { engine in
      let request = try request()
      let writing = try engine.begin(request, replaying: Steering(), from: [])
      finish(writing)
      let parent = writing.codes
      let code = writing.inspections()[5].alternatives[2].code
      writing.cut(to: 5, taking: code)
      var knobs = request.knobs
      knobs.blend = .guidance(scale: 1)
      writing.knobs = knobs
      finish(writing)
      #expect(writing.codes.count == parent.count && writing.codes[5] == code)
      #expect(writing.codes.prefix(5) == parent.prefix(5))
      let record = Steering(
        knobChanges: [KnobChange(position: 6, knobs: knobs)],
        forcedCodes: [ForcedCodes(position: 5, codes: [code])])
      #expect(writing.steering == record)
      let replay = try engine.begin(request, replaying: record, from: [])
      finish(replay)
      #expect(replay.codes == writing.codes)
      let file = try engine.file(
        of: request, steering: writing.steering, image: engine.image(of: writing.codes))
      #expect(try PictureMetadata(PNG.texts(of: file)).steering == record)
    }
  }

  @Test func branchOfAnOldPictureIsThatOfTheOneInMemory() throws {
    try withEngine { engine in
      let request = try request()
      let first = try engine.begin(request, replaying: Steering(), from: [])
      finish(first)
      let old = try engine.begin(request, replaying: Steering(), from: first.codes)
      #expect(old.codes == first.codes && old.steering.isEmpty)
      #expect(old.inspections() == first.inspections())
      for writing in [first, old] {
        writing.cut(to: 9, taking: CodeIndex(4))
        finish(writing)
        writing.cut(to: 12, taking: nil)
        finish(writing)
      }
      #expect(old.codes == first.codes && old.steering == first.steering)
    }
  }

  @Test func partialPictureIsFinishedAsIfItHadNotStopped() throws {
    try withEngine { engine in
      let request = try request()
      let whole = try engine.begin(request, replaying: Steering(), from: [])
      finish(whole)
      let partial = Array(whole.codes.prefix(7))
      let later = try engine.begin(request, replaying: Steering(), from: partial)
      later.cut(to: 7, taking: nil)
      finish(later)
      #expect(later.codes == whole.codes && later.steering.isEmpty)
    }
  }

  @Test func seedTurnedHalfWayIsHeardByTheNextCodeAndRepeatedExactly() throws {
    try withEngine { engine in
      let request = try request()
      let whole = try engine.begin(request, replaying: Steering(), from: [])
      finish(whole)
      let writing = try engine.begin(request, replaying: Steering(), from: [])
      for _ in 0..<5 { _ = writing.advance() }
      writing.seed = Seed(4)
      finish(writing)
      #expect(writing.codes.prefix(5) == whole.codes.prefix(5) && writing.codes != whole.codes)
      let record = Steering(
        knobChanges: [KnobChange(position: 5, knobs: request.knobs, seed: Seed(4))])
      #expect(writing.steering == record)
      // Given the same beginning, a picture of that seed goes on alike.
      var other = request
      other.seed = Seed(4)
      let alike = try engine.begin(other, replaying: Steering(), from: Array(whole.codes.prefix(5)))
      finish(alike)
      #expect(alike.codes == writing.codes)
      let file = try engine.file(
        of: request, steering: writing.steering, image: engine.image(of: writing.codes))
      let read = try PictureMetadata(PNG.texts(of: file))
      #expect(read.steering == record)
      let replay = try engine.begin(read.request, replaying: read.steering, from: [])
      finish(replay)
      #expect(replay.codes == writing.codes)
    }
  }

  /// The lane without words is filled when guidance first asks for it.
  @Test func guidanceRaisedHalfWayIsRepeatedExactly() throws {
    try withEngine { engine in
      var request = try request()
      request.knobs.blend = .guidance(scale: 1)
      let writing = try engine.begin(request, replaying: Steering(), from: [])
      for _ in 0..<8 { _ = writing.advance() }
      writing.knobs.blend = .guidance(scale: 5)
      finish(writing)
      let replay = try engine.begin(request, replaying: writing.steering, from: [])
      finish(replay)
      #expect(replay.codes == writing.codes && writing.steering.knobChanges.count == 1)
    }
  }
}
