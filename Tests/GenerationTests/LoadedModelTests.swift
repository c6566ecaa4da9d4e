import Foundation
import Generation
import Imaging
import TestSupport
import Testing
import Tokenizers
import Tokens

@Suite struct LoadedModelTests {
  @Test func saysWhatItIs() throws {
    try TinyModel.withFolder { folder in
      let model = try LoadedModel(folder: folder, threads: 1)
      #expect(model.name == "tiny")
      #expect(model.imageSide == 32 && model.gridSide == 4 && model.promptLimit == 108)
      #expect(model.defaultKnobs.blend == .guidance(scale: 2))
      #expect(model.hash.count == 10 && model.hash.allSatisfy(\.isHexDigit))
    }
  }

  @Test func theHashIsTheBeginningOfTheSHA256OfTheWeights() throws {
    try TinyModel.withFolder { folder in
      // The examples of FIPS 180-4 and its padding at 55, 56, 63 and 64 bytes, by sha256sum.
      for (bytes, digest) in [
        (Data("abc".utf8), "ba7816bf8f"), (Data(), "e3b0c44298"),
        (Data(repeating: 97, count: 55), "9f4390f8d3"),
        (Data(repeating: 97, count: 56), "b35439a4ac"),
        (Data(repeating: 97, count: 63), "7d3e74a05d"),
        (Data(repeating: 97, count: 64), "ffe054fe7a"),
        (Data(repeating: 97, count: 1000), "41edece42d"),
      ] {
        let path = folder + "/some-bytes"
        try bytes.write(to: URL(fileURLWithPath: path))
        #expect(try LoadedModel.hash(ofFile: path) == digest)
      }
    }
  }

