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

  /// A colour from dark to bright and from cool to warm, so that it can be told without colours too.
  static func color(at share: Float) -> Image.Color {
    let place = min(max(share, 0), 1) * Float(ramp.count - 1)
    let at = min(Int(place), ramp.count - 2)
    let rest = place - Float(at)
    func between(_ a: UInt8, _ b: UInt8) -> UInt8 {
      UInt8((Float(a) + rest * (Float(b) - Float(a))).rounded())
    }
    let (a, b) = (ramp[at], ramp[at + 1])
    return Image.Color(
      red: between(a.red, b.red), green: between(a.green, b.green), blue: between(a.blue, b.blue))
  }

  private static let ramp = [
    Image.Color(red: 24, green: 10, blue: 60), Image.Color(red: 92, green: 24, blue: 120),
    Image.Color(red: 180, green: 50, blue: 100), Image.Color(red: 240, green: 120, blue: 50),
    Image.Color(red: 252, green: 230, blue: 120),
  ]
}
