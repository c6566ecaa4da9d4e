import Decoding
import TestSupport
import Testing
import Tokens

@Suite struct GumbelNoiseTests {
  private func noise(seed: UInt64, ids: Range<Int>, position: Int) -> [Float] {
    var row = [Float](repeating: 0, count: ids.count)
    GumbelNoise(Seed(seed)).add(to: &row, ids: ids, position: position)
    return row
  }

  @Test func isAFixedFormat() {
    // Version 1: computed once in double precision by another program.
    let row = noise(seed: 7, ids: 0..<4, position: 3)
    #expect(difference(row, [-0.343_448_46, 1.344_677_9, 0.682_694_16, 0.573_358_67]) == nil)
  }

  @Test func meanAndVarianceAreThoseOfTheGumbelDistribution() {
    let n = 40_000
    let row = noise(seed: 11, ids: 0..<n, position: 0).map(Double.init)
    let mean = row.reduce(0, +) / Double(n)
    let variance = row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(n)
    // Euler's constant and π²/6, to four standard errors (kurtosis 5.4).
    #expect(abs(mean - 0.577_216) < 4 * (1.644_934 / Double(n)).squareRoot())
    #expect(abs(variance - 1.644_934) < 4 * 1.644_934 * (4.4 / Double(n)).squareRoot())
  }

  @Test(arguments: [3..<9, 4..<8, 7..<8, 0..<16])
  func aTokenHasTheSameNoiseInEverySlice(_ ids: Range<Int>) {
    let all = noise(seed: 5, ids: 0..<16, position: 2)
    #expect(noise(seed: 5, ids: ids, position: 2) == Array(all[ids]))
  }

  @Test func seedPositionAndTokenAllMatter() {
    let base = noise(seed: 5, ids: 0..<64, position: 2)
    #expect(Set(base).count == 64)
    #expect(Set(base).isDisjoint(with: noise(seed: 6, ids: 0..<64, position: 2)))
    #expect(Set(base).isDisjoint(with: noise(seed: 5, ids: 0..<64, position: 3)))
    #expect(Set(base).isDisjoint(with: noise(seed: 5 + 1 << 32, ids: 0..<64, position: 2)))
  }

  @Test func tokensThatAreRuledOutTakeNoNoiseFromTheOthers() {
    let all = noise(seed: 3, ids: 5..<40, position: 9)
    var row = (5..<40).map { $0 < 12 || $0 == 21 ? 0 : -Float.infinity }
    GumbelNoise(Seed(3)).add(to: &row, ids: 5..<40, position: 9)
    for (place, value) in row.enumerated() {
      let id = place + 5
      #expect(value == (id < 12 || id == 21 ? all[place] : -.infinity))
    }
  }

  @Test func ranksSpreadEvenlyOverZeroToOne() {
    let ranks = (0..<4000).map { GumbelNoise(Seed(3)).rank(of: $0) }
    #expect(ranks.allSatisfy { $0 >= 0 && $0 < 1 })
    let low = Double(ranks.count { $0 < 0.25 }) / 4000
    #expect(abs(low - 0.25) < 4 * (0.25 * 0.75 / 4000).squareRoot())
  }
}
