import Generation
import Imaging
import TestSupport
import Testing
import Tokens

@Suite struct GenerationSessionTests {
  private func withModel(_ body: (LoadedModel) throws -> Void) throws {
    try TinyModel.withFolder { try body(try LoadedModel(folder: $0, threads: 2)) }
  }

  private func request(
    _ seed: UInt64 = 7, count: Int = 1, _ change: (inout Knobs) -> Void = { _ in }
  ) throws -> GenerationRequest {
    var knobs = Knobs()
    change(&knobs)
    return try GenerationRequest(
      prompt: "red apple, 3D icon", seed: Seed(seed), variationSeed: Seed(70), knobs: knobs,
      count: count)
  }

  private func grids(_ session: GenerationSession) -> [CodeGrid] {
    while session.next() != nil {}
    return session.grids
  }

  @Test func reportsEveryCodeThenThatItIsFinished() throws {
    try withModel { model in
      let session = try model.session(try request(count: 2))
      #expect(session.total == 16)
      for position in 0..<16 {
        guard case .token(let at, let codes) = session.next() else {
          Issue.record("no code at \(position)")
          return
        }
        #expect(at == position && session.position == position + 1)
        #expect(codes == session.grids.map { $0.codes[position] })
      }
      #expect(session.next() == .finished(.imageComplete))
      #expect(session.next() == nil)
    }
  }

  @Test func aPictureIsTheSameAloneAndAmongOthers() throws {
    try withModel { model in
      let together = grids(try model.session(try request(count: 20)))
      #expect(Set(together).count == 20)
      for index in [0, 7, 15, 16, 19] {
        let alone = grids(try model.session(try request(count: 20).picture(index)))
        #expect(alone == [together[index]])
      }
    }
  }

  @Test func oneThreadAndTwoDrawTheSameCodes() throws {
    try TinyModel.withFolder { folder in
      let drawn = try [1, 2].map { threads in
        grids(
          try LoadedModel(folder: folder, threads: threads).session(try request(count: 3)))
      }
      #expect(drawn[0] == drawn[1])
    }
  }

