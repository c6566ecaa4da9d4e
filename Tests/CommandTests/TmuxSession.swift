import Foundation

/// A window of tmux, with a shell in it and a server of its own.
///
/// What it draws is what tmux understood of the bytes, so that it stands for a real terminal.
/// Programs are spawned by hand: the server outlives the command that starts it, and Foundation
/// would wait for it; and signals that test threads do not hear are to be heard again.
final class TmuxSession {
  private static let prompt = "ready$"
  private let folder: String
  private let server = "leon-test-\(ProcessInfo.processInfo.processIdentifier)-\(UUID().uuidString)"

  /// Opens a window with an empty home.
  ///
  /// - Throws: when tmux cannot be started.
  init(folder: String, columns: Int = 100, rows: Int = 30) throws {
    self.folder = folder
    try run(
      "-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "env",
      "XDG_DATA_HOME=\(folder)/data", "XDG_CONFIG_HOME=\(folder)/config", "HOME=\(folder)",
      "LC_ALL=C.UTF-8", "PS1=\(Self.prompt)", "sh")
  }

  /// Ends the window and the server.
  func close() { _ = try? run("kill-server") }

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

  /// Looks at the screen until something holds of it, for at most 20 seconds; the screen, then.
  func screen(once holds: (String) throws -> Bool) throws -> String {
    let end = Date(timeIntervalSinceNow: 20)
    while true {
      let screen = try screen
      if try holds(screen) || Date() > end { return screen }
      Thread.sleep(forTimeInterval: 0.05)
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

  /// Runs tmux with its output in a file: the server would keep a pipe open for as long as it lives.
  @discardableResult
  private func run(arguments: [String]) throws -> String {
    let output = folder + "/tmux-output"
    var actions = unsafe posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    var none = sigset_t()
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    defer {
      unsafe posix_spawn_file_actions_destroy(&actions)
      unsafe posix_spawnattr_destroy(&attributes)
    }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_addopen(
      &actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    unsafe sigemptyset(&none)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let words = ["bash", "-c", Self.closing, "tmux", "-L", server] + arguments
    var pointers = unsafe words.map { unsafe strdup($0) } + [nil]
    defer { unsafe pointers.forEach { unsafe free($0) } }
    var child: pid_t = 0
    var status: Int32 = 0
    guard
      unsafe posix_spawn(&child, "/bin/bash", &actions, &attributes, &pointers, environ) == 0,
      unsafe waitpid(child, &status, 0) == child, status == 0
    else { throw Refusal(arguments: arguments) }
    return try String(contentsOfFile: output, encoding: .utf8)
  }

  /// Files of other tests must not stay open in the server: somebody waits for their end.
  private static let closing = """
    for file in /proc/self/fd/*; do
      n=${file##*/}
      if [ "$n" -gt 2 ]; then eval "exec $n>&-"; fi
    done
    exec env -u TMUX -u NO_COLOR -u LEON_COLORS tmux "$@"
    """

  struct Refusal: Error { let arguments: [String] }
}
