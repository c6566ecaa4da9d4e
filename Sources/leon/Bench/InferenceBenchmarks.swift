import Modeling
import Tensors
import Tokens

extension BenchmarkSuite {
  /// Decoding against the memory's speed, and the transformer's share of a picture.
  static let inference = BenchmarkSuite(
    name: "inference", summary: "decoding against the memory's speed, a picture's 256 steps"
  ) { report, context in
    let memory = MemoryYardstick(context)
    for precision in PackedPrecision.allCases {
      let timing = DecodingTiming(precision, against: memory, context)
      timing.add(to: &report)
    }
    for precision in PackedPrecision.allCases {
      let name = "256 steps of two lanes, mini, \(precision.rawValue)"
      report.add(name, pictureSeconds(precision, context), "s", goal: .atMost(0.3))
    }
  }

  /// Seconds that the transformer needs for one 16×16-code picture with guidance.
  private static func pictureSeconds(_ precision: PackedPrecision, _ context: BenchmarkContext)
    -> Double
  {
    let sizes = ModelConfiguration.mini(textCount: 4096, codeCount: 2048)
    let model = Transformer.filled(sizes, precision, context.compute)
    let prompts = [12, 3].map { (0..<$0).map { TokenID($0) } }
    let codes = sizes.vocabulary.imageRange
    return context.seconds {
      var cache = model.makeCache()
      let lanes = prompts.map { _ in cache.addLane() }
      for (lane, prompt) in zip(lanes, prompts) {
        _ = model.prefill(prompt, lane: lane, into: &cache, logitsOf: codes)
      }
      for i in 1..<sizes.codesPerPicture {
        let code = TokenID(codes.lowerBound + i)
        _ = model.step([code, code], lanes: lanes, into: &cache, logitsOf: codes)
      }
    }
  }
}

/// How fast memory gives weights that no cache holds: what decoding cannot beat.
struct MemoryYardstick {
  private let weights = PackedMatrix(rowCount: 1 << 14, rowWidth: 1 << 12, precision: .float32)
  private let context: BenchmarkContext

  init(_ context: BenchmarkContext) { self.context = context }

  /// Bytes a second, measured now.
  func bytesPerSecond() -> Double {
    let start = context.now()
    _ = weights.read(on: context.compute)
    return Double(weights.byteCount) / (Double(context.now() - start) / 1e9)
  }
}

/// Steps of one and of two lanes of a model of some 100 M parameters, taken in turn with readings of
/// the memory's speed, since that moves from second to second.
private struct DecodingTiming {
  private static let rounds = 60

  private let precision: PackedPrecision
  private let weightBytes: Double
  private var bandwidths: [Double] = []
  private var single: [Double] = []
  private var double: [Double] = []

  init(_ precision: PackedPrecision, against memory: MemoryYardstick, _ context: BenchmarkContext) {
    let sizes = ModelConfiguration(
      width: 768, layerCount: 12, headCount: 12, feedForwardWidth: 3072, contextLength: 1024,
      textCount: 8192, codeCount: 8192, sentinelCount: 32, grid: 16)
    let model = Transformer.filled(sizes, precision, context.compute)
    let ids = 0..<sizes.vocabulary.count
    var cache = model.makeCache()
    let lanes = (0..<3).map { _ in cache.addLane() }
    func step(_ lanes: ArraySlice<Int>) -> Double {
      let start = context.now()
      let tokens = lanes.map { _ in TokenID(5) }
      _ = model.step(tokens, lanes: Array(lanes), into: &cache, logitsOf: ids)
      return Double(context.now() - start) / 1e9
    }
    self.precision = precision
    weightBytes = Double(model.weightByteCount(logits: ids.count))
    for _ in 0..<Self.rounds {
      bandwidths.append(memory.bytesPerSecond())
      single.append(step(lanes[..<1]))
      double.append(step(lanes[1...]))
    }
  }

  /// Adds the memory's speed, tokens a second against it, and what a second lane costs.
  func add(to report: inout BenchmarkReport) {
    let bandwidth = median(bandwidths)
    report.add("reading memory", bandwidth / 1e9, "GB/s")
    report.add(
      "decoding, 99 M, \(precision.rawValue)", 1 / median(single), "tokens/s",
      goal: .atLeast(0.8 * bandwidth / weightBytes))
    report.add(
      "two lanes over one, 99 M, \(precision.rawValue)", median(double) / median(single), "",
      goal: .atMost(1.25))
  }

  private func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}

extension Transformer {
  /// A model whose weights are all the same: speed does not depend on them.
  static func filled(
    _ sizes: ModelConfiguration, _ precision: PackedPrecision, _ compute: Compute
  ) -> Transformer {
    Transformer(sizes, precision: precision, on: compute) { entry in
      let tensor = Tensor(entry.shape)
      tensor.fill(1 / 1024)
      return tensor
    }
  }
}
