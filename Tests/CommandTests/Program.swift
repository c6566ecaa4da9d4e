import Foundation

/// The leon that was built beside the tests, run as a person would run it.
enum Program {
  /// How a run ended.
  struct Outcome {
    var status: Int32
    var output: Data
    var complaints: String

    var text: String { String(decoding: output, as: UTF8.self) }
  }

  static var path: URL {
    URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: "leon")
  }

  /// A run that goes on; the caller ends it or waits for it.
  static func start(
    _ arguments: [String], output: Any?, complaints: Any?, environment: [String: String] = [:]
  ) throws -> Process {
    let process = Process()
    process.executableURL = path
    process.arguments = arguments
    // The settings of whoever runs the tests change nothing.
    let quiet = ["XDG_CONFIG_HOME": "/nonexistent"].merging(environment) { $1 }
    process.environment = ProcessInfo.processInfo.environment.merging(quiet) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = complaints
    try process.run()
    return process
  }

  /// Runs it to its end, with changes of the environment.
  static func run(arguments: [String], environment: [String: String] = [:]) throws -> Outcome {
    let folder = FileManager.default.temporaryDirectory
    let complaints = folder.appending(path: "leon-complaints-\(UUID().uuidString)")
    _ = FileManager.default.createFile(atPath: complaints.path, contents: nil)
    defer { try? FileManager.default.removeItem(at: complaints) }
    let pipe = Pipe()
    let process = try start(
      arguments, output: pipe, complaints: FileHandle(forWritingTo: complaints),
      environment: environment)
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: output,
      complaints: try String(contentsOf: complaints, encoding: .utf8))
  }

  /// The same with the arguments one by one.
  static func run(_ arguments: String...) throws -> Outcome { try run(arguments: arguments) }

  /// Runs `body` with an empty folder that is removed afterwards.
  static func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "leon-command-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder.path)
  }
}
