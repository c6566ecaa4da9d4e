import Foundation
import Layers
import Modeling
import Tensors
import Training

extension BenchmarkSuite {
  /// The products of matrices that the goals are about, M, N and K.
  private static let products = [
    [512, 1024, 1024], [512, 4096, 1024], [512, 1024, 4096], [512, 4096, 4096],
  ]

  /// fp32 products with the kernel that OpenBLAS runs in this process.
  static let float32 = BenchmarkSuite(
    name: "fp32", summary: "products of matrices with OpenBLAS's present kernel"
  ) { report, context in
    for size in products {
      report.add(
        title(.float32, size), speed(of: .float32, size, context) * 1e-9, "GFLOP/s")
    }
  }

  /// Products of both precisions against the best kernel that OpenBLAS has for this machine.
  static let matrices = BenchmarkSuite(
    name: "products", summary: "fp32 and bf16 products against OpenBLAS's best kernel"
  ) { report, context in
    let best = try bestKernelSpeeds(threads: context.compute.threads)
    for (size, best) in zip(products, best) {
      let own = speed(of: .float32, size, context) * 1e-9
      report.add(title(.float32, size), own, "GFLOP/s", goal: .atLeast(0.9 * best))
      guard Precision.fastest == .bfloat16 else { continue }
      let rounded = speed(of: .bfloat16, size, context) * 1e-9
      report.add(
        title(.bfloat16, size), rounded, "GFLOP/s", goal: .atLeast(1.7 * max(best, own)))
    }
  }

  /// A training step of reference/speed.md's 10 M model at 4,096 tokens against the peak.
  static let training = BenchmarkSuite(
    name: "training", summary: "a step of a 10 M model against the processor's peak"
  ) { report, context in
    let goals: [(Precision, Double)] = [(.float32, 0.55), (.bfloat16, 0.45)]
    for (precision, share) in goals where precision == .float32 || Precision.fastest == precision {
      let step = TrainingStep(precision, on: context.compute)
      let seconds = context.seconds(runs: 4) { step.run() }
      let peak = peakSpeed(precision, context)
      let tokens = Double(step.tokenCount) / seconds
      let name = "training step, 10 M, \(precision.rawValue)"
      report.add(name, tokens, "tokens/s")
      report.add("peak, \(precision.rawValue)", peak * 1e-9, "GFLOP/s")
      report.add(
        name + ", share of the peak", 6 * Double(step.weightCount) * tokens / peak, "",
        goal: .atLeast(share))
    }
  }

  private static func title(_ precision: Precision, _ size: [Int]) -> String {
    "product \(size[0])×\(size[1])×\(size[2]), \(precision.rawValue)"
  }

  /// Operations a second of one product, packing of both sides included.
  private static func speed(
    of precision: Precision, _ size: [Int], _ context: BenchmarkContext
  ) -> Double {
    let (m, n, k) = (size[0], size[1], size[2])
    let (a, b, c) = (Tensor([m, k]), Tensor([n, k]), Tensor([m, n]))
    a.fill(0.5)
    b.fill(0.25)
    let seconds = context.seconds(runs: 8) {
      matrixMultiply(
        into: c, a, b, transposeB: true, precision: precision, on: context.compute)
    }
    return 2 * Double(m * n * k) / seconds
  }

  private static func peakSpeed(_ precision: Precision, _ context: BenchmarkContext) -> Double {
    var work = 0.0
    let seconds = context.seconds {
      work = runAtPeak(precision, rounds: 2_000_000, on: context.compute)
    }
    return work / seconds
  }

  /// The best speed of each product over OpenBLAS's kernels, in GFLOP/s.
  ///
  /// A kernel is chosen while the library loads, so each is measured by a leon of its own.
  private static func bestKernelSpeeds(threads: Int) throws -> [Double] {
    let cores =
      CPULevel.current.rawValue >= CPULevel.avx512.rawValue
      ? ["Haswell", "Zen", "SkylakeX", "Cooperlake"] : ["Haswell", "Zen"]
    let speeds = try cores.map { try kernelSpeeds(core: $0, threads: threads) }
    return products.indices.map { i in speeds.compactMap { $0.count > i ? $0[i] : nil }.max() ?? 0 }
  }

  private static func kernelSpeeds(core: String, threads: Int) throws -> [Double] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = ["bench", "fp32", "--json", "--threads", "\(threads)"]
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["OPENBLAS_CORETYPE": core]
    ) { $1 }
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return try JSONDecoder().decode(BenchmarkReport.self, from: output).rows.map(\.value)
  }
}

/// One training step: forward, backward, clipping and AdamW over 8 documents of 512 tokens.
private final class TrainingStep {
  let tokenCount = 4096
  /// Weights of matrices that every token is multiplied with: the head, but no embedding.
  let weightCount: Int
  private let weights: ModelWeights
  private let optimizer: AdamW
  private let tape: Tape
  private let rows = PackedRows(lengths: .init(repeating: 512, count: 8))
  private let ids: [Int32]
  private let compute: Compute

  init(_ precision: Precision, on compute: Compute) {
    var sizes = ModelConfiguration(
      width: 320, layerCount: 6, headCount: 5, feedForwardWidth: 1280, contextLength: 1280,
      textCount: 2012, codeCount: 2048, sentinelCount: 32, grid: 16)
    sizes.activation = .gelu
    var generator = SplitMix64(seed: 1)
    weights = ModelWeights(sizes, training: true, using: &generator)
    weightCount = sizes.parameterCount - sizes.contextLength * sizes.width
    optimizer = AdamW(weights.parameters, AdamW.Settings())
    tape = Tape(on: compute, recording: true, precision: precision)
    let count = Int32(sizes.vocabulary.count)
    ids = (0..<Int32(4096)).map { $0 * 7919 % count }
    self.compute = compute
  }

  func run() {
    optimizer.zeroGradients()
    tape.begin()
    let logits = TransformerPass.logits(
      ids, positions: rows.positions, rows: rows, weights, on: tape)
    tape.addGradient(of: logits) { gradient, _ in
      crossEntropy(
        into: tape.buffer([tokenCount]), gradient: gradient, logits.value, targets: ids,
        scale: 1 / Float(tokenCount), on: compute)
    }
    tape.backward()
    optimizer.update(rate: 1e-4, on: compute)
  }
}
