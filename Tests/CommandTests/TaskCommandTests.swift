import Foundation
import Generation
import Imaging
import TestSupport
import Testing
import Tokens

/// The commands that are faces of a task.
@Suite struct TaskCommandTests {
  /// Runs `body` with a tiny model's folder and the path of a picture of 40 × 24 pixels.
  private func withPicture(
    _ body: (_ folder: String, _ run: ([String]) throws -> Program.Outcome) throws -> Void
  ) throws {
    try TinyModel.withFolder { model in
      try Program.withFolder { folder in
        var image = Image(width: 40, height: 24, fill: .init(red: 200, green: 30, blue: 90))
        for x in 0..<40 { image.set(x, x * 3 % 24, .black) }
        try Data(try PNG.encode(image)).write(to: URL(fileURLWithPath: folder + "/in.png"))
        try body(folder) { try Program.run(arguments: $0 + ["--model", model]) }
      }
    }
  }

  @Test(arguments: [
    ["edit", "IN", "make the apple green"], ["infill", "IN", "--box", "70,70 120,200", "apple"],
    ["infill", "IN", "--box", "70,70", "120,200"], ["segment", "IN"],
    ["draw", "--from", "IN", "--as", "scribble", "a red star"],
    ["draw", "--from", "IN", "--as", "pose", "a red person"],
    ["compose", "a cat", "--box", "cat 20,30 90,110"],
  ])
  func picturesAreDrawnAndTheirFilesRepeatThem(_ arguments: [String]) throws {
    try withPicture { folder, run in
      let (out, again) = ("\(folder)/out.png", "\(folder)/again.png")
      let filled = arguments.map { $0 == "IN" ? folder + "/in.png" : $0 }
      let first = try run(filled + ["--seed", "3", "--json", "-o", out])
      #expect(first.status == 0, "\(first.complaints)")
      let report = try JSONSerialization.jsonObject(with: first.output) as? [String: Any]
      #expect(report?["file"] as? String == out)
      let metadata = try PictureMetadata(PNG.texts(of: [UInt8](Data(contentsOf: url(out)))))
      #expect(metadata.request.seed == Seed(3))
      // The codes are repeated; the original's pixels are not in the file.
      let second = try run(["generate", "--like", out, "-o", again])
      #expect(second.status == 0, "\(second.complaints)")
      if metadata.request.base?.pictures.isEmpty ?? true {
        #expect(try Data(contentsOf: url(out)) == Data(contentsOf: url(again)))
      }
    }
  }

  @Test func pixelsOutsideOfABoxStayUnlessTheyAreNotWanted() throws {
    try withPicture { folder, run in
      let infill = ["infill", folder + "/in.png", "--box", "130,130 255,255", "apple"]
      for (flag, name) in [("--keep-pixels", "kept"), ("--no-keep-pixels", "not")] {
        let outcome = try run(infill + [flag, "--seed", "1", "-o", "\(folder)/\(name).png"])
        #expect(outcome.status == 0, "\(outcome.complaints)")
      }
      let fitted = try Image.load(path: folder + "/in.png").fitting(side: 32, on: .white)
      let (kept, other) = (
        try Image.load(path: folder + "/kept.png"), try Image.load(path: folder + "/not.png")
      )
      func top(_ image: Image) -> Image { image.cropped(x: 0, y: 0, width: 32, height: 16) }
      #expect(top(kept) == top(fitted) && top(other) != top(fitted))
    }
  }

  @Test func questionsAndCaptionsAreAnsweredInWordsAndAsJSON() throws {
    try withPicture { folder, run in
      let picture = folder + "/in.png"
      for (arguments, key) in [
        (["ask", picture, "how many stars are there"], "answer"),
        (["ask", picture, "--steps", "what is red?"], "answer"),
        (["caption", picture, "--long"], "caption"), (["caption", picture], "caption"),
      ] {
        let (words, json) = (try run(arguments), try run(arguments + ["--json"]))
        #expect(words.status == 0 && json.status == 0, "\(words.complaints)\(json.complaints)")
        let report = try JSONSerialization.jsonObject(with: json.output) as? [String: String]
        #expect(report?[key].map { $0 + "\n" } == words.text)
        if key == "answer" { #expect(report?["question"]?.hasSuffix("?") == true) }
      }
    }
  }

  @Test func picturesOfAnyKindAreTaken() throws {
    try withPicture { folder, run in
      let clear = Image(width: 9, height: 9, pixels: (0..<9 * 9 * 4).map { UInt8($0 % 256) })
      let tall = Image(width: 3, height: 4000, fill: .black)
      for (name, image) in [("clear", clear), ("tall", tall)] {
        let path = "\(folder)/\(name).png"
        try Data(try PNG.encode(image)).write(to: url(path))
        let outcome = try run(["edit", path, "make it red", "-o", "\(folder)/out.png"])
        #expect(outcome.status == 0, "\(name): \(outcome.complaints)")
        #expect(try Image.load(path: "\(folder)/out.png").width == 32)
      }
    }
  }

  @Test(arguments: [
    (["edit", "IN", "x", "--text-guidance", "31"], "text guidance must be 0 to 30, got 31"),
    (["edit", "IN", "x", "--cfg", "3", "--preset", "paper"], "stand in the place of --cfg"),
    (["edit", "/nowhere.png", "x"], "/nowhere.png"),
    (["edit", "IN", "  "], "\"instruction\" (text) is not filled"),
    (["ask", "IN", " "], "the question is empty"),
    (["infill", "IN", "--box", "20,30 90,300", "apple"], "has 300; corners are 0 to 255"),
    (["infill", "IN", "--box", "90,30 20,90", "apple"], "is reversed"),
    (["infill", "IN", "--box", "apple"], "four whole numbers"),
    (["compose", "a cat", "--box", "cat"], "four whole numbers"),
    (["compose", "a cat", "--box", "20,30 90,110"], "names no thing"),
    (["compose", "a cat", "--box", "cat 20,30 20,110"], "is empty"),
    (["compose", "a cat"], "--box"), (["draw", "--from", "IN", "--as", "smoke", "x"], "\"smoke\""),
    (["draw", "--from", "IN", "--as", "caption", "x"], "does not make a picture from a picture"),
    (["segment", "/nowhere.png"], "/nowhere.png"),
  ])
  func badInputIsOneSentence(_ arguments: [String], _ part: String) throws {
    try withPicture { folder, run in
      let outcome = try run(arguments.map { $0 == "IN" ? folder + "/in.png" : $0 })
      #expect(outcome.status != 0 && outcome.text.isEmpty)
      #expect(outcome.complaints.contains(part), "\(outcome.complaints)")
      // A command line that is wrong is followed by how it is used.
      if outcome.status == 1 { #expect(outcome.complaints.split(separator: "\n").count == 1) }
    }
  }

  private func url(_ path: String) -> URL { URL(fileURLWithPath: path) }
}
