import Foundation
package import Imaging
package import Tokens

/// A picture that a token cursor moves in.
package struct Inspection: Hashable, Sendable {
  /// The picture, which does not grow meanwhile.
  package var picture: Picture
  /// The place of the cursor among its codes.
  package var position: Int
  /// What the model thought of each code; nil until it is known.
  package var tokens: [TokenInspection]?
  /// Which of the alternatives there is chosen; nil leaves the code as it is.
  package var alternative: Int?
  /// What lies over the picture.
  package var heatMap = HeatMap.off
  /// The whole picture with other codes at the cursor, as far as they are decoded.
  package var imagined: [CodeIndex: Image] = [:]
  /// Whether the cursor has rested since its last move.
  package var hasRested = false
  /// Whether the picture was being written and is held for this.
  package var holdsWriting = false

  /// Begins at a place.
  package init(_ picture: Picture, at position: Int) {
    self.picture = picture
    self.position = position
  }

  /// What the model thought at the cursor.
  package var token: TokenInspection? {
    tokens.flatMap { $0.indices.contains(position) ? $0[position] : nil }
  }

  /// The code chosen in place of the one that is there.
  package var choice: TokenInspection.Alternative? {
    guard let alternative, let token, token.alternatives.indices.contains(alternative) else {
      return nil
    }
    return token.alternatives[alternative]
  }
}

/// Ways of moving in the grid of codes.
package enum CursorMove: Hashable, Sendable, CaseIterable {
  case left, right, up, down, farLeft, farRight, farUp, farDown, first, last

  /// The place that a move leads to.
  ///
  /// - Parameters:
  ///   - position: Before.
  ///   - side: Codes in a row of the grid.
  ///   - count: Codes that are written, at least one.
  /// - Returns: A place below `count`; the same where there is none on that side.
  package func place(from position: Int, side: Int, count: Int) -> Int {
    switch self {
    case .left: return max(position - 1, 0)
    case .right: return min(position + 1, count - 1)
    case .farLeft: return max(position - CursorMove.far, 0)
    case .farRight: return min(position + CursorMove.far, count - 1)
    case .first: return 0
    case .last: return count - 1
    case .up, .farUp:
      let rows = min(self == .up ? 1 : CursorMove.far, position / side)
      return position - rows * side
    case .down, .farDown:
      let rows = min(self == .down ? 1 : CursorMove.far, (count - 1 - position) / side)
      return position + rows * side
    }
  }

  private static let far = 8
}

/// What the colours over a picture tell of its tokens.
package enum HeatMap: String, Hashable, Sendable, CaseIterable {
  /// Nothing.
  case off
  /// How undecided the model was.
  case entropy
  /// How far down its list the code stood.
  case rank
  /// How far guidance or CD-K moved the probabilities.
  case guidance

  /// The next in the round.
  package var next: HeatMap {
    let all = HeatMap.allCases
    return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
  }

  /// What it shows of a token; ranks by their logarithm, since the first few matter most.
  func value(of token: TokenInspection) -> Float {
    switch self {
    case .off: 0
    case .entropy: token.entropy
    case .rank: Float(log2(Double(token.rank)))
    case .guidance: token.guidanceStrength
    }
  }
}

extension StudioState {
  /// The token inspector, while it is on.
  package var inspection: Inspection? {
    get { if case .inspection(let inspection) = stage { inspection } else { nil } }
    set { if let newValue { stage = .inspection(newValue) } }
  }
}