  @Test func promptsEmptyOrTooLongAreRefusedWithTheLimit() throws {
    try TinyModel.withFolder { folder in
      let model = try LoadedModel(folder: folder, threads: 1)
      #expect(throws: PromptError.empty) {
        try model.session(try GenerationRequest(prompt: " \u{1B}\n ", seed: Seed(1)))
      }
      // A prompt begins with a space of its own, so 108 letters that never merge are 109 tokens.
      let long = String(repeating: "q", count: 108)
      #expect(model.tokenCount(long) == 109)
      #expect(throws: PromptError.tooLong(109, limit: 108)) {
        try model.validate(try GenerationRequest(prompt: long, seed: Seed(1)))
      }
      try model.validate(try GenerationRequest(prompt: String(long.dropLast()), seed: Seed(1)))
      try model.validate(try GenerationRequest(prompt: "🍎", seed: Seed(1)))
    }
  }

  @Test func negativePromptsThatAreTooLongAreRefusedByThatName() throws {
    try TinyModel.withFolder { folder in
      let model = try LoadedModel(folder: folder, threads: 1)
      let request = try GenerationRequest(
        prompt: "apple", negativePrompt: String(repeating: "q", count: 108), seed: Seed(1))
      #expect(throws: PromptError.negativeTooLong(109, limit: 108)) { try model.validate(request) }
      #expect(throws: PromptError.negativeTooLong(109, limit: 108)) { try model.session(request) }
    }
  }

  @Test func aBlankIsFilledWithWordsThatDependOnWhatStandsAround() throws {
    try TinyModel.withFolder { folder in
      let model = try LoadedModel(folder: folder, threads: 1)
      let task = try TaskTemplate(
        name: "infill", title: "", slots: [.init(name: "text", kind: .text, title: "")],
        layout: "{text}")
      let words = try ["a red [mask] on a table", "a blue [mask]", "a red [mask] on a table"].map {
        guard case .text(let segments) = try FilledTask(task, ["text": .text($0)]).outcome else {
          return ""
        }
        return try model.infill(segments, seed: Seed(3), knobs: Knobs())
      }
      #expect(words[0] == words[2] && words[0] != words[1] && !words[0].isEmpty)
      let long = [[FilledTask.Piece.words(String(repeating: "q", count: 200)), .mask]]
      #expect(throws: PromptError.tooLong(205, limit: 127)) {
        try model.infill(long, seed: Seed(1), knobs: Knobs())
      }
    }
  }

  @Test func theCaptionTaskIsCaptioning() throws {
    try TinyModel.withFolder { folder in
      let model = try LoadedModel(folder: folder, threads: 1)
      let image = Image(width: 32, height: 32, fill: .init(red: 0, green: 0, blue: 255))
      let segments: [[FilledTask.Piece]] = [[.mask], [.picture(model.encode(image))]]
      #expect(
        try model.infill(segments, seed: Seed(4), knobs: Knobs())
          == model.caption(image, seed: Seed(4), knobs: Knobs()))
    }
  }

  @Test func captionsDependOnThePictureAndTheSeed() throws {
    try TinyModel.withFolder { folder in
      let model = try LoadedModel(folder: folder, threads: 1)
      let white = Image(width: 7, height: 90, fill: .white)
      let blue = Image(width: 32, height: 32, fill: .init(red: 0, green: 0, blue: 255))
      let captions = [(white, 1), (white, 1), (white, 2), (blue, 1)].map { image, seed in
        model.caption(image, seed: Seed(seed), knobs: Knobs())
      }
      #expect(captions[0] == captions[1])
      #expect(Set(captions).count == 3)
      #expect(model.encode(blue).isComplete)
    }
  }

  @Test(arguments: [
    ("config.json", "cannot be read"), ("model.safetensors", "cannot be read"),
    ("tokenizer.json", "cannot be read"), ("image_tokenizer/config.json", "no such file"),
    ("image_tokenizer/model.safetensors", "cannot be read"),
  ])
  func aMissingFileIsNamed(_ name: String, _ reason: String) throws {
    try TinyModel.withFolder { folder in
      try FileManager.default.removeItem(atPath: folder + "/" + name)
      expectRefusal(folder, name, reason)
    }
  }

  @Test(arguments: [
    ("config.json", "not the sizes"), ("model.safetensors", "not a sound safetensors file"),
    ("tokenizer.json", "is not a byte-level BPE"), ("generation_config.json", "JSON object"),
    ("image_tokenizer/config.json", "not the sizes"),
    ("image_tokenizer/model.safetensors", "not a sound safetensors file"),
  ])
  func aTruncatedFileIsNamed(_ name: String, _ reason: String) throws {
    try TinyModel.withFolder { folder in
      let url = URL(fileURLWithPath: folder + "/" + name)
      try Data(contentsOf: url).prefix(40).write(to: url)
      expectRefusal(folder, name, reason)
    }
  }

  @Test func filesThatDoNotFitEachOtherAreRefused() throws {
    try TinyModel.withFolder { folder in
      let url = URL(fileURLWithPath: folder + "/config.json")
      let text = try String(contentsOf: url, encoding: .utf8)
      for (from, to, part) in [
        (#""hidden_size" : 32"#, #""hidden_size" : 64"#, "has the shape"),
        (#""image_grid_height" : 4"#, #""image_grid_height" : 5"#, "image_tokenizer/ makes 4 × 4"),
        (#""num_attention_heads" : 2"#, #""num_attention_heads" : 5"#, "must be a multiple"),
      ] {
        try text.replacing(from, with: to).write(to: url, atomically: true, encoding: .utf8)
        expectRefusal(folder, "", part)
      }
    }
  }

  @Test func knobsOutOfRangeInTheFolderAreRefused() throws {
    try TinyModel.withFolder { folder in
      let url = URL(fileURLWithPath: folder + "/generation_config.json")
      try Data(#"{"top_p": 7}"#.utf8).write(to: url)
      expectRefusal(folder, "generation_config.json", "top-p must be")
      try FileManager.default.removeItem(at: url)
      #expect(try LoadedModel(folder: folder, threads: 1).defaultKnobs == Knobs())
    }
  }

  private func expectRefusal(_ folder: String, _ parts: String...) {
    do {
      _ = try LoadedModel(folder: folder, threads: 1)
      Issue.record("the folder was taken")
    } catch {
      let sentence = "\(error)"
      for part in parts { #expect(part.isEmpty || sentence.contains(part), "\(sentence)") }
      #expect(sentence.hasSuffix("."), "\(sentence)")
    }
  }
}
