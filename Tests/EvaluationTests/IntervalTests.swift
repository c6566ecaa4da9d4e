import Evaluation
import Testing

@Suite struct IntervalTests {
  /// Newcombe (1998), table I: 81 of 263 and 0 of 20.
  @Test func wilsonsIntervalIsThatOfTheTextbook() {
    let some = Interval(successes: 81, of: 263)
    #expect(abs(some.low - 0.2553) < 5e-5 && abs(some.high - 0.3662) < 5e-5)
    let none = Interval(successes: 0, of: 20)
    #expect(none.low == 0 && abs(none.high - 0.1611) < 5e-5)
    #expect(Interval(successes: 20, of: 20).high == 1)
  }

  @Test func theBootstrapsIntervalIsThatOfTheMeansError() {
    let values = (0..<400).map { Double($0 % 2) }
    let estimate = Estimate(meanOf: values)
    #expect(estimate.value == 0.5 && estimate.count == 400)
    // 1.96 · 0.5 / √400
    #expect(abs(estimate.interval.high - 0.549) < 0.008)
    #expect(abs(estimate.interval.low - 0.451) < 0.008)
    #expect(Estimate(meanOf: values).interval == estimate.interval)
  }
}
