import Generation
import Imaging
import TestSupport
import Testing
import Tokens

@Suite struct PictureMetadataTests {
  private func metadata(
    count: Int = 1, index: Int = 0, turnAt position: Int? = nil,
    _ change: (inout Knobs) -> Void = { _ in }
  ) throws -> PictureMetadata {
    try TinyModel.withFolder { folder in
      let model = try LoadedModel(folder: folder, threads: 1)
      var knobs = Knobs()
      change(&knobs)
      let session = try model.session(
        try GenerationRequest(prompt: "red apple", seed: Seed(7), knobs: knobs, count: count))
      while session.next() != nil {
        if session.position == position { session.knobs.temperature = 0.5 }
      }
      return session.metadata(index)
    }
  }

  private func text(_ keyword: String, _ metadata: PictureMetadata) throws -> String? {
    try metadata.texts().first { $0.keyword == keyword }?.text
  }

  @Test func parametersReadAsInOtherStudios() throws {
    let metadata = try metadata()
    #expect(
      try text("parameters", metadata) == """
        red apple
        Steps: 16, Sampler: Categorical, CFG scale: 3, Seed: 7, Size: 32x32, \
        Model hash: \(metadata.modelHash), Model: tiny, Temperature: 1, Top P: 0.95
        """)
  }

  @Test func parametersNameContrastiveDecodingVariationAndTurns() throws {
    let metadata = try metadata(turnAt: 3) { knobs in
      knobs.blend = .contrastive(k: 8, alpha: 0.5, amateurTemperature: 0.25)
      knobs.variation = 0.125
      knobs.topK = 9
    }
    let line = try text("parameters", metadata) ?? ""
    for part in [
      "Sampler: CD-K, CD-K: 8, CD-K alpha: 0.5, CD-K temperature: 0.25, Seed: 7",
      "Variation seed: 1, Variation seed strength: 0.125", "Top K: 9", "Knobs turned: 1",
    ] { #expect(line.contains(part)) }
    #expect(!line.contains("CFG scale") && !line.contains("Top P"))
  }

  @Test func parametersNameTheNegativePromptAndSchedules() throws {
    try TinyModel.withFolder { folder in
      let model = try LoadedModel(folder: folder, threads: 1)
      var knobs = Knobs()
      knobs.setGuidance(try KnobSchedule("6 → 2 @ 0.5"))
      let request = try GenerationRequest(
        prompt: "red apple", negativePrompt: "a frame", seed: Seed(7), knobs: knobs)
      let metadata = PictureMetadata(request: request, steering: Steering(), model: model)
      let lines = try text("parameters", metadata)?.split(separator: "\n").map(String.init) ?? []
      #expect(lines.count == 3 && lines[1] == "Negative prompt: a frame")
      #expect(lines[2].contains("CFG scale: 6,"))
      #expect(lines[2].hasSuffix("CFG schedule: 6 -> 2 @ 0.5"))
      #expect(try text("leon", metadata)?.contains(#""version":2"#) == true)
      #expect(try PictureMetadata(try metadata.texts()) == metadata)
    }
  }

  @Test func theTextsGiveTheMetadataBack() throws {
    let metadata = try metadata(count: 3, index: 2, turnAt: 5)
    #expect(metadata.request.seed == Seed(9))
    #expect(metadata.knobChanges.map(\.position) == [5])
    #expect(try text("leon", metadata)?.contains(#""version":1"#) == true)
    #expect(try PictureMetadata(try metadata.texts()) == metadata)
  }

  @Test func aPictureOfSeveralAndTheSameDrawnAloneHaveEqualTexts() throws {
    let several = try metadata(count: 2, index: 0)
    #expect(try several.texts() == (try metadata().texts()))
  }

  @Test func foreignBrokenAndLaterFilesAreRefusedInASentence() throws {
    func refusal(_ text: String, keyword: String = "leon") -> String? {
      do {
        _ = try PictureMetadata([PNG.Text(keyword: keyword, text: text)])
        return nil
      } catch {
        return "\(error)"
      }
    }
    let start = "The picture does not say how it was made: its text named leon "
    #expect(refusal("red apple", keyword: "parameters")?.contains("no text named leon") == true)
    #expect(refusal("{") == start + "is no JSON with a version.")
    #expect(
      refusal(#"{"version": 1, "noise_version": 1}"#) == start + "lacks a part of the request.")
    #expect(
      refusal(#"{"version": 5, "noise_version": 1}"#)
        == start + "has version 5 and noise 1; this leon reads 1 to 4 and 1.")
    let flawed = try text("leon", try metadata())?.replacing(
      #""temperature":1"#, with: #""temperature":77"#)
    #expect(refusal(flawed ?? "") == "temperature must be 0 to 10, got 77.")
  }
}
