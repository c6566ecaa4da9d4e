import Foundation
import Imaging
import Tokens

/// The ends of a heat map and its colours between them.
struct HeatScale {
  let map: HeatMap
  private let low: Float
  private let high: Float

  /// Nil where nothing is shown.
  init?(_ map: HeatMap, of tokens: [TokenInspection]?) {
    guard map != .off, let tokens, !tokens.isEmpty else { return nil }
    let values = tokens.map(map.value)
    self.map = map
    low = values.min() ?? 0
    high = values.max() ?? 0
  }

  /// Where a token stands between the ends, 0…1.
  func share(of token: TokenInspection) -> Float {
    high > low ? (map.value(of: token) - low) / (high - low) : 0
  }

  /// The ends in numbers.
  var ends: (low: String, high: String) {
    switch map {
    case .rank: (rank(low), rank(high))
    default: (String(format: "%.1f", low), String(format: "%.1f nats", high))
    }
  }

  private func rank(_ value: Float) -> String { "\(Int(exp2(Double(value)).rounded()))" }

  /// The scale that its colours are taken from.
  var gradient: Gradient { map == .guidance ? .guidance : .heat }
}
