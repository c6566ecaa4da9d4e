extension Knobs {
  /// CD-K's numbers while nobody asked for others: chosen on leon-mini, whose k-th code of 8 is still a
  /// good one.
  package static let usualContrastive = Blend.contrastive(k: 8, alpha: 0.4, amateurTemperature: 1)

  /// CD-K's three numbers.
  package struct Contrastive: Hashable, Codable, Sendable {
    /// At least 1.
    package var k: Int
    /// 0…1.
    package var alpha: Float
    /// Above 0.
    package var amateurTemperature: Float

    enum CodingKeys: String, CodingKey {
      case k, alpha
      case amateurTemperature = "amateur_temperature"
    }
  }

  /// CD-K's numbers, nil while it is off.
  package var contrastive: Contrastive? {
    guard case .contrastive(let k, let alpha, let temperature) = blend else { return nil }
    return Contrastive(k: k, alpha: alpha, amateurTemperature: temperature)
  }

  /// Changes CD-K's numbers; nothing happens while it is off.
  package mutating func changeContrastive(_ change: (inout Contrastive) -> Void) {
    guard var numbers = contrastive else { return }
    change(&numbers)
    blend = .contrastive(
      k: numbers.k, alpha: numbers.alpha, amateurTemperature: numbers.amateurTemperature)
  }

  /// Turns CD-K on, with the numbers it has or else the usual ones.
  ///
  /// - Parameter k: its k, if it should be another.
  package mutating func setContrastive(k: Int?) {
    if contrastive == nil { blend = Self.usualContrastive }
    changeContrastive { $0.k = k ?? $0.k }
  }
}
