import Generation
import Testing
import Tokens

@Suite struct BestOfTests {
  private func request(_ change: (inout Knobs) -> Void = { _ in }) throws -> GenerationRequest {
    var knobs = Knobs()
    change(&knobs)
    return try GenerationRequest(prompt: "red apple", seed: Seed(7), knobs: knobs)
  }

  @Test(arguments: [2, 5, 16])
  func halfAreDrawnWithTheKnobsAndHalfWithContrastiveDecoding(_ count: Int) throws {
    let request = try request { $0.topP = 0.8 }
    let candidates = try BestOf(count, of: request).candidates
    #expect(candidates.map(\.seed) == (0..<count).map { Seed(7).advanced(by: $0) })
    #expect(candidates.count { $0.knobs == request.knobs } == (count + 1) / 2)
    #expect(candidates.suffix(count / 2).allSatisfy { $0.knobs.blend == Knobs.usualContrastive })
  }

  @Test func aRequestWithContrastiveDecodingKeepsItsNumbersInOneHalf() throws {
    let own = Knobs.Blend.contrastive(k: 3, alpha: 0.1, amateurTemperature: 0.5)
    let candidates = try BestOf(4, of: try request { $0.blend = own }).candidates
    #expect(
      candidates.map(\.knobs.blend) == [.guidance(scale: 3), .guidance(scale: 3), own, own])
  }

  @Test func otherNumbersAndTemperatureZeroAreRefused() throws {
    func refusal(_ count: Int, _ request: GenerationRequest) -> String? {
      do {
        _ = try BestOf(count, of: request)
        return nil
      } catch {
        return "\(error)"
      }
    }
    let usual = try request()
    #expect(refusal(1, usual) == "The number of candidates must be 2 to 16, got 1.")
    #expect(refusal(17, usual) == "The number of candidates must be 2 to 16, got 17.")
    #expect(
      refusal(4, try request { $0.temperature = 0 })
        == "The best of several needs a temperature above 0, at which pictures differ; got 0.")
  }
}
