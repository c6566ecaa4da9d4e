import Generation
import TestSupport
import Testing
import Tokens

@Suite struct ComparisonTests {
  private func request(_ change: (inout Knobs) -> Void = { _ in }) throws -> GenerationRequest {
    var knobs = Knobs()
    change(&knobs)
    return try GenerationRequest(
      prompt: "red apple", seed: Seed(7), variationSeed: Seed(3), knobs: knobs)
  }

  private func refusal(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test func everyVariantIsWhatItsRequestDrawsAlone() throws {
    try TinyModel.withFolder { folder in
      let model = try LoadedModel(folder: folder, threads: 2)
      var requests = try Comparison(
        of: try request(),
        [try ComparisonAxis(.sampler, ComparisonAxis.Sampler.allCases.map(\.rawValue))]
      ).variants.map(\.request)
      requests.append(try GenerationRequest(prompt: "blue cat", seed: Seed(9), count: 2))
      let session = try model.comparison(requests)
      #expect(session.requests.count == 7)
      while let event = session.next() {
        guard case .token(let position, let codes) = event else { continue }
        #expect(codes == session.grids.map { $0.codes[position] })
      }
      #expect(session.next() == nil)
      for (index, request) in session.requests.enumerated() {
        let alone = try model.session(request)
        while alone.next() != nil {}
        #expect(alone.grids == [session.grids[index]])
        #expect(alone.metadata(0) == session.metadata(index))
      }
    }
  }

  @Test func aKnobTurnedInOneVariantIsHeardThereAlone() throws {
    try TinyModel.withFolder { folder in
      let model = try LoadedModel(folder: folder, threads: 1)
      let requests = try [1, 2].map { try GenerationRequest(prompt: "cat", seed: Seed($0)) }
      let session = try model.comparison(requests)
      for _ in 0..<4 { _ = session.next() }
      var knobs = session.knobs(of: 1)
      knobs.temperature = 0
      session.turnKnobs(of: 1, to: knobs)
      while session.next() != nil {}
      #expect(session.steering(of: 0).isEmpty)
      #expect(session.steering(of: 1).knobChanges == [.init(position: 4, knobs: knobs)])
      for index in 0...1 {
        let replay = try model.session(requests[index], replaying: session.steering(of: index))
        while replay.next() != nil {}
        #expect(replay.grids == [session.grids[index]])
      }
    }
  }

  @Test func twoAxesMakeRowsOfColumns() throws {
    let comparison = try Comparison(
      of: try request(),
      [try ComparisonAxis(.guidance, [1, 3.5]), try ComparisonAxis(.seed, ["4", "5", "6"])])
    #expect(
      comparison.variants.map(\.labels) == [
        ["CFG 1", "seed 4"], ["CFG 3.5", "seed 4"], ["CFG 1", "seed 5"], ["CFG 3.5", "seed 5"],
        ["CFG 1", "seed 6"], ["CFG 3.5", "seed 6"],
      ])
    #expect(comparison.variants[3].request.knobs.blend == .guidance(scale: 3.5))
    #expect(comparison.variants[3].request.seed == Seed(5))
  }

  private let picture = CodeGrid(height: 1, width: 1, codes: [CodeIndex(0)])

  private func asked(behind count: Int = 0, from base: DrawingBase? = nil) throws
    -> GenerationRequest
  {
    try GenerationRequest(
      prompt: "apple", seed: Seed(7),
      documents: (0..<count).map { ReferenceDocument(caption: "pear \($0)", picture: picture) },
      base: base)
  }

  @Test func everySubjectChangesWhatItSays() throws {
    let contrastive = try request {
      $0.blend = .contrastive(k: 2, alpha: 0.5, amateurTemperature: 1)
      $0.variation = 0.5
    }
    for subject in ComparisonAxis.Subject.allCases {
      let values: [String] =
        switch subject {
        case .sampler: ["temperature", "CD-K"]
        case .prompt: ["apple", "pear"]
        case .topK, .contrastiveK, .seed: ["5", "6"]
        case .documents: ["0", "2"]
        default: ["0.25", "0.75"]
        }
      let base =
        switch subject {
        case .topP: try request()
        case .documents: try asked(behind: 2)
        case .textGuidance, .imageGuidance: try asked(from: .segments([.image(picture)]))
        default: contrastive
        }
      let variants = try Comparison(of: base, [try ComparisonAxis(subject, values)]).variants
      #expect(variants[0].request != variants[1].request, "\(subject)")
    }
  }

