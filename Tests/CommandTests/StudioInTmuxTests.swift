import Foundation
import TestSupport
import Testing

/// The studio in a real terminal: what tmux makes of the bytes, and the line afterwards.
@Suite struct StudioInTmuxTests {
  private func withStudio(_ body: (TmuxSession) throws -> Void) throws {
    try TinyModel.withFolder { model in
      try Program.withFolder { folder in
        let session = try TmuxSession(folder: folder)
        defer { session.close() }
        try session.type("cd \(folder); stty -g > before")
        try session.type("\(Program.path.path) studio --model \(model)")
        try body(session)
      }
    }
  }

  /// Whether the shell has the line as it was before.
  private func lineIsRestored(_ session: TmuxSession) throws -> Bool {
    _ = try session.screenAtPrompt()
    try session.type("clear; stty -g > after")
    _ = try session.screen { _ in session.contents(of: "after")?.hasSuffix("\n") == true }
    return session.contents(of: "after") == session.contents(of: "before")
  }

  @Test func itShowsItselfAndGivesTheTerminalBack() throws {
    try withStudio { session in
      let first = try session.screen { $0.contains("knobs") && $0.contains("tokens") }
      #expect(first.contains("knobs"), "\(first)")
      try session.type("red apple")
      let drawn = try session.screen { $0.contains("red apple") && $0.contains("#1") }
      #expect(drawn.contains("#1"), "\(drawn)")
      try session.press("Escape")
      // Esc and a key at once are Alt and the key.
      _ = try session.screen { $0.contains("BROWSE") }
      try session.press("?")
      let help = try session.screen { $0.contains("any other key leaves") }
      #expect(help.contains("any other key leaves"), "\(help)")
      try session.press("Escape")
      _ = try session.screen { !$0.contains("any other key leaves") }
      try session.press("q")
      // While a picture is being written it asks once.
      let asked = try session.screen { $0.contains("q again") || !$0.contains("BROWSE") }
      if asked.contains("q again") { try session.press("q") }
      let after = try session.screenAtPrompt()
      #expect(!after.contains("knobs"), "\(after)")
      #expect(try lineIsRestored(session))
    }
  }

  @Test func itFollowsTheWindow() throws {
    try withStudio { session in
      _ = try session.screen { $0.contains("knobs") }
      for columns in 0..<200 { try session.resize(columns: 40 + columns, rows: 10 + columns % 40) }
      try session.resize(columns: 20, rows: 5)
      let small = try session.screen { $0.contains("leon") }
      #expect(small.contains("leon"), "\(small)")
      try session.resize(columns: 120, rows: 40)
      let large = try session.screen { $0.contains("knobs") }
      #expect(large.contains("knobs"), "\(large)")
    }
  }

  @Test func stoppedItGivesTheTerminalBackAndComesBack() throws {
    try withStudio { session in
      _ = try session.screen { $0.contains("knobs") }
      try session.press("C-z")
      let stopped = try session.screenAtPrompt()
      #expect(!stopped.contains("knobs"), "\(stopped)")
      #expect(try lineIsRestored(session))
      try session.type("fg")
      let back = try session.screen { $0.contains("knobs") }
      #expect(back.contains("knobs"), "\(back)")
    }
  }

  @Test func killedItGivesTheTerminalBack() throws {
    try withStudio { session in
      _ = try session.screen { $0.contains("knobs") }
      try session.press("C-z")
      _ = try session.screenAtPrompt()
      try session.type("clear; kill -TERM %1; fg")
      let killed = try session.screen { $0.contains("Terminated") }
      #expect(killed.contains("Terminated"), "\(killed)")
      #expect(try lineIsRestored(session))
    }
  }

  /// A key a token, so that it is known how far the picture is.
  @Test(arguments: [0, 1, 3])
  func killedInTheMiddleOfAPictureTheNextStartShowsThePartial(_ tokens: Int) throws {
    try TinyModel.withFolder { model in
      try Program.withFolder { folder in
        let config = folder + "/config/leon"
        try FileManager.default.createDirectory(
          atPath: config, withIntermediateDirectories: true)
        try "instant = false\npace = \"key\"\n"
          .write(toFile: config + "/config.toml", atomically: true, encoding: .utf8)
        let session = try TmuxSession(folder: folder)
        defer { session.close() }
        let studio = "\(Program.path.path) studio --model \(model) --history \(folder)/history"
        try session.type("sh -c 'echo $$ > \(folder)/pid; exec \(studio)'")
        _ = try session.screen { $0.contains("#1") && $0.contains("writing") }
        try session.press("Escape")
        _ = try session.screen { $0.contains("BROWSE") }
        for _ in 0..<tokens { try session.press(".") }
        let written = try session.screen { $0.contains("─ \(tokens)/") || tokens == 0 }
        let pid = try #require(
          session.contents(of: "pid").flatMap { Int32($0.trimmingCharacters(in: .newlines)) })
        kill(pid, SIGKILL)
        _ = try session.screen { $0.contains("Killed") }
        try "wait idle\nsave-screen after\n"
          .write(toFile: folder + "/keys", atomically: true, encoding: .utf8)
        let outcome = try Program.run(
          "studio", "--script", folder + "/keys", "--screens", folder, "--model", model,
          "--history", folder + "/history")
        #expect(outcome.status == 0, "\(outcome.complaints)")
        let after = try #require(session.contents(of: "after.screen"))
        #expect(after.contains("#1") && after.contains("partial"), "\(written)\n\(after)")
      }
    }
  }

  @Test func infoTellsOfTheTerminal() throws {
    try Program.withFolder { folder in
      let session = try TmuxSession(folder: folder)
      defer { session.close() }
      try session.type("\(Program.path.path) info --terminal")
      let text = try session.screen { $0.contains("hint") }
      #expect(text.contains("tmux 3") && text.contains("size           100x30"), "\(text)")
      #expect(text.contains("half-blocks") && text.contains("hint"), "\(text)")
      try session.type("\(Program.path.path) info --terminal --json > \(folder)/report")
      _ = try session.screen { _ in session.contents(of: "report")?.hasSuffix("}\n") == true }
      #expect(session.contents(of: "report")?.contains("\"multiplexer\" : \"tmux\"") == true)
    }
  }
}