  @Test func wordsSeedAndGuidanceAllShow() throws {
    try withModel { model in
      let base = grids(try model.session(try request()))
      let words = try GenerationRequest(prompt: "blue cat", seed: Seed(7))
      #expect(grids(try model.session(words)) != base)
      #expect(grids(try model.session(try request(8))) != base)
      #expect(
        grids(try model.session(try request { $0.blend = .guidance(scale: 9) })) != base)
    }
  }

  @Test func variationOneIsTheOtherSeed() throws {
    try withModel { model in
      let varied = grids(try model.session(try request(7, count: 2) { $0.variation = 1 }))
      #expect(varied == grids(try model.session(try request(70, count: 2))))
    }
  }

  @Test func aTurnedKnobIsRecordedAndReplaysExactly() throws {
    try withModel { model in
      let session = try model.session(try request { $0.blend = .guidance(scale: 1) })
      for _ in 0..<5 { _ = session.next() }
      session.knobs.blend = .guidance(scale: 6)
      for _ in 0..<4 { _ = session.next() }
      session.knobs.blend = .contrastive(k: 4, alpha: 0.5, amateurTemperature: 0.5)
      let turned = grids(session)
      #expect(session.knobChanges.map(\.position) == [5, 9])
      let replay = try model.session(session.request, replaying: session.knobChanges)
      #expect(grids(replay) == turned)
      #expect(replay.knobChanges == session.knobChanges)
      #expect(replay.knobs == session.knobs)
    }
  }

  @Test(arguments: [
    Knobs.Blend.guidance(scale: 6), .contrastive(k: 4, alpha: 0.5, amateurTemperature: 0.5),
  ])
  func aLaneThatIsWantedHalfWayIsBitwiseTheOneThatWasThere(_ late: Knobs.Blend) throws {
    try withModel { model in
      // A scale next to 1 draws the same codes, but has its unconditional lane from the start.
      let drawn = try [1, Float(1).nextUp].map { scale in
        let session = try model.session(
          try request(count: 2) { $0.blend = .guidance(scale: scale) })
        for _ in 0..<7 { _ = session.next() }
        session.knobs.blend = late
        return grids(session)
      }
      #expect(drawn[0] == drawn[1])
    }
  }

  @Test func aKnobThatIsTurnedBackBeforeTheNextCodeWasNeverTurned() throws {
    try withModel { model in
      let session = try model.session(try request())
      _ = session.next()
      let before = session.knobs
      session.knobs.temperature = 3
      session.knobs = before
      _ = session.next()
      #expect(session.knobChanges.isEmpty)
    }
  }

  @Test func afterARewindThePictureIsThatOfAFreshSession() throws {
    try withModel { model in
      let session = try model.session(try request(count: 2))
      let first = grids(session)
      session.rewind(to: 6)
      #expect(session.grids == first.map { $0.prefix(6) })
      #expect(grids(session) == first)
      // And with other knobs from there, that of a session in which they were turned there.
      session.rewind(to: 6)
      session.knobs.temperature = 2
      let turned = grids(session)
      let fresh = try model.session(session.request, replaying: session.knobChanges)
      #expect(session.knobChanges.map(\.position) == [6])
      #expect(grids(fresh) == turned && turned != first)
    }
  }

  @Test func rewindingBehindATurnForgetsIt() throws {
    try withModel { model in
      let session = try model.session(try request())
      for _ in 0..<8 { _ = session.next() }
      let before = session.knobs
      session.knobs.temperature = 0.5
      _ = grids(session)
      session.rewind(to: 3)
      session.knobs = before
      let again = grids(session)
      #expect(session.knobChanges.isEmpty)
      #expect(again == grids(try model.session(session.request)))
    }
  }

  @Test func aNegativePromptChangesWhatGuidanceLeadsAwayFrom() throws {
    try withModel { model in
      func drawn(_ negative: String, _ scale: Float) throws -> [CodeGrid] {
        var knobs = Knobs()
        knobs.blend = .guidance(scale: scale)
        return grids(
          try model.session(
            try GenerationRequest(
              prompt: "red apple, 3D icon", negativePrompt: negative, seed: Seed(7), knobs: knobs)))
      }
      #expect(try drawn("blue cat", 4) != drawn("", 4))
      // Without the second lane the words have no say; at scale 0 they are all there is.
      #expect(try drawn("blue cat", 1) == drawn("", 1))
      let only = try GenerationRequest(prompt: "blue cat", seed: Seed(7))
      #expect(try drawn("blue cat", 0) == grids(try alone(model, only)))
    }
  }

  private func alone(
    _ model: LoadedModel, _ request: GenerationRequest
  ) throws -> GenerationSession {
    var request = request
    request.knobs.blend = .guidance(scale: 1)
    return try model.session(request)
  }

  @Test func aScheduleIsWhatTurningTheKnobAtEveryCodeIs() throws {
    try withModel { model in
      let scheduled = try request { knobs in
        knobs.setGuidance(KnobSchedule(from: 6, to: 1))
        knobs.setTemperature(KnobSchedule(from: 0, to: 1.5, reachedAt: 0.5))
        knobs.setTopP(KnobSchedule(from: 1, to: 0.5))
      }
      let session = try model.session(scheduled)
      let drawn = grids(session)
      #expect(session.knobChanges.isEmpty)
      let turned = try model.session(try request())
      for position in 0..<16 {
        turned.knobs = scheduled.knobs.at(position: position, of: 16)
        _ = turned.next()
      }
      #expect(turned.grids == drawn)
      #expect(turned.knobChanges.last?.knobs.blend == .guidance(scale: 1))
      #expect(grids(try model.session(scheduled)) == drawn)
      #expect(session.inspections() == turned.inspections())
    }
  }

  @Test func aNumberTurnedByHandEndsItsSchedule() throws {
    try withModel { model in
      let scheduled = try request { $0.setGuidance(KnobSchedule(from: 6, to: 1)) }
      let session = try model.session(scheduled)
      for _ in 0..<5 { _ = session.next() }
      session.knobs.setGuidance(2)
      let turned = grids(session)
      #expect(session.knobChanges.count == 1)
      #expect(session.knobChanges[0].knobs.schedules.isEmpty)
      #expect(grids(try model.session(scheduled, replaying: session.steering)) == turned)
    }
  }

  @Test func partialPicturesDecode() throws {
    try withModel { model in
      let session = try model.session(try request())
      let empty = session.images()[0]
      for _ in 0..<9 { _ = session.next() }
      let partial = session.images()[0]
      _ = grids(session)
      #expect(Set([empty, partial, session.images()[0]]).count == 3)
    }
  }
}
