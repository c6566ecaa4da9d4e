import Foundation
import TestSupport
import Testing

/// `leon eval`: figures on a tiny model, and what it refuses.
@Suite struct EvalCommandTests {
  private static let sample = URL(fileURLWithPath: #filePath)
    .appending(path: "../../../Sources/leon/Resources/sample-corpus").standardized.path

  private func run(_ arguments: String...) throws -> Program.Outcome {
    try TinyModel.withFolder { model in
      try Program.run(arguments: ["eval"] + arguments + ["--model", model, "--threads", "1"])
    }
  }

  /// A safetensors file of floats that rise from 0, for each name a shape.
  private func write(_ shapes: [(String, [Int])], to path: String) throws {
    var header: [String] = []
    var body = Data()
    for (name, shape) in shapes {
      let start = body.count
      for value in 0..<shape.reduce(1, *) {
        let bits = Float((value * 7919) % 31).bitPattern
        body.append(contentsOf: (0..<4).map { UInt8(truncatingIfNeeded: bits >> (8 * $0)) })
      }
      header.append(
        #""\#(name)":{"dtype":"F32","shape":\#(shape),"data_offsets":[\#(start),\#(body.count)]}"#)
    }
    let json = Data("{\(header.joined(separator: ","))}".utf8)
    let length = Data((0..<8).map { UInt8(truncatingIfNeeded: json.count >> (8 * $0)) })
    try (length + json + body).write(to: URL(fileURLWithPath: path))
  }

  @Test func aSweepTellsATableAndAPlotAndWritesWhatWasAskedFor() throws {
    try Program.withFolder { folder in
      let outcome = try run(
        "sweep", "cfg", Self.sample, "--concepts", "all", "--count", "4", "--colours", "2",
        "--values", "1,3", "--json", folder + "/a.json", "--plot", folder + "/a.png")
      #expect(outcome.status == 0, "\(outcome.complaints)")
      #expect(outcome.text.contains("KID × 1000") && outcome.text.contains("real pictures"))
      #expect(outcome.text.contains("┤"))
      let data = try #require(FileManager.default.contents(atPath: folder + "/a.json"))
      let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      let figures = try #require(json["figures"] as? [String: Any])
      #expect((figures["rows"] as? [Any])?.count == 2)
      #expect(FileManager.default.fileExists(atPath: folder + "/a.png"))
    }
  }

  @Test func documentsAreSweptAndCandidatesRankedByTheBiEncoderToo() throws {
    try TinyModel.withFolder { model in
      try TinyModel.addRetriever(to: model)
      let bank = model + "/documents.bank"
      let built = try Program.run(
        arguments: ["bank", "build", Self.sample, "-o", bank, "--model", model])
      #expect(built.status == 0, "\(built.complaints)")
      func eval(_ arguments: String...) throws -> Program.Outcome {
        try Program.run(
          arguments: ["eval"] + arguments
            + [Self.sample, "--concepts", "all", "--count", "4", "--model", model])
      }
      let sweep = try eval("sweep", "documents", "--values", "0,1", "--colours", "0")
      // The tiny model's context of 128 has room for two pictures of 16 codes and their captions.
      #expect(sweep.status == 0, "\(sweep.complaints)")
      #expect(sweep.text.contains("image tower") && sweep.text.contains("concept@1"))
      let codes = try eval(
        "sweep", "cfg", "--values", "1,3", "--colours", "0", "--features", "codes")
      #expect(codes.status == 0 && codes.text.contains("codes, pooled"), "\(codes.complaints)")
      let best = try eval("candidates", "--numbers", "1,2")
      #expect(best.status == 0, "\(best.complaints)")
      #expect(best.text.contains("caption likelihood") && best.text.contains("bi-encoder"))
      let edits = try eval("edits", "-o", model + "/sheets", "--json", model + "/edits.json")
      #expect(edits.status == 0, "\(edits.complaints)")
      #expect(edits.text.contains("restyle: drawn") && edits.text.contains("redraw: drawn"))
      for file in ["sheets/eval-restyle.png", "sheets/eval-redraw.txt", "edits.json"] {
        #expect(FileManager.default.fileExists(atPath: "\(model)/\(file)"), "\(file)")
      }
    }
  }

  @Test func foldersOfPicturesAreComparedByTheModelsFeatures() throws {
    let outcome = try run("features", Self.sample, Self.sample, "--subsets", "4")
    #expect(outcome.status == 0, "\(outcome.complaints)")
    #expect(outcome.text.contains("codes, pooled") && outcome.text.contains("floor"))
    let wanted = try run("features", Self.sample, Self.sample, "--features", "tower")
    #expect(wanted.status == 1 && wanted.complaints.contains("retriever"), "\(wanted.complaints)")
    try Program.withFolder { folder in
      let none = try run("features", folder, folder)
      #expect(none.status == 1 && none.complaints.contains("there are 0"), "\(none.complaints)")
    }
  }

  @Test func likelihoodCaptionsAndCodesAreMeasured() throws {
    let words = try run("perplexity", Self.sample, "--concepts", "all", "--count", "3")
    #expect(words.status == 0 && words.text.contains("image code"), "\(words.complaints)")
    let captions = try run(
      "captions", Self.sample, "--concepts", "all", "--count", "3", "--json", "-")
    #expect(captions.status == 0, "\(captions.complaints)")
    let json = try JSONSerialization.jsonObject(with: captions.output) as? [String: Any]
    let figures = json?["figures"] as? [String: Any]
    #expect((figures?["captions"] as? [Any])?.count == 3)
    // The pictures of the sample are 128 squared, the tiny tokenizer takes 32.
    let codes = try run("tokenizer", Self.sample, "--concepts", "all", "--count", "2")
    #expect(codes.status == 1 && codes.complaints.contains("128 × 128, not 32 squared"))
  }

  @Test func copiesAreCounted() throws {
    try Program.withFolder { folder in
      let outcome = try run("copies", Self.sample, "--count", "2", "--sheet", folder + "/a.png")
      #expect(outcome.status == 0, "\(outcome.complaints)")
      #expect(outcome.text.contains("drawn from trained captions"))
      #expect(FileManager.default.fileExists(atPath: folder + "/a.png"))
    }
  }

  @Test func featuresOfFilesAreCompared() throws {
    try Program.withFolder { folder in
      try write([("x", [40, 3])], to: folder + "/a")
      try write([("x", [30, 3])], to: folder + "/b")
      let outcome = try Program.run("eval", "features", folder + "/a", folder + "/b")
      #expect(outcome.status == 0, "\(outcome.complaints)")
      #expect(outcome.text.contains("40 + 30") && outcome.text.contains("20 + 20"))
    }
  }

  @Test(arguments: [
    ([("x", [40])], "has the shape [40]; features are [pictures, width], both at least 1."),
    ([("x", [40, 2])], "Features of width 40 cannot be compared with features of width 2."),
    ([("x", [1, 40])], "there are 1, at least 2 are needed."),
    ([("x", [9, 40]), ("y", [9, 40])], "holds 2 tensors; --name must be one of x, y."),
    ([], "holds no tensor."),
  ])
  func filesOfFeaturesThatDoNotFitAreRefusedInASentence(
    _ shapes: [(String, [Int])], _ sentence: String
  ) throws {
    try Program.withFolder { folder in
      try write([("x", [8, 40])], to: folder + "/a")
      try write(shapes, to: folder + "/b")
      let outcome = try Program.run("eval", "features", folder + "/a", folder + "/b")
      #expect(outcome.status == 1)
      #expect(outcome.complaints.contains(sentence), "\(outcome.complaints)")
      #expect(outcome.complaints.split(separator: "\n").count == 1)
    }
  }

  @Test func fewerPicturesThanAskedForAreCounted() throws {
    let outcome = try run("perplexity", Self.sample, "--count", "5000", "--concepts", "all")
    #expect(outcome.status == 1)
    #expect(
      outcome.complaints.contains("there are 297, at least 5000 are needed"),
      "\(outcome.complaints)")
  }

  @Test(arguments: [
    (["sweep", "cfg", "x", "--values", "1,40"], "CFG must be 0 to 30, got 40"),
    (["sweep", "cfg", "x", "--values", "3"], "2 to 16 variants, got 1"),
    (["sweep", "top-p", "x", "--values", "0.9,lots"], "lots"),
    (["sweep", "cfg", "x", "--count", "3"], "--count must be 4 to 10000, got 3."),
    (["sweep", "documents", "x", "--values", "0,3"], "whole numbers of 0 to 2"),
    (["sweep", "cfg", "x", "--bank", "y"], "--bank belongs to the knob documents, not to cfg."),
    (["candidates", "x", "--numbers", "1,,2"], "--numbers must be whole numbers of 1 to 256"),
    (["perplexity", "x", "--held-out-share", "2"], "--held-out-share must be 0 to 1, got 2.0."),
  ])
  func wrongNumbersAreNamed(_ arguments: [String], _ sentence: String) throws {
    let outcome = try Program.run(arguments: ["eval"] + arguments)
    #expect(outcome.status == 2)
    #expect(outcome.complaints.contains(sentence), "\(outcome.complaints)")
  }

  @Test func aSweepThatIsStoppedLeavesNoFile() throws {
    try TinyModel.withFolder { model in
      try Program.withFolder { folder in
        let process = try Program.start(
          [
            "eval", "sweep", "cfg", Self.sample, "--concepts", "all", "--count", "100", "--json",
            folder + "/a.json", "--plot", folder + "/a.png", "--model", model,
          ], output: FileHandle.nullDevice, complaints: FileHandle.nullDevice)
        usleep(300_000)
        #expect(process.isRunning)
        // Other signals are blocked on the threads of tests, and so in what these start.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
      }
    }
  }
}
