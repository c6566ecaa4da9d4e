import Foundation
import History
import TestSupport
import Testing

/// SIGKILL in every phase of a generation: the next studio shows what was written.
@Suite struct StudioKillTests {
  /// The keys that lead there, one token a key, and the codes that must be left.
  private static let phases: [(keys: String, codes: Int)] = [
    ("", 1),  // growing
    ("repeat 7 .\nwait idle\nkey P", 8),  // held
    ("repeat 14 .", 15),  // a code before its end
    ("repeat 2 .\nwait idle\nkey Tab Right\nkey .", 4),  // turned by hand
    ("repeat 4 .\nwait idle\nkey Ctrl-C", 5),  // stopped
    ("repeat 15 .\nwait idle\nkey r Home Right Right\nwait idle\nkey 2 Enter\nrepeat 4 .", 7),
    ("repeat 15 .\nwait idle\nkey R\nrepeat 6 .", 6),  // written again
    ("repeat 5 .\nwait idle\nkey r Home", 6),  // looked into while it is written
  ]

  @Test(arguments: phases.indices) func thePartialIsShownAtTheNextStart(_ phase: Int) throws {
    let (keys, codes) = Self.phases[phase]
    try TinyModel.withFolder { model in
      try Program.withFolder { folder in
        try kill(
          "wait idle\nkey Esc BackTab\nrepeat 8 Right\nkey n .\nwait idle\n" + keys, folder, model)
        let after = try start(folder, model)
        let store = try HistoryStore.open(folder: folder + "/history").store
        let partial = try #require(try store.newest(100).first)
        #expect(partial.state == .partial && partial.codes.count == codes)
        #expect(after.contains("partial \(codes * 100 / 16)%"))
        #expect(after.contains("#\(partial.id.rawValue) was cut off; c finishes it"))
      }
    }
  }

  /// What waits is drawn by the next studio; the partial picture stays in the history.
  @Test func theQueueIsDrawnByTheNextStudio() throws {
    try TinyModel.withFolder { model in
      try Program.withFolder { folder in
        try kill(
          "wait idle\nkey Esc BackTab\nrepeat 8 Right\nkey n .\nrepeat 2 .\nwait idle\n"
            + "key n Enter n Enter Q J Esc", folder, model)
        _ = try start(folder, model)
        let store = try HistoryStore.open(folder: folder + "/history").store
        let runs = try store.newest(9)
        #expect(runs.map(\.seed) == [9, 10, 8, 7])
        #expect(runs.map(\.state) == [.finished, .finished, .partial, .finished])
        #expect(runs[2].codes.count == 3)
      }
    }
  }

  /// Plays a script to its end, waits until all of it is written down, and kills the studio there.
  private func kill(_ keys: String, _ folder: String, _ model: String) throws {
    // Keys that do nothing, for longer than anybody waits.
    let idle = Array(repeating: "repeat 10000 Ctrl-L", count: 10_000).joined(separator: "\n")
    try "\(keys)\nwait idle\nsave-screen ready\n\(idle)\n"
      .write(toFile: folder + "/keys", atomically: true, encoding: .utf8)
    let studio = try Program.start(
      arguments(folder, model), output: FileHandle.nullDevice, complaints: FileHandle.nullDevice)
    while !FileManager.default.fileExists(atPath: folder + "/ready.screen"), studio.isRunning {
      usleep(1000)
    }
    #expect(studio.isRunning)
    _ = Glibc.kill(studio.processIdentifier, SIGKILL)
    studio.waitUntilExit()
  }

  /// The screen of a studio that is started again.
  private func start(_ folder: String, _ model: String) throws -> String {
    try "wait idle\nsave-screen after\n"
      .write(toFile: folder + "/keys", atomically: true, encoding: .utf8)
    let outcome = try Program.run(arguments: arguments(folder, model))
    #expect(outcome.status == 0, "\(outcome.complaints)")
    return try String(contentsOfFile: folder + "/after.screen", encoding: .utf8)
  }

  private func arguments(_ folder: String, _ model: String) -> [String] {
    [
      "studio", "--script", folder + "/keys", "--screens", folder, "--history",
      folder + "/history", "--model", model,
    ]
  }
}
