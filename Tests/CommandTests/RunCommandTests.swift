import Foundation
import Imaging
import TestSupport
import Testing

@Suite struct RunCommandTests {
  @Test func theTasksThatShipAreListed() throws {
    let outcome = try Program.run("run")
    #expect(outcome.status == 0, "\(outcome.complaints)")
    for name in ["picture", "caption", "infill", "infill-picture"] {
      #expect(outcome.text.contains("\(name) "))
    }
  }

  @Test func theTasksRun() throws {
    try TinyModel.withFolder { model in
      try Program.withFolder { folder in
        let path = "\(folder)/x.png"
        let picture = try Program.run(
          "run", "picture", "--slot", "prompt=red apple", "-o", path, "--model", model)
        #expect(picture.status == 0, "\(picture.complaints)")
        #expect(try Image.load(path: path).width == 32)
        for arguments in [
          ["caption", "--slot", "picture=\(path)"], ["infill", "--slot", "text=a red [mask]"],
          ["infill-picture", "--slot", "text=[mask] apple", "--slot", "picture=\(path)"],
          [
            "redraw", "--slot", "prompt=red", "--slot", "picture=\(path)", "--slot",
            "area=0,0 100,90", "-o", "\(folder)/y.png",
          ],
        ] {
          let outcome = try Program.run(arguments: ["run"] + arguments + ["--model", model])
          #expect(outcome.status == 0, "\(outcome.complaints)")
        }
      }
    }
  }

  @Test func aUsersFileAddsTasksAndIsRefusedWithTheLine() throws {
    try Program.withFolder { folder in
      let file = URL(fileURLWithPath: "\(folder)/leon/tasks.toml")
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      let own = """
        [[task]]
        name = "photo"
        slots = [{ name = "what", kind = "text" }]
        layout = "a photo of {what} <break> <draw>"

        """
      try Data(own.utf8).write(to: file)
      let environment = ["XDG_CONFIG_HOME": folder]
      let listed = try Program.run(arguments: ["run"], environment: environment)
      #expect(listed.text.contains("photo") && listed.text.contains("infill"))
      let cases: [(String, String)] = [
        ("<draw>", "line 4: The layout has <drew>"), ("{what}", "line 4: There is no slot \"who\""),
        ("kind", "line 3: a slot must look like"),
        ("name = \"photo\"", "line 2: \"nam\" is unknown"),
      ]
      for ((old, part), new) in zip(cases, ["<drew>", "{who}", "sort", "nam = \"photo\""]) {
        try Data(own.replacing(old, with: new).utf8).write(to: file)
        let outcome = try Program.run(arguments: ["run"], environment: environment)
        #expect(outcome.status == 1)
        #expect(outcome.complaints.contains(part), "\(outcome.complaints)")
      }
    }
  }

  @Test(arguments: [
    (["paint"], "There is no task \"paint\"; there are picture, caption"),
    (["infill"], "The slot \"text\" (text) is not filled."),
    (["infill", "--slot", "words=x"], "There is no slot \"words\"; the task has text."),
    (["infill", "--slot", "text"], "--slot takes name=value, got \"text\"."),
    (["infill", "--slot", "text=apple"], "must have one [mask]"),
    (["caption", "--slot", "picture=/nowhere.png"], "/nowhere.png"),
    (["redraw", "--slot", "area=9,9 300,20"], "has 300; corners are 0 to 255"),
  ])
  func badInputIsOneSentence(_ arguments: [String], _ part: String) throws {
    try TinyModel.withFolder { model in
      let outcome = try Program.run(arguments: ["run"] + arguments + ["--model", model])
      #expect(outcome.status == 1)
      #expect(outcome.complaints.contains(part), "\(outcome.complaints)")
      #expect(outcome.complaints.split(separator: "\n").count == 1)
    }
  }
}
