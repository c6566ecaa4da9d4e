import Foundation
import History
import Imaging
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

  @Test func whileTheModelIsLoadedNothingIsForgotten() throws {
    try TinyModel.withFolder { model in
      try Program.withFolder { folder in
        try kill(
          "wait idle\nkey Esc BackTab\nrepeat 8 Right\nkey n .\nrepeat 4 .\nwait idle", folder,
          model)
        // Weights that never come.
        let endless = folder + "/model"
        try FileManager.default.createDirectory(
          atPath: endless, withIntermediateDirectories: true)
        for name in try FileManager.default.contentsOfDirectory(atPath: model) {
          try FileManager.default.createSymbolicLink(
            atPath: "\(endless)/\(name)", withDestinationPath: "\(model)/\(name)")
        }
        try FileManager.default.removeItem(atPath: endless + "/model.safetensors")
        let madePipe = unsafe mkfifo(endless + "/model.safetensors", 0o600)
        #expect(madePipe == 0)
        let screen = try kill(nil, folder, endless)
        #expect(screen.contains("loading"))
        let after = try start(folder, model)
        #expect(after.contains("#2 was cut off; c finishes it") && after.contains("partial 31%"))
      }
    }
  }

  /// The row is there before the file: the picture is shown from its codes, and keeping it writes it.
  @Test func whileTheFileIsWrittenThePictureIsNotLost() throws {
    try TinyModel.withFolder { model in
      try Program.withFolder { folder in
        try kill("wait idle", folder, model)
        let file = folder + "/history/pictures/2-red-apple-3d-icon-seed8.png"
        let part = folder + "/history/pictures/.2-red-apple-3d-icon-seed8.png.part"
        // Writing into a pipe that nobody reads does not end.
        let madePipe = unsafe mkfifo(part, 0o600)
        #expect(madePipe == 0)
        try kill("wait idle\nkey Esc BackTab\nrepeat 8 Right\nkey n .\nrepeat 15 .", folder, model)
        {
          let newest = try? HistoryStore.open(folder: folder + "/history").store.newest(1).first
          return newest?.id == Run.ID(rawValue: 2) && newest?.state == .finished
        }
        try FileManager.default.removeItem(atPath: part)
        try "half".write(toFile: part, atomically: true, encoding: .utf8)
        let after = try start(folder, model)
        #expect(after.contains("#2: red apple") && !after.contains("partial"))
        #expect(!FileManager.default.fileExists(atPath: file))
        _ = try start(folder, model, "wait idle\nkey Esc s\n")
        #expect(try Image.load(path: file).width == 32)
        let run = try HistoryStore.open(folder: folder + "/history").store
          .run(Run.ID(rawValue: 2))
        #expect(run.verdict == .kept && run.summary.kept != nil)
      }
    }
  }

  /// The next studio shows the partial picture first; what waits stays until it is asked for.
  @Test func theQueueWaitsUntilThePartialWasSeen() throws {
    try TinyModel.withFolder { model in
      try Program.withFolder { folder in
        try kill(
          "wait idle\nkey Esc BackTab\nrepeat 8 Right\nkey n .\nrepeat 2 .\nwait idle\n"
            + "key n Enter n Enter Q J Esc", folder, model)
        _ = try start(folder, model, "wait idle\nsave-screen cut\nkey Esc c\n")
        let cut = try String(contentsOfFile: folder + "/cut.screen", encoding: .utf8)
        #expect(cut.contains("was cut off; c finishes it and draws what waits"))
        #expect(cut.contains("partial 18%") && cut.contains("history  2 "))
        let runs = try HistoryStore.open(folder: folder + "/history").store.newest(9)
        #expect(runs.map(\.seed) == [9, 10, 8, 8, 7])
        #expect(runs.map(\.state) == [.finished, .finished, .finished, .partial, .finished])
      }
    }
  }

  /// Plays a script to its end, waits until all of it is written down or something else is so, and
  /// kills the studio there; without a script, as soon as there is a screen.
  ///
  /// - Returns: The last screen.
  @discardableResult
  private func kill(
    _ keys: String?, _ folder: String, _ model: String, when isSo: (() -> Bool)? = nil
  ) throws -> String {
    let ready = folder + "/ready.screen"
    try? FileManager.default.removeItem(atPath: ready)
    // Keys that do nothing, for longer than anybody waits.
    let idle = Array(repeating: "repeat 10000 Ctrl-L", count: 10_000).joined(separator: "\n")
    let pause = keys == nil || isSo != nil ? "" : "wait idle\n"
    try "\(keys ?? "")\n\(pause)save-screen ready\n\(idle)\n"
      .write(toFile: folder + "/keys", atomically: true, encoding: .utf8)
    let studio = try Program.start(
      arguments(folder, model), output: FileHandle.nullDevice, complaints: FileHandle.nullDevice)
    while !(FileManager.default.fileExists(atPath: ready) && isSo?() != false), studio.isRunning {
      usleep(1000)
    }
    #expect(studio.isRunning)
    _ = Glibc.kill(studio.processIdentifier, SIGKILL)
    studio.waitUntilExit()
    return try String(contentsOfFile: ready, encoding: .utf8)
  }

  /// The screen of a studio that is started again.
  private func start(_ folder: String, _ model: String, _ keys: String = "") throws -> String {
    try "\(keys)wait idle\nsave-screen after\n"
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
