import Decoding
import Testing
import Foundation

@Suite struct TopPTests {
  private func kept(_ probabilities: [Float], _ p: Float) -> [Int] {
    let logits = probabilities.map { log($0) + 3 }
    var row = logits
    TopP(p).process(&row)
    for i in row.indices where row[i] > -.infinity { #expect(row[i] == logits[i]) }
    return row.indices.filter { row[$0] > -.infinity }
  }

  @Test(
    arguments: [
      (0.01, [1]), (0.49, [1]), (0.51, [1, 2]), (0.7, [1, 2]), (0.79, [1, 2]), (0.81, [0, 1, 2]),
      (0.999, [0, 1, 2]), (1, [0, 1, 2]),
    ] as [(Float, [Int])])
  func keepsTheSmallestSetThatReachesP(_ p: Float, _ expected: [Int]) {
    #expect(kept([0.2, 0.5, 0.3], p) == expected)
  }

  @Test func oneKeepsEveryBitOfTheRow() {
    var row: [Float] = [-80, 0.25, -.infinity, 7]
    TopP(1).process(&row)
    #expect(row == [-80, 0.25, -.infinity, 7])
  }

  @Test func ofEqualTokensTheFirstStay() {
    #expect(kept([0.25, 0.25, 0.25, 0.25], 0.6) == [0, 1, 2])
  }

  @Test func tokensRuledOutBeforeDoNotComeBack() {
    var row: [Float] = [-.infinity, 0, 0, -.infinity]
    TopP(0.99).process(&row)
    #expect(row == [-.infinity, 0, 0, -.infinity])
  }

  @Test(arguments: [0.1, 0.5, 0.9, 0.95, 0.99] as [Float])
  func agreesWithAFullSort(_ p: Float) {
    let weights = (0..<500).map { pow(Float(($0 * 193) % 500 + 1), -1.3) }
    let total = weights.reduce(0, +)
    let masses = weights.map { $0 / total }
    var sum: Float = 0
    var expected: [Int] = []
    for i in masses.indices.sorted(by: { masses[$0] > masses[$1] }) {
      if sum >= p { break }
      expected.append(i)
      sum += masses[i]
    }
    #expect(kept(masses, p) == expected.sorted())
  }
}