  @Test func anAxisWithoutEffectIsRefusedWithTheReason() throws {
    func why(
      _ subject: ComparisonAxis.Subject, _ values: [String], _ change: (inout Knobs) -> Void
    ) throws -> String? {
      let request = try request(change)
      return refusal {
        _ = try Comparison(of: request, [try ComparisonAxis(subject, values)])
      }
    }
    let contrastive: (inout Knobs) -> Void = { $0.setContrastive(k: nil) }
    #expect(
      try why(.topP, ["0.5", "0.9"], contrastive)
        == "top-p has no effect under CD-K, which rules codes out by itself.")
    #expect(
      try why(.topP, ["0.5", "0.9"]) {
        contrastive(&$0)
        $0.topPUnderContrastive = true
      } == nil)
    #expect(
      try why(.alpha, ["0.5", "0.9"]) { _ in } == "alpha has no effect while CD-K is off.")
    #expect(try why(.alpha, ["0.5", "0.9"], contrastive) == nil)
    for subject: ComparisonAxis.Subject in [.topP, .topK, .variation, .seed] {
      let values = subject == .topK || subject == .seed ? ["1", "2"] : ["0.5", "1"]
      #expect(
        try why(subject, values) { $0.temperature = 0 }
          == "\(subject.rawValue) has no effect at temperature 0, which always takes the likeliest code."
      )
    }
    #expect(try why(.temperature, ["0", "1"]) { $0.temperature = 0 } == nil)
    let equal = try GenerationRequest(prompt: "cat", seed: Seed(7), variationSeed: Seed(7))
    #expect(
      refusal { _ = try Comparison(of: equal, [try ComparisonAxis(.variation, [0, 0.5])]) }
        == "variation has no effect while seed and variation seed are both 7.")
    #expect(
      try why(.seed, ["1", "2"]) { $0.variation = 1 }
        == "seed has no effect at variation 1, where all noise is the variation seed's.")
    #expect(
      try why(.contrastiveK, ["1", "2"]) {
        $0.blend = .contrastive(k: 1, alpha: 0, amateurTemperature: 1)
      } == "CD-K's k has no effect while alpha is 0, which keeps every code.")
  }

  @Test func anAxisThatTheOtherSwitchesOffIsRefused() throws {
    let axes = try [ComparisonAxis(.alpha, [0.2, 0.4]), ComparisonAxis(.guidance, [2, 3])]
    let request = try request { $0.setContrastive(k: nil) }
    #expect(
      refusal { _ = try Comparison(of: request, axes) } == "alpha has no effect while CD-K is off.")
    // An axis that has an effect in one row at least is taken.
    let mixed = try [
      ComparisonAxis(.sampler, ["CFG", "CD-K"]), ComparisonAxis(.alpha, [0.2, 0.4]),
    ]
    #expect(try Comparison(of: try self.request(), mixed).variants.count == 4)
  }

  @Test func wrongValuesAndNumbersAreRefusedInASentence() throws {
    #expect(
      refusal { _ = try ComparisonAxis(.guidance, ["3", "much"]) }
        == "\"much\" is no value for the axis CFG, which takes a number.")
    #expect(refusal { _ = try ComparisonAxis(.seed, ["3", "3"]) } == "The axis seed has 3 twice.")
    #expect(
      refusal { _ = try ComparisonAxis(.sampler, ["beam"]) }?.hasSuffix(
        "takes greedy, temperature, top-p, CFG, CD-K.") == true)
    let request = try request()
    #expect(
      refusal { _ = try Comparison(of: request, [try ComparisonAxis(.guidance, [1])]) }
        == "A comparison has 2 to 16 variants, got 1.")
    #expect(
      refusal {
        _ = try Comparison(
          of: request, [try ComparisonAxis(.seed, (0..<17).map { "\($0)" })])
      } == "A comparison has 2 to 16 variants, got 17.")
    #expect(
      refusal { _ = try Comparison(of: request, [try ComparisonAxis(.guidance, [1, 31])]) }
        == "CFG must be 0 to 30, got 31.")
    let axis = try ComparisonAxis(.guidance, [1, 2])
    #expect(
      refusal { _ = try Comparison(of: request, [axis, axis]) }
        == "A comparison has one or two axes that differ, got CFG and CFG.")
  }
}
