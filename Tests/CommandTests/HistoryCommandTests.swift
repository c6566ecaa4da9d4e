import Foundation
import Generation
import History
import Imaging
import TestSupport
import Testing
import Tokens

@Suite struct HistoryCommandTests {
  private let time = Date(timeIntervalSince1970: 1_800_000_000)

  /// A history with two entries, the first with a picture file.
  private func withHistory(_ body: (String, HistoryStore) throws -> Void) throws {
    try Program.withFolder { folder in
      let store = try HistoryStore.open(folder: folder).store
      for prompt in ["red apple, 3D icon", "blue car\u{1B}[2J"] {
        var run = NewRun(
          prompt: prompt, request: #"{"seed":7}"#, seed: 7, modelHash: "ab12", codeCount: 1)
        run.model = "mini"
        let id = try store.begin(run, at: time)
        try store.close(
          id, as: .finished, codes: [1], knobChanges: "[]", picture: id.rawValue == 1 ? pixel : nil,
          at: time)
      }
      try body(folder, store)
    }
  }

  private var pixel: [UInt8] {
    get throws { try PNG.encode(Image(width: 2, height: 2, fill: .white)) }
  }

  private func leon(_ folder: String, _ arguments: String...) throws -> Program.Outcome {
    try Program.run(arguments: ["history"] + arguments + ["--history", folder])
  }

  private func objects(_ outcome: Program.Outcome) throws -> [[String: Any]] {
    try #require(try JSONSerialization.jsonObject(with: outcome.output) as? [[String: Any]])
  }

  @Test func listIsATableWithTheNewestFirstAndNoControlCharacters() throws {
    try withHistory { folder, _ in
      let outcome = try leon(folder, "list")
      #expect(outcome.status == 0, "\(outcome.complaints)")
      let lines = outcome.text.split(separator: "\n")
      #expect(lines.count == 2)
      #expect(lines[0].hasPrefix("#2  undecided  -  20"))
      #expect(lines[0].hasSuffix("mini  blue car [2J"))
      #expect(lines[1].hasSuffix("mini  red apple, 3D icon"))
    }
  }

  @Test func queriesChooseAndPagesGoOn() throws {
    try withHistory { folder, store in
      try store.edit([Run.ID(rawValue: 1)], .setTags(["old try"]))
      for query in [["apple"], ["tag:old try", "apple"], ["red apple", "icon"], ["#1"]] {
        let outcome = try Program.run(
          arguments: ["history", "list", "--json", "--history", folder] + query)
        #expect(try objects(outcome).map { $0["id"] as? Int } == [1], "\(query)")
      }
      let first = try objects(leon(folder, "list", "--json", "--limit", "1"))
      #expect(first.map { $0["id"] as? Int } == [2])
      let second = try objects(leon(folder, "list", "--json", "--before", "#2"))
      #expect(second.map { $0["id"] as? Int } == [1])
      #expect(try leon(folder, "list", "zebra").text == "no entry is found\n")
      #expect(try objects(leon(folder, "list", "zebra", "--json")).isEmpty)
      #expect(try leon(folder, "search", "app", "ico").text.contains("red apple"))
      #expect(try leon(folder, "list", "app").text == "no entry is found\n")
    }
  }

  @Test func showTellsAllAboutAnEntry() throws {
    try withHistory { folder, store in
      try store.edit([Run.ID(rawValue: 1)], .note("for\ngrandma"))
      let outcome = try leon(folder, "show", "#1")
      #expect(outcome.text.contains("prompt      red apple, 3D icon\n"))
      #expect(outcome.text.contains("picture     \(folder)/pictures/1-red-apple"))
      #expect(outcome.text.contains("notes       for\ngrandma\n"))
      #expect(!outcome.text.contains("{"), "JSON is for --json")
      let json = try leon(folder, "show", "1", "--json")
      let object = try JSONSerialization.jsonObject(with: json.output) as? [String: Any]
      #expect(object?["codes"] as? [Int] == [1] && object?["notes"] as? String == "for\ngrandma")
    }
  }

  @Test func keepCopiesIntoTheFolderOfTheSettings() throws {
    try withHistory { folder, store in
      let (config, kept) = (folder + "/config", folder + "/my pictures")
      try FileManager.default.createDirectory(
        atPath: config + "/leon", withIntermediateDirectories: true)
      try "keptFolder = \"\(kept)\"\n"
        .write(toFile: config + "/leon/config.toml", atomically: true, encoding: .utf8)
      let outcome = try Program.run(
        arguments: ["history", "keep", "1", "--history", folder],
        environment: ["XDG_CONFIG_HOME": config])
      let file = kept + "/red-apple-3d-icon-seed7-1.png"
      #expect(outcome.text == "#1  \(file)\n", "\(outcome.complaints)")
      #expect(try Image.load(path: file).width == 2)
      let usual = try? FileManager.default.contentsOfDirectory(atPath: folder + "/kept")
      #expect(usual?.isEmpty != false)
    }
  }

  @Test func entriesAreJudgedTaggedRatedDeletedAndBroughtBack() throws {
    try withHistory { folder, store in
      let id = Run.ID(rawValue: 1)
      let kept = try leon(folder, "keep", "1")
      #expect(kept.text == "#1  \(folder)/kept/red-apple-3d-icon-seed7-1.png\n")
      #expect(FileManager.default.fileExists(atPath: try #require(try store.summary(id).kept)))
      #expect(try leon(folder, "toss", "1", "#2").text == "tossed: #1 #2\n")
      #expect(try store.summary(id).kept == nil)
      #expect(try leon(folder, "rate", "4", "1").status == 0)
      #expect(try leon(folder, "tag", "Fruit", "1").text == "tagged “Fruit”: #1\n")
      let run = try store.summary(id)
      #expect(run.rating == 4 && run.tags == ["fruit"] && run.verdict == .tossed)
      #expect(try leon(folder, "rate", "none", "1").status == 0)
      #expect(try leon(folder, "untag", "fruit", "1").status == 0)
      #expect(try leon(folder, "delete", "1").text == "deleted: #1\n")
      #expect(try leon(folder, "list", "apple").text == "no entry is found\n")
      #expect(try leon(folder, "undelete", "1").status == 0)
      #expect(try leon(folder, "list", "apple").text.contains("red apple"))
    }
  }

  @Test func exportWritesPicturesLinesAndASheet() throws {
    try withHistory { folder, store in
      let out = folder + "/out"
      let outcome = try leon(
        folder, "export", "1", "-o", out, "--json-lines", "--sheet", out + "/sheet.png")
      #expect(outcome.status == 0, "\(outcome.complaints)")
      let picture = FileManager.default.contents(atPath: out + "/1-red-apple-3d-icon-seed7.png")
      #expect(try picture == Data(pixel))
      let lines = try String(contentsOfFile: out + "/history.jsonl", encoding: .utf8)
      #expect(lines.hasPrefix(#"{"closed_at":"20"#) && lines.hasSuffix("}\n"))
      #expect(lines.contains(#""request":{"seed":7}"#))
      let sheet = try #require(FileManager.default.contents(atPath: out + "/sheet.png"))
      #expect(try PNG.decode([UInt8](sheet)).width == 2 + 2 * 4)
      let all = try leon(folder, "export", "--json-lines", "is:finished")
      #expect(all.text.split(separator: "\n").count == 2)
    }
  }

  @Test func exportingADraftMakesItAnEntry() throws {
    try withHistory { folder, store in
      let id = Run.ID(rawValue: 1)
      try store.judge(id, .draft)
      #expect(try leon(folder, "export", "drafts", "-o", folder + "/out").status == 0)
      #expect(try store.summary(id).verdict == .undecided)
    }
  }

  @Test(arguments: [false, true])
  func aPictureThatIsGoneIsMadeAgainFromItsCodes(_ hasGivenCodes: Bool) throws {
    try TinyModel.withFolder { model in
      try Program.withFolder { folder in
        let loaded = try LoadedModel(folder: model, threads: 1)
        let request = try GenerationRequest(prompt: "cat", seed: Seed(3))
        let session = try loaded.session(request)
        while session.next() != nil {}
        if hasGivenCodes {
          session.replace(at: 1, by: CodeIndex(3))
          while session.next() != nil {}
        }
        let steering = String(decoding: try JSONEncoder().encode(session.steering), as: UTF8.self)
        #expect(hasGivenCodes == steering.contains("forced_codes"))
        let bytes = try PNG.encode(session.images()[0], text: session.metadata(0).texts())
        let file = folder + "/cat.png"
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        let store = try HistoryStore.open(folder: folder).store
        let codes = session.grids[0].codes.map(\.rawValue)
        let run = NewRun(
          prompt: "cat",
          request: String(decoding: try JSONEncoder().encode(request), as: UTF8.self),
          seed: 3, modelHash: loaded.hash, codeCount: codes.count)
        let id = try store.begin(run, at: time)
        try store.close(
          id, as: .finished, codes: codes, knobChanges: steering, picture: nil, at: time)
        let outcome = try leon(folder, "export", "1", "-o", folder + "/out", "--model", model)
        #expect(outcome.status == 0, "\(outcome.complaints)")
        #expect(
          FileManager.default.contents(atPath: folder + "/out/1-cat-seed3.png") == Data(bytes))
        let imported = try leon(folder, "import", file)
        #expect(imported.text == "#2  \(file)  cat\n")
        #expect(try leon(folder, "import", file).text == "#2  \(file)  is there already\n")
        let found = try store.run(Run.ID(rawValue: 2))
        #expect(found.modelHash == loaded.hash && found.origin == file && found.seed == 3)
        let read = try JSONDecoder().decode(Steering.self, from: Data(found.knobChanges.utf8))
        #expect(read == session.steering)
      }
    }
  }

