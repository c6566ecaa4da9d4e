import Foundation
import TestSupport
import Testing

@Suite struct StudioCommandTests {
  @Test func aScriptDrawsAPictureAndTheHistoryKeepsIt() throws {
    try TinyModel.withFolder { model in
      try Program.withFolder { folder in
        let script = folder + "/keys"
        try "wait idle\nsave-screen first\nkey Esc\nkey Enter\nwait idle\nsave-screen second\n"
          .write(toFile: script, atomically: true, encoding: .utf8)
        for screens in ["one", "two"] {
          let outcome = try Program.run(
            "studio", "--script", script, "--size", "100x30", "--screens", "\(folder)/\(screens)",
            "--history", "\(folder)/history", "--model", model)
          #expect(outcome.status == 0, "\(outcome.complaints)")
        }
        let first = try String(contentsOfFile: folder + "/one/first.screen", encoding: .utf8)
        #expect(first.contains("knobs"))
        #expect(first.contains("#1"))
        // The second studio finds the first one's pictures.
        let restarted = try String(contentsOfFile: folder + "/two/first.screen", encoding: .utf8)
        #expect(restarted.contains("#1"))
      }
    }
  }

  /// CFG is raised from 1 half-way, so that the lane without words is filled late.
  ///
  /// Then a code is taken by hand. `leon generate --like` makes both pictures again, byte for byte.
  @Test func picturesTurnedByHandAreMadeAgainFromTheirFiles() throws {
    try TinyModel.withFolder { model in
      try Program.withFolder { folder in
        let script = folder + "/keys"
        let keys = """
          wait idle
          key Esc =
          type 1
          key Enter
          wait idle
          key BackTab
          repeat 8 Right
          key n .
          repeat 7 .
          wait idle
          key Tab =
          type 6
          key Enter
          repeat 8 .
          wait idle
          key r Home Right Right
          wait idle
          key 2 Enter
          repeat 20 .
          wait idle
          """
        try keys.write(toFile: script, atomically: true, encoding: .utf8)
        let played = try Program.run(
          "studio", "--script", script, "--screens", folder, "--history", "\(folder)/history",
          "--model", model)
        #expect(played.status == 0, "\(played.complaints)")
        let pictures = try FileManager.default.contentsOfDirectory(
          atPath: folder + "/history/pictures")
        #expect(pictures.count == 3, "\(pictures)")
        for name in pictures {
          let file = "\(folder)/history/pictures/\(name)"
          let made = try Program.run(
            "generate", "--like", file, "--output", "\(folder)/again.png", "--model", model)
          #expect(made.status == 0, "\(made.complaints)")
          let again = try Data(contentsOf: URL(fileURLWithPath: folder + "/again.png"))
          #expect(again == (try Data(contentsOf: URL(fileURLWithPath: file))), "\(name)")
        }
      }
    }
  }

  @Test func aSizeThatIsNoneIsRefused() throws {
    let outcome = try TinyProgram.run("studio", "--script", "/dev/null", "--size", "wide")
    #expect(outcome.status == 2)
    #expect(outcome.complaints.contains("wide"))
  }
}
