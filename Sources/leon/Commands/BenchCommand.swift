import ArgumentParser
import Dispatch
import Tensors

/// `leon bench`: measures what leon promises.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measure speeds and hold them to their goals.",
    discussion: """
      A missed goal is marked MISS, and the exit status is 1. Stop other work on the machine first.

      Suites: \(BenchmarkSuite.all.map { "\($0.name) (\($0.summary))" }.joined(separator: ", "))

      Example:
        leon bench --json
      """)

  @Argument(help: "Suites to run; all when none is named.")
  var suites: [String] = []
  @OptionGroup var model: ModelOptions
  @Flag(help: "Print one JSON object at the end.")
  var json = false

  func validate() throws {
    let names = BenchmarkSuite.all.map(\.name)
    for suite in suites where !names.contains(suite) {
      throw ValidationError("no suite '\(suite)'; there are \(names.joined(separator: ", ")).")
    }
  }

  func run() throws {
    let compute = try Compute(threads: model.threadCount)
    let context = BenchmarkContext(
      compute: compute, model: model.folder,
      now: { DispatchTime.now().uptimeNanoseconds })
    var report = BenchmarkReport(
      machine: "\(CPULevel.current), \(compute.blasCoreName), \(compute.threads) threads")
    if !json {
      Console.print(report.machine)
      report.onRow = { Console.print("\($0)") }
    }
    for suite in BenchmarkSuite.all where suites.isEmpty || suites.contains(suite.name) {
      try suite.run(&report, context)
    }
    if json { try Console.print(json: report) }
    if !report.isReached { throw ExitCode.failure }
  }
}