  @Test func picturesOfOtherStudiosAreImportedAndOthersNamed() throws {
    try withHistory { folder, store in
      let text = "a cat\nNegative prompt: dog\nSteps: 20, CFG scale: 7, Seed: 5, Model: dream"
      let other = try PNG.encode(
        Image(width: 2, height: 2, fill: .white),
        text: [PNG.Text(keyword: "parameters", text: text)])
      try Data(other).write(to: URL(fileURLWithPath: folder + "/cat.png"))
      try Data(pixel).write(to: URL(fileURLWithPath: folder + "/plain.png"))
      let outcome = try leon(
        folder, "import", folder + "/plain.png", "/nowhere.png", folder + "/cat.png")
      #expect(outcome.status == 1)
      #expect(outcome.complaints.contains("leon: \(folder)/plain.png: The picture does not say"))
      #expect(outcome.complaints.contains("/nowhere.png cannot be read"))
      #expect(outcome.text == "#3  \(folder)/cat.png  a cat\n")
      let run = try store.run(Run.ID(rawValue: 3))
      #expect(run.seed == 5 && run.model == "dream" && run.request.contains("guidance_scale\":7"))
      #expect(run.request.contains(#""negative_prompt":"dog""#))
    }
  }

  /// Whatever the moment, a row is there with its picture or is no finished one.
  @Test func anImportThatIsKilledLeavesNoHalfEntry() throws {
    try Program.withFolder { folder in
      let files = try (0..<200).map { number in
        let path = "\(folder)/\(number).png"
        let text = PNG.Text(keyword: "parameters", text: "cat \(number)\nSteps: 1, Seed: \(number)")
        let bytes = try PNG.encode(Image(width: 2, height: 2, fill: .white), text: [text])
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return path
      }
      let pipe = Pipe()
      let process = try Program.start(
        ["history", "import"] + files + ["--history", folder + "/h"], output: pipe,
        complaints: FileHandle.nullDevice)
      _ = pipe.fileHandleForReading.availableData
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let opening = try HistoryStore.open(folder: folder + "/h")
      #expect(opening.notice == nil)
      let runs = try opening.store.page(of: HistoryQuery(), 1000).runs
      #expect(!runs.isEmpty)
      for run in runs {
        #expect(run.state != .pending)
        #expect(run.state == .partial || opening.store.picturePath(of: run) != nil)
      }
    }
  }

