import Evaluation
import Foundation
import Testing

@Suite struct ProportionTests {
  // By R: binom::binom.wilson(x, n).
  @Test(arguments: [
    (10, 10, 0.7225, 1.0), (50, 100, 0.4038, 0.5962), (0, 20, 0.0, 0.1611),
    (97, 100, 0.9155, 0.9897),
  ])
  func theIntervalIsWilsons(_ right: Int, _ trials: Int, _ low: Double, _ high: Double) {
    let interval = Proportion(right: right, of: trials).interval
    #expect(abs(interval.lowerBound - low) < 1e-3 && abs(interval.upperBound - high) < 1e-3)
  }

  @Test func nothingIsKnownOfNoTrials() {
    #expect(Proportion().interval == 0...1)
    #expect(Proportion().share == 0)
  }

  @Test func aShareComesBackFromItsJSON() throws {
    let share = Proportion(right: 3, of: 4)
    let text = try JSONEncoder().encode(share)
    #expect(try JSONDecoder().decode(Proportion.self, from: text) == share)
  }
}
