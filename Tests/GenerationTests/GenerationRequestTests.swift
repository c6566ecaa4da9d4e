import Foundation
import Generation
import Testing
import Tokens

@Suite struct GenerationRequestTests {
  private func refusal(_ count: Int = 1, _ change: (inout Knobs) -> Void) -> String? {
    var knobs = Knobs()
    change(&knobs)
    do {
      _ = try GenerationRequest(prompt: "apple", seed: Seed(1), knobs: knobs, count: count)
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test func knobsOutOfRangeAreRefusedWithTheRangeAndTheValue() {
    #expect(refusal { $0.temperature = 11 } == "temperature must be 0 to 10, got 11.")
    #expect(refusal { $0.temperature = .nan } == "temperature must be 0 to 10, got nan.")
    #expect(refusal { $0.topP = 0 } == "top-p must be above 0 and at most 1, got 0.")
    #expect(refusal { $0.topP = 1.01 }?.hasSuffix("at most 1, got 1.01.") == true)
    #expect(refusal { $0.topK = -1 } == "top-k must be 0 to 16777216, got -1.")
    #expect(refusal { $0.variation = 2 } == "variation must be 0 to 1, got 2.")
    #expect(refusal { $0.blend = .guidance(scale: -3) } == "CFG must be 0 to 30, got -3.")
    #expect(refusal { $0.blend = .guidance(scale: .infinity) }?.hasSuffix("got inf.") == true)
  }

  @Test func contrastiveKnobsHaveTheirRangesToo() {
    func contrastive(_ k: Int, _ alpha: Float, _ temperature: Float) -> String? {
      refusal { $0.blend = .contrastive(k: k, alpha: alpha, amateurTemperature: temperature) }
    }
    #expect(contrastive(0, 0.5, 1) == "CD-K must be 1 to 16777216, got 0.")
    #expect(contrastive(1, 1.5, 1) == "CD-K's alpha must be 0 to 1, got 1.5.")
    #expect(contrastive(1, 0.5, 0)?.hasPrefix("CD-K's amateur temperature must be ") == true)
    #expect(contrastive(8, 0.5, 0.5) == nil)
  }

  @Test(arguments: [0, -1, 65])
  func theNumberOfPicturesIsOneTo64(_ count: Int) {
    #expect(refusal(count) { _ in } == "The number of pictures must be 1 to 64, got \(count).")
  }

  @Test func controlCharactersAreStrippedAndEmojiKept() throws {
    let request = try GenerationRequest(prompt: " red\u{1B}[31m\n\u{7}apple 🍎 ", seed: Seed(1))
    #expect(request.prompt == "red[31m apple 🍎")
  }

  @Test func pictureIOfARequestHasSeedPlusI() throws {
    let request = try GenerationRequest(
      prompt: "apple", seed: Seed(.max), variationSeed: Seed(5), count: 3)
    #expect(request.picture(0).seed == Seed(.max))
    #expect(request.picture(2).seed == Seed(1))
    #expect(request.picture(2).variationSeed == Seed(7))
    #expect(request.picture(2).count == 1)
  }

  @Test func jsonGivesTheRequestBack() throws {
    var knobs = Knobs()
    knobs.blend = .contrastive(k: 8, alpha: 0.3, amateurTemperature: 0.7)
    knobs.topPUnderContrastive = true
    knobs.variation = 0.1
    let request = try GenerationRequest(
      prompt: "“red” apple \\ 🍎", seed: Seed(.max), variationSeed: Seed(3), knobs: knobs, count: 2)
    let json = try JSONEncoder().encode(request)
    #expect(try JSONDecoder().decode(GenerationRequest.self, from: json) == request)
  }

  @Test func aNegativePromptIsCleanedAndWrittenWhereThereIsOne() throws {
    let request = try GenerationRequest(
      prompt: "apple", negativePrompt: " dark\n\u{1B}frame ", seed: Seed(1), count: 2)
    #expect(
      request.negativePrompt == "dark frame" && request.picture(1).negativePrompt == "dark frame")
    let json = try JSONEncoder().encode(request)
    #expect(try JSONDecoder().decode(GenerationRequest.self, from: json) == request)
    let plain = try JSONEncoder().encode(try GenerationRequest(prompt: "apple", seed: Seed(1)))
    #expect(!String(decoding: plain, as: UTF8.self).contains("negative"))
  }

  @Test func bothEndsOfAScheduleMustLieInTheRange() throws {
    #expect(
      refusal { $0.setGuidance(KnobSchedule(from: 3, to: 31)) } == "CFG must be 0 to 30, got 31.")
    #expect(
      refusal { $0.setTopP(KnobSchedule(from: 0.9, to: 0)) }
        == "top-p must be above 0 and at most 1, got 0.")
    #expect(refusal { $0.setTemperature(KnobSchedule(from: 0, to: 10)) } == nil)
  }

  @Test func jsonWithAFlawIsRefusedLikeAnyOtherRequest() throws {
    let json = """
      {"prompt": "apple", "seed": 1, "variation_seed": 2, "knobs": {"temperature": 99}, "count": 1}
      """
    #expect(throws: GenerationError.knobs("temperature must be 0 to 10, got 99")) {
      try JSONDecoder().decode(GenerationRequest.self, from: Data(json.utf8))
    }
  }

  @Test func knobsThatJSONDoesNotNameTakeTheirDefaults() throws {
    let knobs = try JSONDecoder().decode(
      Knobs.self, from: Data(#"{"guidance_scale": 5, "top_k": 40}"#.utf8))
    var expected = Knobs()
    expected.blend = .guidance(scale: 5)
    expected.topK = 40
    #expect(knobs == expected)
  }
}
