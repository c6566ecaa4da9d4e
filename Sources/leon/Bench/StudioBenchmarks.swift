import Decoding
import Foundation
import Generation
import History
import Modeling
import Studio
import Tensors
import Terminal
import Tokens

extension BenchmarkSuite {
  /// The studio, played without a terminal on the real model and a long history.
  static let studio = BenchmarkSuite(
    name: "studio", summary: "keys, redraws, previews, instant pictures, sheets, a long history"
  ) { report, context in
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "leon-bench-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let model = try LoadedModel(folder: context.model(), threads: context.compute.threads)
    try GeneratedHistory.write(to: folder.path, modelHash: model.hash)
    let stage = try BenchStage(folder: folder.path, context)
    stage.measureRedraw(&report)
    stage.measureInstant(&report)
    stage.measureKeys(&report)
    stage.measureScrolling(&report)
    try stage.measureSearch(&report)
    stage.end()
    // Two studios that differ in nothing else: a long history is work beside a picture, too.
    let seeing = try BenchStage(folder: folder.appending(path: "seeing").path, context)
    let blind = try BenchStage(folder: folder.appending(path: "blind").path, context, shows: false)
    seeing.measurePreview(against: blind, &report)
    seeing.end()
    blind.end()
    try SheetTiming.add(to: &report, ModelEngine(model), context)
  }
}

/// A studio that is played, and what its terminal was sent.
private struct BenchStage {
  private let player: StudioPlayer
  private let driver: CountingDriver
  private let context: BenchmarkContext

  init(folder: String, _ context: BenchmarkContext, shows showsGrowth: Bool = true) throws {
    self.context = context
    let (model, threads) = (try context.model(), context.compute.threads)
    driver = CountingDriver(
      size: TerminalSize(columns: 100, rows: 30),
      capabilities: TerminalCapabilities(
        pictureMode: .sixel, colorDepth: .trueColor, cell: PixelSize(width: 8, height: 16),
        isUnicode: true))
    var setup = StudioSetup(
      makeEngine: { ModelEngine(try LoadedModel(folder: model, threads: threads)) },
      history: try HistoryStore.open(folder: folder), themes: ThemeLibrary(folders: []).themes,
      prompt: StudioState.firstPrompt)
    setup.showsGrowth = showsGrowth
    player = try StudioPlayer(driver: driver, setup: setup)
    player.waitUntilIdle()
    player.press("Esc")
    settle()
  }

  func end() { player.end() }

  /// Seconds from a key to what follows it.
  private func seconds(_ body: () throws -> Void) rethrows -> Double {
    let start = context.now()
    try body()
    return Double(context.now() - start) / 1e9
  }

  /// Lets the studio show all that it has to.
  private func settle() {
    player.waitUntilIdle()
    while !driver.isSettled { usleep(200) }
  }

  private func waitForPicture() {
    player.wait { $0.writing == nil && $0.shown?.isComplete == true }
    while !driver.isSettled { usleep(200) }
  }

  func measureRedraw(_ report: inout BenchmarkReport) {
    settle()
    let before = driver.byteCount
    for _ in 0..<10 { player.turn() }
    report.add(
      "bytes of ten redraws without change", Double(driver.byteCount - before), "bytes",
      goal: .atMost(0))
  }

  /// From the key that turns a knob to the finished picture as the terminal gets it.
  func measureInstant(_ report: inout BenchmarkReport) {
    let times = (0..<9).map { turn in
      seconds {
        player.press(turn < 5 ? "Right" : "Left")
        waitForPicture()
      }
    }
    report.add(
      "instant: from key to picture, median", 1000 * median(times), "ms", goal: .atMost(300))
  }

  /// Keys that turn knobs, choose them and open popups while pictures are written without end.
  func measureKeys(_ report: inout BenchmarkReport) {
    let keys = [
      "Right", "Tab", "]", "BackTab", "Left", "?", "Down", "Esc", "n", "p", "Space", "Space",
    ]
    var times: [Double] = []
    for place in 0..<600 {
      times.append(seconds { player.press(keys[place % keys.count]) })
      let rest = context.now() + 20_000_000
      while context.now() < rest { player.turn(waitingAtMost: 0.002) }
    }
    report.add("a key while writing, median", 1000 * median(times), "ms", goal: .atMost(16))
    report.add("a key while writing, 99th percentile", 1000 * last(times), "ms", goal: .atMost(50))
    settle()
  }

  /// Down a thousand rows as fast as they go, and up again at once.
  func measureScrolling(_ report: inout BenchmarkReport) {
    let times = (0..<1000).map { _ in seconds { player.press("Down") } }
    report.add("a row of 1,000 scrolled, median", 1000 * median(times), "ms", goal: .atMost(16))
    report.add(
      "a row of 1,000 scrolled, 99th percentile", 1000 * last(times), "ms", goal: .atMost(50))
    let rest = seconds(settle)
    report.add("the last row's picture after it", 1000 * rest, "ms", goal: .atMost(100))
    player.press("End")
    settle()
  }

