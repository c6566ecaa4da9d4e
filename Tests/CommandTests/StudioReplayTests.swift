import Foundation
import TestSupport
import Testing

@Suite struct StudioReplayTests {
  /// CFG is raised from 1 half-way, so that the lane without words is filled late.
  private static let turnedByHand = """
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

    """

  /// Another studio imports the file and writes the picture again.
  @Test func aPictureTurnedByHandIsWrittenAgainFromItsFileByteForByte() throws {
    try TinyModel.withFolder { model in
      try Program.withFolder { folder in
        try play(Self.turnedByHand, history: folder + "/turned", in: folder, model)
        let turned = try #require(try pictures(of: folder + "/turned").last)
        try turned.write(to: URL(fileURLWithPath: folder + "/turned.png"))
        try play(
          "wait idle\nkey Esc I\ntype \(folder)/turned.png\nkey Enter\nwait idle\n"
            + "key R\nwait idle\nkey s\nwait idle\n",
          history: folder + "/other", in: folder, model)
        let there = try pictures(of: folder + "/other")
        #expect(there.count == 3, "the first picture, the imported one, and that again")
        #expect(there.dropFirst().allSatisfy { $0 == turned })
      }
    }
  }

  /// Behind it a code is taken by hand; `leon generate --like` makes every picture again.
  @Test func picturesTurnedByHandAreMadeAgainFromTheirFiles() throws {
    try TinyModel.withFolder { model in
      try Program.withFolder { folder in
        let keys = "key r Home Right Right\nwait idle\nkey 2 Enter\nrepeat 20 .\nwait idle\n"
        try play(Self.turnedByHand + keys, history: folder + "/history", in: folder, model)
        let files = try pictures(of: folder + "/history")
        #expect(files.count == 3)
        for (number, file) in files.enumerated() {
          try file.write(to: URL(fileURLWithPath: "\(folder)/\(number).png"))
          let made = try Program.run(
            "generate", "--like", "\(folder)/\(number).png", "--output", "\(folder)/again.png",
            "--model", model)
          #expect(made.status == 0, "\(made.complaints)")
          #expect(try Data(contentsOf: URL(fileURLWithPath: folder + "/again.png")) == file)
        }
      }
    }
  }

  private func play(
    _ keys: String, history: String, in folder: String, _ model: String
  ) throws {
    try keys.write(toFile: folder + "/keys", atomically: true, encoding: .utf8)
    let played = try Program.run(
      "studio", "--script", folder + "/keys", "--screens", folder, "--history", history, "--model",
      model)
    #expect(played.status == 0, "\(played.complaints)")
  }

  /// The files, the oldest first.
  private func pictures(of history: String) throws -> [Data] {
    let names = try FileManager.default.contentsOfDirectory(atPath: history + "/pictures")
    return try names.sorted().map {
      try Data(contentsOf: URL(fileURLWithPath: "\(history)/pictures/\($0)"))
    }
  }
}
