package import Generation
package import Tokens

/// A picture as far as it is written, and how: enough to look into it and to go on from any place.
package struct Origin: Hashable, Sendable {
  /// What was asked for.
  package let request: GenerationRequest
  /// What was done by hand.
  package let steering: Steering
  /// What came of it.
  package let codes: [CodeIndex]

  /// Describes a picture.
  package init(request: GenerationRequest, steering: Steering, codes: [CodeIndex]) {
    self.request = request
    self.steering = steering
    self.codes = codes
  }
}

/// A place in a written picture at which another one begins.
package struct Branch: Hashable, Sendable {
  /// The picture.
  package let origin: Origin
  /// The codes of it that stay.
  package let position: Int
  /// The code that is taken there; nil draws one.
  package var code: CodeIndex?
  /// The knobs from there on; nil goes on with those of the picture.
  package var knobs: Knobs?
  /// The seed from there on; nil goes on with that of the picture.
  package var seed: Seed?

  /// Describes a branch.
  package init(
    origin: Origin, position: Int, code: CodeIndex? = nil, knobs: Knobs? = nil, seed: Seed? = nil
  ) {
    self.origin = origin
    self.position = position
    self.code = code
    self.knobs = knobs
    self.seed = seed
  }

  /// The codes that stay.
  var kept: [CodeIndex] { Array(origin.codes.prefix(position)) }
}

extension Steering {
  /// The same without the codes given at the first `count` places, unless `record` has them too.
  ///
  /// A session that is given the beginning of a picture writes it down as given; what was drawn once
  /// is drawn again by a replay.
  func withoutGiven(below count: Int, but record: Steering) -> Steering {
    var result = Steering(knobChanges: knobChanges)
    for run in forcedCodes {
      for (place, code) in run.codes.enumerated() {
        let position = run.position + place
        guard position >= count || record.forcedCode(at: position) != nil else { continue }
        result.give(code, at: position)
      }
    }
    return result
  }

  /// Writes down a code that was given, behind all others.
  mutating func give(_ code: CodeIndex, at position: Int) {
    guard let last = forcedCodes.last, last.position + last.codes.count == position else {
      forcedCodes.append(ForcedCodes(position: position, codes: [code]))
      return
    }
    forcedCodes[forcedCodes.count - 1] = ForcedCodes(
      position: last.position, codes: last.codes + [code])
  }
}
