import Layers
import Tensors
import TestSupport
import Testing
import Training

@Suite struct AdamWTests {
  private var settings: AdamW.Settings {
    var settings = AdamW.Settings()
    settings.gradientClip = 0.7
    return settings
  }

  /// A matrix, which decays, and a bias, which does not.
  private func parameters() -> [Parameter] {
    var generator = SplitMix64(seed: 4)
    return [("matrix", [5, 7]), ("bias", [3])].map { name, shape in
      let value = Tensor(shape)
      for i in 0..<value.count { value[i] = normal(&generator) }
      return Parameter(name, value, training: true)
    }
  }

  private func fillGradients(_ parameters: [Parameter], seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    for parameter in parameters {
      guard let gradient = parameter.gradient else { continue }
      for i in 0..<gradient.count { gradient[i] = 0.3 * normal(&generator) }
    }
  }

  /// The update written out in double, arXiv 1711.05101 algorithm 2 with clipping in front.
  private struct Twin {
    var w: [Double]
    var m: [Double]
    var v: [Double]
    let decays: Bool

    mutating func step(_ g: [Double], cut: Double, rate: Double, step: Double) {
      for i in w.indices {
        let gradient = g[i] * cut
        m[i] = 0.9 * m[i] + 0.1 * gradient
        v[i] = 0.95 * v[i] + 0.05 * gradient * gradient
        let (mHat, vHat) = (m[i] / (1 - pow(0.9, step)), v[i] / (1 - pow(0.95, step)))
        w[i] -= rate * (mHat / (vHat.squareRoot() + 1e-8) + (decays ? 0.1 * w[i] : 0))
      }
    }

    private func pow(_ base: Double, _ exponent: Double) -> Double {
      (0..<Int(exponent)).reduce(1.0) { product, _ in product * base }
    }
  }

  @Test func twentyStepsAreThoseOfTheFormula() throws {
    let compute = try Tiny.compute()
    let weights = parameters()
    let optimizer = AdamW(weights, settings)
    var twins = weights.map { parameter in
      Twin(
        w: parameter.value.values.map(Double.init),
        m: Array(repeating: 0, count: parameter.value.count),
        v: Array(repeating: 0, count: parameter.value.count), decays: parameter.name == "matrix")
    }
    for step in 1...20 {
      optimizer.zeroGradients()
      fillGradients(weights, seed: UInt64(step))
      let gradients = weights.map { ($0.gradient?.values ?? []).map(Double.init) }
      let norm = gradients.joined().reduce(0) { $0 + $1 * $1 }.squareRoot()
      let cut = norm > 0.7 ? 0.7 / norm : 1
      let rate = 0.01 * Float(step)
      #expect(abs(Double(optimizer.update(rate: rate, on: compute)) - norm) < 1e-5 * norm)
      for i in twins.indices {
        twins[i].step(gradients[i], cut: cut, rate: Double(rate), step: Double(step))
      }
    }
    for (parameter, twin) in zip(weights, twins) {
      #expect(difference(parameter.value.values, twin.w.map { Float($0) }, absolute: 1e-5) == nil)
    }
  }

  @Test func gradientsBelowTheClipAreLeftAlone() throws {
    let compute = try Tiny.compute()
    let (a, b) = (parameters(), parameters())
    var loose = settings
    loose.gradientClip = 1e9
    var tight = settings
    tight.gradientClip = 10
    for (weights, settings) in [(a, loose), (b, tight)] {
      fillGradients(weights, seed: 1)
      let norm = AdamW(weights, settings).update(rate: 0.1, on: compute)
      #expect(norm < 10)
    }
    #expect(a.map(\.value.values) == b.map(\.value.values))
  }

  @Test func gradientsOfZeroOnlyDecayMatrices() throws {
    let weights = parameters()
    let before = weights.map(\.value.values)
    AdamW(weights, settings).update(rate: 0.5, on: try Tiny.compute())
    #expect(
      difference(weights[0].value.values, before[0].map { $0 * (1 - 0.5 * 0.1) }, absolute: 1e-6)
        == nil)
    #expect(weights[1].value.values == before[1])
  }

  @Test(arguments: [Float.nan, .infinity])
  func aGradientThatIsNoNumberChangesNothing(value: Float) throws {
    let weights = parameters()
    let optimizer = AdamW(weights, settings)
    fillGradients(weights, seed: 1)
    weights[1].gradient?[2] = value
    let before = weights.map(\.value.values)
    #expect(optimizer.update(rate: 0.1, on: try Tiny.compute()).isNaN)
    #expect(weights.map(\.value.values) == before)
    #expect(optimizer.step == 0)
    #expect(optimizer.first.allSatisfy { $0.values.allSatisfy { $0 == 0 } })
  }

  @Test func averagesFollowTheWeightsFasterAtFirst() throws {
    let compute = try Tiny.compute()
    var settings = settings
    settings.averageDecay = 0.9
    let weights = parameters()
    let optimizer = AdamW(weights, settings)
    var expected = weights[0].value.values
    for step in 1...40 {
      fillGradients(weights, seed: UInt64(step))
      optimizer.update(rate: 0.1, on: compute)
      // (1 + t) / (10 + t) stays below 0.9 up to t = 80.
      let decay = Float(1 + step) / Float(10 + step)
      expected = zip(expected, weights[0].value.values).map { $0 * decay + $1 * (1 - decay) }
    }
    #expect(difference(optimizer.averages[0].values, expected, absolute: 1e-4) == nil)
  }

  @Test func withoutADecayNoAveragesAreKept() {
    #expect(AdamW(parameters(), settings).averages.isEmpty)
  }
}

@Suite struct LearningRateScheduleTests {
  private let schedule = LearningRateSchedule(
    peak: 2, warmup: 4, steps: 100, decayShare: 0.4, floor: 0.1)

  @Test(
    arguments: [
      (0, 0.5), (1, 1), (3, 2), (4, 2), (60, 2), (80, 1.1), (99, 0.245), (100, 0.2), (1000, 0.2),
    ] as [(Int, Float)])
  func theRateRisesStaysAndFalls(step: Int, rate: Float) {
    #expect(abs(schedule.rate(at: step) - rate) < 1e-5)
  }

  @Test func withoutAFallTheRateStays() {
    let flat = LearningRateSchedule(peak: 1, warmup: 0, steps: 10, decayShare: 0)
    #expect(flat.rate(at: 0) == 1)
    #expect(flat.rate(at: 10) == 1)
  }

  @Test func theRateNeverRisesAfterTheWarmup() {
    let rates = (4..<200).map { schedule.rate(at: $0) }
    #expect(zip(rates, rates.dropFirst()).allSatisfy { $0 >= $1 })
  }
}
