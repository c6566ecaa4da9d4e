import Foundation
import Generation
import Imaging
import TestSupport
import Testing

@Suite struct GenerateTests {
  private func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  @Test func theSameRequestWritesTheSameBytesAndLikeRepeatsThem() throws {
    try TinyModel.withFolder { model in
      try Program.withFolder { folder in
        for name in ["a", "b"] {
          let outcome = try Program.run(
            "generate", "red apple, 3D icon", "--seed", "7", "-o", "\(folder)/\(name).png",
            "--model", model)
          #expect(outcome.status == 0, "\(outcome.complaints)")
        }
        let like = try Program.run(
          "generate", "--like", "\(folder)/a.png", "-o", "\(folder)/c.png", "--model", model)
        #expect(like.status == 0, "\(like.complaints)")
        let first = try bytes("\(folder)/a.png")
        #expect(try bytes("\(folder)/b.png") == first)
        #expect(try bytes("\(folder)/c.png") == first)
        let other = try Program.run(
          "generate", "red apple, 3D icon", "--seed", "8", "-o", "-", "--model", model)
        #expect([UInt8](other.output) != first)
        #expect(try PNG.decode([UInt8](other.output)).width == 32)
      }
    }
  }

  @Test func severalPicturesAreThoseOfTheSeedsThatFollow() throws {
    try TinyModel.withFolder { model in
      try Program.withFolder { folder in
        _ = try Program.run(
          "generate", "cat", "--seed", "3", "--count", "2", "-o", "\(folder)/x.png", "--model",
          model)
        _ = try Program.run(
          "generate", "cat", "--seed", "4", "--variation-seed", "2", "-o", "\(folder)/y.png",
          "--model", model)
        #expect(try bytes("\(folder)/x-2.png") == bytes("\(folder)/y.png"))
      }
    }
  }