  @Test(arguments: [
    (["list", "colour:red"], "there is no filter colour:"), (["show", "99"], "no entry #99"),
    (["list", "rating:9"], "rating: takes 0 to 5"), (["keep", "99"], "no entry #99"),
    (["export", "99", "--json-lines"], "no entry #99"),
    (["export", "zebra", "--json-lines"], "no entry is found"),
    (["export", "2", "-o", "/proc/leon", "--model", "/nowhere"], "/nowhere"),
    (["export", "1", "-o", "/proc/leon"], "/proc/leon"),
    (["tag", " ", "1"], "a tag must have 1 to 64 letters"), (["undelete", "99"], "no entry #99"),
    (["import", "/nowhere.png"], "/nowhere.png cannot be read"),
  ])
  func badInputIsOneSentence(_ arguments: [String], _ part: String) throws {
    try withHistory { folder, _ in
      let outcome = try Program.run(arguments: ["history"] + arguments + ["--history", folder])
      #expect(outcome.status == 1)
      #expect(outcome.complaints.hasPrefix("leon: "))
      #expect(outcome.complaints.contains(part), "\(outcome.complaints)")
      #expect(outcome.complaints.split(separator: "\n").count == 1)
    }
  }

  @Test(arguments: [
    ["show", "x"], ["show", "-1"], ["list", "--limit", "0"], ["rate", "6", "1"],
    ["rate", "x", "1"],
    ["export", "1"], ["keep"], ["tag", "fruit"], ["list", "--before", "x"],
  ])
  func aWrongCommandLineEndsWithTwo(_ arguments: [String]) throws {
    #expect(try Program.run(arguments: ["history"] + arguments).status == 2)
  }

  @Test func whereThereIsNoHistoryItIsSaidAndNoneIsMade() throws {
    try Program.withFolder { folder in
      let outcome = try leon(folder + "/none", "list")
      #expect(outcome.status == 1)
      #expect(outcome.complaints.contains("there is no history \(folder)/none/history.sqlite"))
      #expect(!FileManager.default.fileExists(atPath: folder + "/none"))
    }
  }

  @Test func aDamagedHistoryIsToldAndLeftWhereItIs() throws {
    try Program.withFolder { folder in
      let file = URL(fileURLWithPath: folder + "/history.sqlite")
      try Data(repeating: 7, count: 9000).write(to: file)
      let outcome = try leon(folder, "list")
      #expect(outcome.status == 1)
      #expect(outcome.complaints == "leon: the history \(file.path) is damaged\n")
      #expect(try Data(contentsOf: file).count == 9000)
    }
  }
}
