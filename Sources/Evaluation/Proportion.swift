/// How many of some trials came out right, and how sure that share is.
package struct Proportion: Hashable, Codable, Sendable {
  /// Trials that came out right.
  package private(set) var right = 0
  /// All trials.
  package private(set) var trials = 0

  /// Makes an account of nothing.
  package init() {}

  /// Makes an account of trials that are over.
  package init(right: Int, of trials: Int) {
    precondition((0...trials).contains(right), "\(right) right of \(trials)")
    self.right = right
    self.trials = trials
  }

  /// Notes a trial.
  package mutating func note(_ isRight: Bool) {
    right += isRight ? 1 : 0
    trials += 1
  }

  /// The share that came out right, 0…1; 0 of nothing.
  package var share: Double { Double(right) / Double(max(1, trials)) }

  /// Where the true share lies with 95 % confidence (Wilson 1927); 0…1 of nothing.
  package var interval: ClosedRange<Double> {
    guard trials > 0 else { return 0...1 }
    let interval = Interval(successes: right, of: trials)
    return interval.low...interval.high
  }

  private enum CodingKeys: String, CodingKey {
    case right, trials, share, low, high
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    right = try values.decode(Int.self, forKey: .right)
    trials = try values.decode(Int.self, forKey: .trials)
  }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(right, forKey: .right)
    try values.encode(trials, forKey: .trials)
    try values.encode(share, forKey: .share)
    try values.encode(interval.lowerBound, forKey: .low)
    try values.encode(interval.upperBound, forKey: .high)
  }
}
