import Foundation

/// A window of tmux, with a shell in it and a server of its own.
///
/// What it draws is what tmux understood of the bytes, so that it stands for a real terminal.
final class TmuxSession {
  private static let prompt = "ready$"
  private static let env = URL(fileURLWithPath: "/usr/bin/env")
  /// How long anything may take: only what never comes takes as long.
  private static let patience = 60.0
  private static let interval = 0.02
  private let folder: String
  private let server = Process()
  /// tmux with a socket of its own, wherever the tests run.
  private let tmux: [String]

  /// Opens a window with an empty home.
  ///
  /// - Throws: when tmux cannot be started.
  init(folder: String, columns: Int = 100, rows: Int = 30) throws {
    self.folder = folder
    // Test threads hear no signals and hand that on.
    tmux = ["--default-signal", "-u", "TMUX", "tmux", "-S", folder + "/tmux"]
    try startServer()
    let window = ["new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "sh"]
    let end = Date(timeIntervalSinceNow: Self.patience)
    while (try? run(arguments: window)) == nil {
      // The server does not listen yet, or never will.
      guard server.isRunning, Date() < end else {
        close()
        throw Refusal(arguments: window)
      }
      Thread.sleep(forTimeInterval: Self.interval)
    }
  }

  private var environment: [String: String] {
    [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": folder,
      "XDG_DATA_HOME": folder + "/data", "XDG_CONFIG_HOME": folder + "/config",
      "LC_ALL": "C.UTF-8", "PS1": Self.prompt,
    ]
  }

  /// Not a daemon: that would keep open what Foundation waits for after its client's end.
  private func startServer() throws {
    server.executableURL = Self.env
    server.arguments = tmux + ["-f", "/dev/null", "-D"]
    // Nothing of whoever runs the tests, such as NO_COLOR, reaches the window.
    server.environment = environment
    server.standardInput = FileHandle.nullDevice
    server.standardOutput = FileHandle.nullDevice
    server.standardError = FileHandle.nullDevice
    try server.run()
  }

  /// Ends the window and the server.
  func close() {
    _ = try? run("kill-server")
    server.waitUntilExit()
  }

  /// Presses keys, by tmux's names.
  func press(_ keys: String...) throws { try run(arguments: ["send-keys"] + keys) }

  /// Types a text and Enter.
  func type(_ line: String) throws {
    try run("send-keys", "-l", line)
    try press("Enter")
  }

  /// Gives the window another size.
  func resize(columns: Int, rows: Int) throws {
    try run("resize-window", "-x", "\(columns)", "-y", "\(rows)")
  }

  /// The text of the screen.
  var screen: String { get throws { try run("capture-pane", "-p") } }

  /// What the shell printed into a file.
  func contents(of name: String) -> String? {
    try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
  }

  /// Looks at the screen until something holds of it, patiently; the screen, then.
  func screen(once holds: (String) throws -> Bool) throws -> String {
    let end = Date(timeIntervalSinceNow: Self.patience)
    while true {
      let screen = try screen
      if try holds(screen) || Date() > end { return screen }
      Thread.sleep(forTimeInterval: Self.interval)
    }
  }

  /// Waits for the shell; keys pressed earlier would be another program's.
  ///
  /// - Returns: The screen, whose last line is the prompt.
  func screenAtPrompt() throws -> String {
    try screen {
      let last = $0.split(separator: "\n").last { !$0.allSatisfy(\.isWhitespace) } ?? ""
      return last.trimmingCharacters(in: .whitespaces) == Self.prompt
    }
  }

  @discardableResult
  private func run(_ arguments: String...) throws -> String { try run(arguments: arguments) }

  @discardableResult
  private func run(arguments: [String]) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = Self.env
    // Without -N a command would start a server.
    process.arguments = tmux + ["-N"] + arguments
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Refusal(arguments: arguments) }
    return String(decoding: text, as: UTF8.self)
  }

  struct Refusal: Error { let arguments: [String] }
}
