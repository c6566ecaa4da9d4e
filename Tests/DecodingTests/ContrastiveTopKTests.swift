import Decoding
import TestSupport
import Testing
import Foundation

@Suite struct ContrastiveTopKTests {
  let expert = (0..<20).map { Float(($0 * 7) % 20) * 0.3 - 2 }
  let amateur = (0..<20).map { Float(($0 * 11) % 20) * 0.2 - 1 }

  private func row(_ alpha: Float, _ k: Int, temperature: Float = 1) -> [Float] {
    ContrastiveTopK(alpha: alpha, k: k, amateurTemperature: temperature).blend([expert, amateur])
  }

  private func plausible(_ alpha: Float, _ k: Int) -> Set<Int> {
    let row = row(alpha, k)
    return Set(row.indices.filter { row[$0] > -.infinity })
  }

  private func softmax(_ logits: [Float]) -> [Float] {
    let powers = logits.map { exp($0 - (logits.max() ?? 0)) }
    return powers.map { $0 / powers.reduce(0, +) }
  }

  @Test func plausibleTokensReachAlphaTimesTheKthLargestProbability() {
    let p = softmax(expert)
    for k in [1, 3, 8, 20] {
      let bound = 0.5 * p.sorted(by: >)[k - 1]
      #expect(plausible(0.5, k) == Set(p.indices.filter { p[$0] >= bound }))
    }
  }

  @Test func withAmateurTemperatureOneItIsTheSoftmaxOfTheDifferenceOverThePlausibleTokens() {
    let kept = plausible(0.3, 4)
    let expected = expert.indices.map { i in
      kept.contains(i) ? expert[i] - amateur[i] : -.infinity
    }
    #expect(difference(softmax(row(0.3, 4)), softmax(expected)) == nil)
  }

  @Test func kOneIsContrastiveDecodingOfLiAndOthers() {
    let p = softmax(expert)
    let q = softmax(amateur)
    let most = p.max() ?? 0
    let scores = p.indices.map { p[$0] >= 0.4 * most ? log(p[$0]) - log(q[$0]) : -.infinity }
    #expect(difference(softmax(row(0.4, 1)), softmax(scores)) == nil)
  }

  @Test func alphaZeroOrTheLastKKeepsEveryToken() {
    #expect(plausible(0, 1).count == 20)
    #expect(plausible(1, 20).count == 20)
    #expect(plausible(1, 500).count == 20)
  }

  @Test func alphaOneAndKOneIsGreedy() {
    #expect(plausible(1, 1) == [expert.firstIndex(of: expert.max() ?? 0) ?? -1])
  }

  @Test func plausibleTokensShrinkInAlphaAndGrowInK() {
    let alphas: [Float] = [0, 0.1, 0.3, 0.6, 1]
    for (less, more) in zip(alphas, alphas.dropFirst()) {
      #expect(plausible(less, 3).isSuperset(of: plausible(more, 3)))
    }
    for k in 1..<20 { #expect(plausible(0.8, k).isSubset(of: plausible(0.8, k + 1))) }
  }

  @Test func aConstantAmateurLeavesTopTruncatedSampling() {
    let blend = ContrastiveTopK(alpha: 1, k: 6, amateurTemperature: 0.5)
    var truncated = expert
    TopK(6).process(&truncated)
    let row = blend.blend([expert, [Float](repeating: 0.7, count: 20)])
    #expect(difference(softmax(row), softmax(truncated)) == nil)
  }

  @Test func theAmateursLogitsAreDividedByItsTemperature() {
    let half = row(0, 1, temperature: 0.5)
    #expect(difference(half, zip(expert, amateur).map { $0 - 2 * $1 }) == nil)
  }
}
