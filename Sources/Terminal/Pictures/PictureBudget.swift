/// What pictures may cost on the line: less when writing them takes long, more when it is quick again.
///
/// On a slow line first the growing pictures come less often, then they lose colours, then pixels.
/// A finished picture keeps its colours until growing ones have lost pixels.
package struct PictureBudget: Hashable, Sendable {
  /// How far down, 0 for a quick line.
  package private(set) var level = 0
  private var quickWrites = 0

  /// A picture that takes longer holds up keys that people notice.
  private static let slow = 0.1
  /// One step up costs about twice as much: only from here it stays below `slow`.
  private static let quick = 0.04
  /// So many quick ones in a row are not chance.
  private static let patience = 4

  /// What a picture may cost.
  package struct Allowance: Hashable, Sendable {
    /// Seconds between two states of a growing picture.
    package var interval: Double
    /// The most colours.
    package var colors: Int
    /// Pixels on a side that are drawn as one.
    package var coarseness: Int

    /// Makes an allowance; by default anything goes.
    package init(interval: Double = 0, colors: Int = 256, coarseness: Int = 1) {
      self.interval = interval
      self.colors = colors
      self.coarseness = coarseness
    }
  }

  /// Growing pictures have a quarter of the colours from the start: a third of the time and bytes.
  private static let ladder = [
    Allowance(colors: 64), Allowance(interval: 0.25, colors: 64),
    Allowance(interval: 0.5, colors: 64), Allowance(interval: 1, colors: 64),
    Allowance(interval: 1, colors: 16), Allowance(interval: 1, colors: 16, coarseness: 2),
    Allowance(interval: 2, colors: 16, coarseness: 4),
  ]

  /// Makes the budget of a line that is quick until it shows otherwise.
  package init() {}

  /// What a picture may cost now.
  package func allowance(isLive: Bool) -> Allowance {
    guard !isLive else { return Self.ladder[level] }
    return Allowance(colors: Self.ladder[level].coarseness > 1 ? 64 : 256)
  }

  /// Hears how long the line took for pictures.
  package mutating func note(seconds: Double) {
    if seconds > Self.slow {
      quickWrites = 0
      // Far too slow is not approached step by step.
      level = min(level + (seconds > 4 * Self.slow ? 2 : 1), Self.ladder.count - 1)
    } else if seconds < Self.quick {
      quickWrites += 1
      guard quickWrites == Self.patience else { return }
      quickWrites = 0
      level = max(level - 1, 0)
    } else {
      quickWrites = 0
    }
  }
}
