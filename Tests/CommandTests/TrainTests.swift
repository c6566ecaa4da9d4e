import Foundation
import Testing

@Suite(.serialized) struct TrainTests {
  private static let corpus = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().appending(path: "../../Sources/leon/Resources/sample-corpus")
    .standardized.path

  private static let small = [
    "--set", "sizes.ch=8", "--set", "sizes.norm_groups=4", "--set", "sizes.n_embed=64", "--set",
    "sizes.unshuffle=8", "--set", "batch=2", "--set", "evaluationPictures=2", "--set",
    "sheetInterval=0", "--threads", "1",
  ]

  private static let smallModel = [
    "--set", "sizes.width=32", "--set", "sizes.layerCount=1", "--set", "sizes.headCount=2",
    "--set", "sizes.feedForwardWidth=64", "--set", "microbatch=2", "--set",
    "evaluationDocuments=2", "--set", "sheetInterval=0", "--set", "reportInterval=1", "--threads",
    "1",
  ]

  /// Three commands make a model of the pictures that ship with leon, and it draws.
  @Test func aModelIsTrainedFromTheSampleCorpusAndDraws() throws {
    try Program.withFolder { folder in
      try trainTokenizers(in: folder)
      let model = try Program.run(arguments: modelArguments(folder, steps: 3))
      #expect(model.status == 0, "\(model.complaints)")
      #expect(model.text.contains("tokens/s"), "\(model.text)")
      let picture = try Program.run(
        "generate", "red apple", "-o", "\(folder)/x.png", "--model", "\(folder)/model/export")
      #expect(picture.status == 0, "\(picture.complaints)")
      try tune(in: folder)
    }
  }

  /// A retriever and a bank of the pictures that ship with leon, and a model that learns behind it.
  @Test func aRetrieverIsTrainedAndAModelLearnsBehindItsBank() throws {
    try Program.withFolder { folder in
      try trainTokenizers(in: folder)
      let tokenizers = [
        "--text-tokenizer", "\(folder)/tokenizer.json", "--image-tokenizer",
        "\(folder)/images/export",
      ]
      let retriever = try Program.run(
        arguments: ["train", "retriever", Self.corpus, "-o", "\(folder)/r"] + tokenizers + [
          "--set", "schedule.steps=4", "--set", "batch=16", "--set", "reportInterval=2",
          "--threads", "1",
        ])
      #expect(retriever.status == 0, "\(retriever.complaints)")
      #expect(retriever.text.contains("pictures/s") && retriever.text.contains("caption@1"))
      let model = try Program.run(arguments: modelArguments(folder, steps: 1))
      #expect(model.status == 0, "\(model.complaints)")
      let export = "\(folder)/model/export"
      try FileManager.default.copyItem(
        atPath: "\(folder)/r/export", toPath: export + "/retriever")
      let built = try Program.run(
        "bank", "build", Self.corpus, "-o", export + "/documents.bank", "--limit", "20",
        "--held-out", "0.03", "--model", export)
      #expect(built.text.contains("20 documents"), "\(built.text) \(built.complaints)")
      let behind = try Program.run(
        arguments: modelArguments(folder, steps: 2, run: "behind") + [
          "--bank", export + "/documents.bank", "--retriever", "\(folder)/r/export",
        ])
      #expect(behind.status == 0, "\(behind.complaints)")
      let drawn = try Program.run(
        "generate", "red apple", "--documents", "2", "-o", "\(folder)/x.png", "--model", export)
      #expect(drawn.status == 0 && drawn.complaints.contains("looks at"), "\(drawn.complaints)")
      let half = try Program.run(
        arguments: modelArguments(folder, steps: 2, run: "half") + ["--bank", "x"])
      #expect(half.status == 2 && half.complaints.contains("--bank and --retriever"))
    }
  }

  /// The model goes on with tasks mixed in; what the mixture may not be is said.
  private func tune(in folder: String) throws {
    let arguments =
      modelArguments(folder, steps: 2, run: "tuned") + [
        "--stage", "tune", "--from", "\(folder)/model/export", "--set", "mixture.pictures=12",
      ]
    let flawed = try Program.run(arguments: arguments + ["--set", "mixture.shares.edits=0.9"])
    #expect(flawed.status == 1 && flawed.complaints.contains("mixture.shares.edits must be 0, or"))
    let tuned = try Program.run(arguments: arguments)
    #expect(tuned.status == 0, "\(tuned.complaints)")
    #expect(tuned.text.contains("pictures of tasks"), "\(tuned.text)")
    let numbers = try String(contentsOfFile: folder + "/tuned/settings.toml", encoding: .utf8)
    #expect(numbers.contains("peak = 0.0005"), "\(numbers)")
    #expect(FileManager.default.fileExists(atPath: folder + "/tuned/tasks.cache"))
  }

