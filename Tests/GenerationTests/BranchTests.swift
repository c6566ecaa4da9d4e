import Foundation
import Generation
import Imaging
import TestSupport
import Testing
import Tokens

@Suite struct BranchTests {
  private func withModel(_ body: (LoadedModel) throws -> Void) throws {
    try TinyModel.withFolder { try body(try LoadedModel(folder: $0, threads: 1)) }
  }

  private func request(_ seed: UInt64 = 7, count: Int = 1) throws -> GenerationRequest {
    try GenerationRequest(prompt: "red apple, 3D icon", seed: Seed(seed), count: count)
  }

  private func codes(_ session: GenerationSession) -> [CodeIndex] {
    while session.next() != nil {}
    return session.grids[0].codes
  }

  @Test func aCodeTakenByHandIsThereAndWhatFollowsIsDrawnBehindIt() throws {
    try withModel { model in
      let session = try model.session(try request())
      let first = codes(session)
      let other = CodeIndex((first[5].index + 1) % 32)
      session.replace(at: 5, by: other)
      #expect(session.position == 6 && session.grids[0].codes == Array(first[..<5]) + [other])
      let branch = codes(session)
      #expect(Array(branch[..<6]) == Array(first[..<5]) + [other])
      #expect(session.steering == Steering(forcedCodes: [.init(position: 5, codes: [other])]))
      // Putting the old code back gives the old picture back.
      session.replace(at: 5, by: first[5])
      #expect(codes(session) == first)
    }
  }

  @Test func aBranchRepeatsExactlyFromItsFile() throws {
    try withModel { model in
      let session = try model.session(try request())
      _ = codes(session)
      session.rewind(to: 4)
      session.knobs.temperature = 2
      _ = session.next()
      session.replace(at: 5, by: CodeIndex(3))
      session.replace(at: 6, by: CodeIndex(4))
      for _ in 0..<3 { _ = session.next() }
      session.knobs.blend = .contrastive(k: 4, alpha: 0.5, amateurTemperature: 1)
      let branch = codes(session)
      #expect(session.steering.forcedCodes.map(\.codes.count) == [2])
      let texts = try session.metadata(0).texts()
      let metadata = try PictureMetadata(texts)
      #expect(metadata == session.metadata(0))
      let replay = try model.session(metadata.request, replaying: metadata.steering)
      #expect(codes(replay) == branch)
      #expect(replay.steering == session.steering)
      #expect(texts[0].text.contains("Codes given: 2"))
    }
  }

  @Test(arguments: [0, 1, 9, 16])
  func aSessionThatBeginsWithAPicturesCodesGoesOnAsThePictureDid(_ count: Int) throws {
    try withModel { model in
      let whole = try model.session(try request(count: 2))
      let first = codes(whole)
      let session = try model.session(try request(), beginning: Array(first.prefix(count)))
      #expect(session.position == count && session.grids[0].codes == Array(first.prefix(count)))
      #expect(codes(session) == first)
      #expect(session.next() == nil)
    }
  }

  @Test func aBranchOfOtherWordsAndSeedRepeatsFromItsRecord() throws {
    try withModel { model in
      let parent = codes(try model.session(try request()))
      var other = try GenerationRequest(prompt: "blue cat", seed: Seed(8))
      other.knobs.temperature = 0.5
      var late = other.knobs
      late.topK = 3
      let plan = Steering(knobChanges: [.init(position: 2, knobs: late)])
      let session = try model.session(other, replaying: plan, beginning: Array(parent[..<6]))
      let branch = codes(session)
      #expect(Array(branch[..<6]) == Array(parent[..<6]) && branch != parent)
      #expect(session.knobChanges == plan.knobChanges)
      let replay = try model.session(other, replaying: session.steering)
      #expect(codes(replay) == branch && replay.steering == session.steering)
    }
  }

  @Test func takingACodeEndsTheReplayOfLaterOnes() throws {
    try withModel { model in
      let plan = Steering(forcedCodes: [.init(position: 3, codes: [CodeIndex(1), CodeIndex(2)])])
      let session = try model.session(try request(), replaying: plan)
      session.replace(at: 0, by: CodeIndex(9))
      _ = codes(session)
      #expect(session.steering.forcedCodes == [.init(position: 0, codes: [CodeIndex(9)])])
    }
  }

  @Test func rewindingIntoGivenCodesKeepsThoseBefore() throws {
    try withModel { model in
      let given = (0..<8).map { CodeIndex($0) }
      let session = try model.session(try request(), beginning: given)
      session.rewind(to: 5)
      _ = codes(session)
      #expect(session.steering.forcedCodes == [.init(position: 0, codes: Array(given[..<5]))])
    }
  }

  @Test func codesThatDoNotFitAreRefusedWithTheNumber() throws {
    try withModel { model in
      func refusal(_ steering: Steering, _ codes: [CodeIndex] = []) -> String? {
        do {
          _ = try model.session(try request(), replaying: steering, beginning: codes)
          return nil
        } catch {
          return "\(error)"
        }
      }
      #expect(refusal(Steering(), [CodeIndex(32)])?.contains("code 32 is none of") == true)
      #expect(refusal(Steering(), [CodeIndex(-1)])?.contains("code -1") == true)
      let long = [CodeIndex](repeating: CodeIndex(0), count: 17)
      #expect(
        refusal(Steering(), long)
          == "17 given codes from place 0 on do not fit into a picture of 16 codes.")
      for place in [-1, 16, .max] {
        let run = ForcedCodes(position: place, codes: [CodeIndex(0)])
        #expect(refusal(Steering(forcedCodes: [run]))?.contains("from place \(place)") == true)
      }
      var knobs = Knobs()
      knobs.temperature = 99
      let change = KnobChange(position: 1, knobs: knobs)
      #expect(
        refusal(Steering(knobChanges: [change])) == "temperature must be 0 to 10, got 99.")
    }
  }

  @Test func aRecordWithoutGivenCodesIsTheListItAlwaysWas() throws {
    let changes = [KnobChange(position: 5, knobs: Knobs())]
    let plain = try JSONEncoder().encode(Steering(knobChanges: changes))
    #expect(try JSONDecoder().decode([KnobChange].self, from: plain) == changes)
    #expect(try JSONDecoder().decode(Steering.self, from: plain).knobChanges == changes)
    let full = Steering(
      knobChanges: changes, forcedCodes: [.init(position: 3, codes: [CodeIndex(8)])])
    let json = try JSONEncoder().encode(full)
    #expect(try JSONDecoder().decode(Steering.self, from: json) == full)
  }

  @Test func allCodesAreInspectedUnderTheKnobsOfTheirPlace() throws {
    try withModel { model in
      let session = try model.session(try request(count: 2))
      for _ in 0..<6 { _ = session.next() }
      session.knobs.blend = .contrastive(k: 4, alpha: 0.5, amateurTemperature: 1)
      while session.next() != nil {}
      let all = session.inspections(picture: 1)
      #expect(all.map(\.code) == session.grids[1].codes)
      let ruledOut = all.map { $0.alternatives.contains { $0.exclusion == .contrastive } }
      #expect(!ruledOut.prefix(6).contains(true) && ruledOut.dropFirst(6).contains(true))
      for position in [0, 5, 6, 15] {
        #expect(session.inspect(position: position, picture: 1) == all[position])
      }
      // The same of a picture that comes out of the history.
      let request = session.request.picture(1)
      let opened = try model.session(
        request, replaying: session.steering, beginning: session.grids[1].codes)
      #expect(opened.inspections() == all)
    }
  }
}