  @Test func jsonNamesFilesAndSeeds() throws {
    try TinyModel.withFolder { model in
      try Program.withFolder { folder in
        let outcome = try Program.run(
          "generate", "cat", "--seed", "3", "-o", "\(folder)/x.png", "--json", "--model", model)
        let object = try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any]
        #expect(object?["seeds"] as? [Int] == [3])
        #expect(object?["files"] as? [String] == ["\(folder)/x.png"])
      }
    }
  }

  @Test func theBestOfSeveralIsWrittenAndScoresAreTold() throws {
    try TinyModel.withFolder { model in
      try Program.withFolder { folder in
        let outcome = try Program.run(
          "generate", "red apple", "--seed", "3", "--best-of", "4", "-o", "\(folder)/x.png",
          "--json",
          "--model", model)
        #expect(outcome.status == 0, "\(outcome.complaints)")
        let object = try JSONSerialization.jsonObject(with: outcome.output) as? [String: Any]
        let candidates = object?["candidates"] as? [[String: Any]] ?? []
        let scores = candidates.compactMap { $0["log_probability"] as? Double }
        #expect(scores.count == 4 && scores == scores.sorted(by: >))
        #expect(Set(candidates.compactMap { $0["seed"] as? Int }) == [3, 4, 5, 6])
        // The file is the best candidate's, drawn alone.
        let like = try Program.run(
          "generate", "--like", "\(folder)/x.png", "-o", "\(folder)/y.png", "--model", model)
        #expect(like.status == 0, "\(like.complaints)")
        #expect(try bytes("\(folder)/x.png") == bytes("\(folder)/y.png"))
      }
    }
  }

  @Test func schedulesAndNegativePromptsAreKeptInTheFile() throws {
    try TinyModel.withFolder { model in
      try Program.withFolder { folder in
        let outcome = try Program.run(
          "generate", "red apple", "--seed", "3", "--cfg", "6 -> 2", "--negative", "a frame", "-o",
          "\(folder)/x.png", "--model", model)
        #expect(outcome.status == 0, "\(outcome.complaints)")
        let texts = PNG.texts(of: try bytes("\(folder)/x.png"))
        #expect(texts.contains { $0.text.contains("\nNegative prompt: a frame\n") })
        let request = try PictureMetadata(texts).request
        #expect(request.knobs.schedules.guidanceScale.map { "\($0)" } == "6 -> 2")
        let like = try Program.run(
          "generate", "--like", "\(folder)/x.png", "-o", "\(folder)/y.png", "--model", model)
        #expect(like.status == 0, "\(like.complaints)")
        #expect(try bytes("\(folder)/x.png") == bytes("\(folder)/y.png"))
      }
    }
  }

  @Test func aPictureHasACaptionAndTokensHaveIds() throws {
    try TinyModel.withFolder { model in
      try Program.withFolder { folder in
        _ = try Program.run("generate", "cat", "-o", "\(folder)/x.png", "--model", model)
        let caption = try Program.run("caption", "\(folder)/x.png", "--model", model)
        #expect(caption.status == 0, "\(caption.complaints)")
        let tokens = try Program.run("inspect", "tokens", "apple", "--json", "--model", model)
        let ids = try JSONSerialization.jsonObject(with: tokens.output) as? [Int]
        #expect(ids?.isEmpty == false)
      }
    }
  }

  @Test(arguments: [
    (["generate", " "], "prompt is empty"),
    (["generate", String(repeating: "zq ", count: 200)], "takes at most 108"),
    (["generate", "cat", "--like", "/nowhere.png"], "/nowhere.png cannot be read"),
    (["generate", "cat", "-o", "/proc/leon/x.png"], "/proc/leon/x.png cannot be written"),
    (["caption", "/etc/hostname"], "/etc/hostname"),
    (["caption", "/nowhere.png"], "/nowhere.png"),
    (["inspect", "checkpoint", "/etc/hostname"], "/etc/hostname"),
    (["corpus", "import", "/nowhere.tsv", "/nowhere.tar", "/tmp/leon-none"], "/nowhere.tsv"),
  ])
  func badInputIsOneSentenceAndStatusOne(_ arguments: [String], _ part: String) throws {
    let takesModel = ["generate", "caption"].contains(arguments[0])
    let outcome = try takesModel ? run(arguments) : Program.run(arguments: arguments)
    #expect(outcome.status == 1)
    #expect(outcome.complaints.hasPrefix("leon: "))
    #expect(outcome.complaints.contains(part), "\(outcome.complaints)")
    #expect(outcome.complaints.split(separator: "\n").count == 1)
  }

  @Test(arguments: [
    (["--temperature", "11"], "temperature must be"), (["--top-p", "0"], "top-p must be"),
    (["--temperature", "warm"], "temperature"), (["--cfg", "3", "--cd-k", "8"], "--cd-k"),
    (["--count", "65"], "1 to 64"), (["--cfg", "6 ->"], "is no value for a knob"),
    (["--cfg", "6 -> 40"], "CFG must be"), (["--best-of", "17"], "2 to 16"),
    (["--best-of", "4", "--count", "2"], "--best-of"),
  ])
  func knobsOutOfRangeAreRefused(_ flags: [String], _ part: String) throws {
    let outcome = try run(["generate", "cat"] + flags)
    #expect(outcome.status != 0)
    #expect(outcome.complaints.contains(part), "\(outcome.complaints)")
  }

  @Test func aModelThatIsNotThereOrBrokenIsNamed() throws {
    let missing = try Program.run("generate", "cat", "--model", "/nowhere")
    #expect(missing.status == 1)
    #expect(missing.complaints.hasPrefix("leon: /nowhere"))
    try TinyModel.withFolder { model in
      let weights = URL(fileURLWithPath: model + "/model.safetensors")
      try Data(contentsOf: weights).dropLast(100).write(to: weights)
      let outcome = try Program.run("generate", "cat", "--model", model)
      #expect(outcome.status == 1)
      #expect(outcome.complaints.contains("model.safetensors"))
    }
  }

  private func run(_ arguments: [String]) throws -> Program.Outcome {
    try TinyModel.withFolder { try Program.run(arguments: arguments + ["--model", $0]) }
  }

  @Test(arguments: [
    (["generate", "red apple", "--cfg", "-1"], "CFG must be 0 to 30, got -1."),
    (["generate", "red apple", "--top-k", "-3"], "top-k must be 0 to 16777216, got -3."),
    (["generate", "red apple", "--seed", "-1"], "0 to 2^64 - 1"),
    (["infill", "a.png", "--box", "-5,0", "99,80"], "has -5; corners are 0 to 255"),
    (["infill", "a.png", "--box", "nan,0", "20,80"], "got \"nan,0 20,80\""),
  ])
  func negativeAndOtherWrongNumbersAreNamed(_ arguments: [String], _ sentence: String) throws {
    let outcome = try Program.run(arguments: arguments)
    #expect(outcome.status != 0 && outcome.complaints.contains(sentence), "\(outcome.complaints)")
  }
}
