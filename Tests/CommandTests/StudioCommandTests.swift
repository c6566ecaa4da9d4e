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

  @Test func aSizeThatIsNoneIsRefused() throws {
    let outcome = try TinyProgram.run("studio", "--script", "/dev/null", "--size", "wide")
    #expect(outcome.status == 2)
    #expect(outcome.complaints.contains("wide"))
  }
}
