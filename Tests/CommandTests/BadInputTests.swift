import Foundation
import Imaging
import TestSupport
import Testing

/// What a person may hand to leon by mistake: one sentence, a status, and nothing lost.
@Suite struct BadInputTests {
  private func picture(_ width: Int, _ height: Int) throws -> [UInt8] {
    let pixels = [UInt8](repeating: 200, count: width * height * 4)
    return try PNG.encode(Image(width: width, height: height, pixels: pixels))
  }

  private func caption(_ bytes: [UInt8]) throws -> Program.Outcome {
    try TinyModel.withFolder { model in
      try Program.withFolder { folder in
        try Data(bytes).write(to: URL(fileURLWithPath: folder + "/picture.png"))
        return try Program.run("caption", folder + "/picture.png", "--model", model)
      }
    }
  }

  @Test func aPictureOfTwentyThousandPixelsIsRefusedWithTheLimit() throws {
    let outcome = try caption(picture(20_000, 1))
    #expect(outcome.status == 1)
    #expect(outcome.complaints.contains("20000 × 1"), "\(outcome.complaints)")
    #expect(outcome.complaints.contains("at most 16384"))
  }

  @Test func aPictureThatIsCutShortIsRefused() throws {
    let outcome = try caption(Array(picture(64, 64).dropLast(40)))
    #expect(outcome.status == 1)
    #expect(outcome.complaints.contains("damaged PNG"), "\(outcome.complaints)")
  }

  @Test func aPictureOfOnePixelIsTaken() throws {
    #expect(try caption(picture(1, 1)).status == 0)
  }

  @Test func controlCharactersAreStrippedAndEmojiTaken() throws {
    try TinyModel.withFolder { model in
      try Program.withFolder { folder in
        for (name, prompt) in [("a", "red \u{1B}[2Jap\u{7}ple 🍎"), ("b", "red [2Japple 🍎")] {
          let outcome = try Program.run(
            "generate", prompt, "--seed", "7", "-o", "\(folder)/\(name).png", "--model", model)
          #expect(outcome.status == 0, "\(outcome.complaints)")
        }
        #expect(
          FileManager.default.contents(atPath: folder + "/a.png")
            == FileManager.default.contents(atPath: folder + "/b.png"))
      }
    }
  }

  @Test func aFullDiskIsASentenceAndTheDeviceStays() throws {
    let outcome = try TinyProgram.run("generate", "cat", "-o", "/dev/full")
    #expect(outcome.status == 1)
    #expect(outcome.complaints.contains("/dev/full cannot be written"), "\(outcome.complaints)")
    let type = try FileManager.default.attributesOfItem(atPath: "/dev/full")[.type]
    #expect(type as? FileAttributeType == .typeCharacterSpecial)
  }

  @Test func aCorruptHistoryIsSetAsideAndTheStudioGoesOn() throws {
    try TinyModel.withFolder { model in
      try Program.withFolder { folder in
        let history = folder + "/history.sqlite"
        try "no database".write(toFile: history, atomically: true, encoding: .utf8)
        let script = folder + "/keys"
        try "save-screen told\nwait idle\nsave-screen drawn\n".write(
          toFile: script, atomically: true, encoding: .utf8)
        let outcome = try Program.run(
          "studio", "--script", script, "--size", "160x50", "--screens", folder, "--history",
          folder, "--model", model)
        #expect(outcome.status == 0, "\(outcome.complaints)")
        let aside = try String(
          contentsOfFile: folder + "/history.set-aside-1.sqlite", encoding: .utf8)
        #expect(aside == "no database")
        #expect(
          try String(contentsOfFile: folder + "/told.screen", encoding: .utf8).contains("damaged"))
        #expect(
          try String(contentsOfFile: folder + "/drawn.screen", encoding: .utf8).contains("#1"))
      }
    }
  }

  @Test func aStudioWithoutATerminalIsASentence() throws {
    let outcome = try TinyProgram.run("studio")
    #expect(outcome.status != 0)
    #expect(outcome.complaints.contains("terminal"), "\(outcome.complaints)")
    #expect(outcome.complaints.split(separator: "\n").count == 1)
  }
}
