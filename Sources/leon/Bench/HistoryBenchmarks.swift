import Foundation
import History

extension BenchmarkSuite {
  /// Searches and pages of a history of 100,000 entries.
  static let history = BenchmarkSuite(
    name: "history", summary: "searches and pages of 100,000 entries"
  ) { report, context in
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "leon-bench-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try GeneratedHistory.write(to: folder.path)
    let opening = try context.seconds(runs: 3) { _ = try HistoryStore.existing(in: folder.path) }
    report.add("opening 100,000 entries", 1000 * opening, "ms", goal: .atMost(500))
    let store = try HistoryStore.existing(in: folder.path)
    for search in GeneratedHistory.searches {
      let query = try HistoryQuery(parsing: search, in: .gmt, isTyping: true)
      let seconds = try context.seconds {
        _ = try store.page(of: query, 50)
        _ = try store.count(query)
      }
      report.add("search “\(search)”", 1000 * seconds, "ms", goal: .atMost(100))
    }
    let page = try context.seconds { _ = try store.page(of: HistoryQuery(), 1000).runs.tree }
    report.add("page of 1,000 entries as a tree", 1000 * page, "ms", goal: .atMost(100))
    let deep = try context.seconds {
      _ = try store.page(of: HistoryQuery(), 50, before: Run.ID(rawValue: 200))
    }
    report.add("page of 50 at the end", 1000 * deep, "ms", goal: .atMost(16))
  }
}

/// A history whose words, tags and judgements come in shares that searches are hard at.
enum GeneratedHistory {
  static let count = 100_000

  /// What is typed: words of a third of all entries and of one in a thousand, one letter, filters
  /// that hold for few, and what no index has.
  static let searches = [
    "a", "app", "red apple", "apple icon kept", "zebra", "apple tag:rare", "tag:fruit rating:>=3",
    "rating:5 tossed", "model:none", "-apple", "\u{1F98B}", "after:2027-02-01 apple favourite",
  ]

  static func write(to folder: String, modelHash: String = "ab12cd34ef") throws {
    let store = try HistoryStore.open(folder: folder).store
    let time = Date(timeIntervalSince1970: 1_800_000_000)
    for start in stride(from: 0, to: count, by: 10_000) {
      let runs = (start..<start + 10_000).map { run($0, modelHash) }
      try store.add(runs, codes: Array(repeating: 1000, count: 256), from: time + Double(start))
    }
    func every(_ share: Int) -> [Run.ID] {
      stride(from: 1, through: count, by: share).map { Run.ID(rawValue: Int64($0)) }
    }
    try store.edit(every(9), .judge(.tossed))
    try store.edit(every(7), .rate(4))
    try store.edit(every(501), .rate(5))
    try store.edit(every(5), .tag("fruit"))
    try store.edit(every(4001), .tag("rare"))
    try store.edit(every(1001), .favour(true))
  }

  private static func run(_ number: Int, _ modelHash: String) -> NewRun {
    let colors = ["red", "green", "blue", "yellow", "pale violet"]
    let things = ["apple", "car", "aeroplane", "cat", "wooden house", "clock", "apple tree"]
    let styles = ["3D icon", "clip art", "flat icon", "silhouette"]
    let rare = number % 1000 == 0 ? ", zebra" : ""
    let words =
      "\(colors[number % 5]) \(things[number % 7]), \(styles[number % 4]) \(number % 977)\(rare)"
    var run = NewRun(
      prompt: words, request: request, seed: UInt64(number), modelHash: modelHash,
      codeCount: 256)
    run.model = "leon-mini"
    return run
  }

  /// As long as a real one.
  private static let request = """
    {"count":1,"knobs":{"guidance_scale":3,"temperature":1,"top_k":0,"top_p":0.95,"variation":0},\
    "prompt":"pale violet wooden house, silhouette","seed":123456,"variation_seed":1}
    """
}