  /// From each letter typed after `/` to the rows and the number that it finds.
  func measureSearch(_ report: inout BenchmarkReport) throws {
    var times: [Double] = []
    for words in ["red apple", "zebra", "wooden house icon"] {
      player.press("/")
      settle()
      for letter in words {
        times.append(
          seconds {
            player.press(letter == " " ? "Space" : String(letter))
            player.wait { $0.search.matches != nil }
          })
        settle()
      }
      player.press("Esc")
      settle()
    }
    report.add("a letter of a search of 100,000, median", 1000 * median(times), "ms")
    report.add(
      "a letter of a search of 100,000, slowest", 1000 * (times.max() ?? .infinity), "ms",
      goal: .atMost(100))
  }

  /// Pictures at full speed in this studio and in one that does not show them grow, in turn.
  func measurePreview(against blind: BenchStage, _ report: inout BenchmarkReport) {
    var (hidden, shown): ([Double], [Double]) = ([], [])
    // Who goes first changes: what a studio still does behind its picture falls on the other's next.
    for round in 0..<48 {
      if round % 2 == 0 { hidden.append(blind.rateOfNextPicture()) }
      shown.append(rateOfNextPicture())
      if round % 2 == 1 { hidden.append(blind.rateOfNextPicture()) }
    }
    report.add("without live preview, median", median(hidden), "tokens/s")
    report.add("with live preview, median", median(shown), "tokens/s")
    report.add(
      "what live preview costs", max(0, 100 * (1 - median(shown) / median(hidden))), "%",
      goal: .atMost(5))
  }

  private func rateOfNextPicture() -> Double {
    player.press("n")
    waitForPicture()
    return player.state.lastSpeed?.rate ?? 0
  }

  private func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

  /// The 99th percentile.
  private func last(_ values: [Double]) -> Double { values.sorted()[values.count * 99 / 100] }
}

/// What a sheet of eight costs, in pictures.
private enum SheetTiming {
  static func add(
    to report: inout BenchmarkReport, _ engine: ModelEngine, _ context: BenchmarkContext
  ) throws {
    func request(_ seed: Int) throws -> GenerationRequest {
      try GenerationRequest(prompt: StudioState.firstPrompt, seed: Seed(UInt64(seed)))
    }
    func time(_ body: () throws -> Void) rethrows -> Double {
      let start = context.now()
      try body()
      return Double(context.now() - start) / 1e9
    }
    var (one, eight): ([Double], [Double]) = ([], [])
    for _ in 0..<7 {
      one.append(
        try time {
          let writing = try engine.begin(request(7), replaying: Steering(), from: [])
          while writing.advance() {}
        })
      eight.append(
        try time {
          let writing = try engine.beginSheet((7...14).map(request))
          while writing.advance() {}
        })
    }
    report.add("one picture, \(engine.facts.name)", median(one), "s")
    report.add("8 variants, \(engine.facts.name)", median(eight), "s")
    report.add(
      "8 variants over one, \(engine.facts.name)", median(eight) / median(one), "",
      goal: .atMost(4))
    for precision in PackedPrecision.allCases {
      let ratio = largeRatio(precision, context)
      report.add(
        "8 variants over one, 99 M without training, \(precision.rawValue)", ratio, "",
        goal: .atMost(2.5))
    }
  }

  /// Tokens of eight pictures over tokens of one, each with guidance's two lanes.
  private static func largeRatio(_ precision: PackedPrecision, _ context: BenchmarkContext)
    -> Double
  {
    let sizes = ModelConfiguration(
      width: 768, layerCount: 12, headCount: 12, feedForwardWidth: 3072, contextLength: 1024,
      textCount: 8192, codeCount: 8192, sentinelCount: 32, grid: 16)
    let model = Transformer.filled(sizes, precision, context.compute)
    let grammar = ImageGrammar(sizes.vocabulary, count: sizes.codesPerPicture)
    var batches = [1, 8].map { count in
      let pictures = (0..<count).map { index in
        Continuation(
          prompt: (0..<12).map { TokenID($0) }, unconditionalPrompt: (0..<3).map { TokenID($0) },
          seed: Seed(UInt64(index)), variationSeed: Seed(1), knobs: Knobs())
      }
      return TokenIterator(pictures, grammar: grammar, model: model)
    }
    var times: [[Double]] = [[], []]
    for round in 0..<24 {
      for place in batches.indices {
        let start = context.now()
        _ = batches[place].next()
        // The first ones fill the caches.
        if round > 0 { times[place].append(Double(context.now() - start)) }
      }
    }
    return median(times[1]) / median(times[0])
  }

  private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}