  /// A run that is killed goes on with the losses of one that was not.
  @Test func aKilledRunResumesWithTheSameLosses() throws {
    try Program.withFolder { folder in
      try trainTokenizers(in: folder)
      let whole = try Program.run(arguments: modelArguments(folder, steps: 12))
      #expect(whole.status == 0, "\(whole.complaints)")

      let killed = modelArguments(folder, steps: 12, run: "killed", checkpointSeconds: "0")
      let process = try Program.start(
        killed, output: FileHandle.nullDevice, complaints: FileHandle.nullDevice)
      let checkpoint = folder + "/killed/checkpoint.safetensors"
      while process.isRunning, !FileManager.default.fileExists(atPath: checkpoint) { usleep(2000) }
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let resumed = try Program.run(arguments: killed + ["--resume"])
      #expect(resumed.status == 0, "\(resumed.complaints)")
      #expect(try weights(folder + "/killed") == weights(folder + "/model"))
    }
  }

  /// Numbers come from the shipped file, then the user's, then the command line.
  @Test func numbersOfAFileAreOverruledByThoseOfTheCommandLine() throws {
    try Program.withFolder { folder in
      let config = folder + "/small.toml"
      try "textCount = 320\ncodeCount = 99\nsentinelCount = 8\n"
        .write(toFile: config, atomically: true, encoding: .utf8)
      let arguments = ["train", "text-tokenizer", Self.corpus, "--set", "codeCount=64", "-o"]
      let filed = try Program.run(arguments: arguments + [folder + "/a.json", "--config", config])
      #expect(filed.status == 0, "\(filed.complaints)")
      let named = try Program.run(
        arguments: arguments + [
          folder + "/b.json", "--set", "textCount=320", "--set", "sentinelCount=8",
        ])
      #expect(named.status == 0, "\(named.complaints)")
      let files = FileManager.default
      #expect(files.contentsEqual(atPath: folder + "/a.json", andPath: folder + "/b.json"))
    }
  }

  @Test func runsAndSettingsThatDoNotFitAreRefused() throws {
    try Program.withFolder { folder in
      let unknown = try Program.run(
        "train", "image-tokenizer", Self.corpus, "-o", "\(folder)/a", "--set", "speed=9")
      #expect(unknown.status == 1)
      #expect(unknown.complaints.contains("speed"))
      let nothing = try Program.run(
        "train", "image-tokenizer", Self.corpus, "-o", "\(folder)/b", "--resume")
      #expect(nothing.status == 1)
      #expect(nothing.complaints.contains("no run to resume"))
      let empty = try Program.run("train", "text-tokenizer", folder, "-o", "\(folder)/t.json")
      #expect(empty.status == 1)
      #expect(empty.complaints.contains(folder))
    }
  }

  private func trainTokenizers(in folder: String) throws {
    let text = try Program.run(
      "train", "text-tokenizer", Self.corpus, "-o", "\(folder)/tokenizer.json", "--set",
      "textCount=320", "--set", "codeCount=64", "--set", "sentinelCount=8")
    #expect(text.status == 0, "\(text.complaints)")
    let images = try Program.run(
      arguments: [
        "train", "image-tokenizer", Self.corpus, "-o", "\(folder)/images", "--set",
        "schedule.steps=2",
      ] + Self.small)
    #expect(images.status == 0, "\(images.complaints)")
  }

  private func modelArguments(
    _ folder: String, steps: Int, run: String = "model", checkpointSeconds: String = "60"
  ) -> [String] {
    [
      "train", "model", Self.corpus, "--text-tokenizer", "\(folder)/tokenizer.json",
      "--image-tokenizer", "\(folder)/images/export", "-o", "\(folder)/\(run)", "--set",
      "schedule.steps=\(steps)", "--set", "checkpointSeconds=\(checkpointSeconds)",
    ] + Self.smallModel
  }

  private func weights(_ run: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: run + "/export/model.safetensors"))
  }
}
