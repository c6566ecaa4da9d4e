import Evaluation
import Foundation

extension Estimate {
  /// `61.5 (58.0 to 64.9)`, each times `scale`.
  func text(_ digits: Int, scale: Double = 1) -> String {
    String(
      format: "%.*f (%.*f to %.*f)", digits, value * scale, digits, interval.low * scale, digits,
      interval.high * scale)
  }

  /// The same of a share, in per cent.
  var percent: String { text(0, scale: 100) }
}

extension KernelDistance {
  /// `1.31 ± 0.20`, times 1000.
  var text: String { String(format: "%.2f ± %.2f", value * 1000, standardError * 1000) }

  /// Where its mean lies in 95 of 100 repetitions, times 1000.
  var interval: Interval { Interval(mean: value * 1000, standardError: standardError * 1000) }
}
