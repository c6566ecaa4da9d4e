package import Tokens

/// Knobs, and perhaps a seed, that were replaced while a picture was being written.
package struct KnobChange: Codable, Hashable, Sendable {
  /// The first code that was drawn with them.
  package let position: Int
  /// The knobs from there on.
  package let knobs: Knobs
  /// The seed from there on; nil leaves it as it was.
  package let seed: Seed?

  /// Makes a change.
  package init(position: Int, knobs: Knobs, seed: Seed? = nil) {
    self.position = position
    self.knobs = knobs
    self.seed = seed
  }
}

/// Neighbouring codes that were given instead of drawn.
package struct ForcedCodes: Codable, Hashable, Sendable {
  /// The place of the first.
  package let position: Int
  /// The codes, at least one.
  package let codes: [CodeIndex]

  /// Makes a run of codes.
  package init(position: Int, codes: [CodeIndex]) {
    self.position = position
    self.codes = codes
  }
}

/// What was done by hand while a picture was written: with its request enough to repeat it exactly.
///
/// As JSON a list of knob changes while no code was forced, otherwise an object:
/// ```
/// [{"knobs": {…}, "position": 5}, {"knobs": {…}, "position": 9, "seed": 8}]
/// {"forced_codes": [{"codes": [7, 9], "position": 0}], "knob_changes": [{"knobs": {…}, …}]}
/// ```
package struct Steering: Hashable, Sendable {
  /// Where and how the knobs were turned, in order.
  package var knobChanges: [KnobChange]
  /// The codes that were given instead of drawn, in order and apart.
  package var forcedCodes: [ForcedCodes]

  /// Makes a record, empty unless told otherwise.
  package init(knobChanges: [KnobChange] = [], forcedCodes: [ForcedCodes] = []) {
    self.knobChanges = knobChanges
    self.forcedCodes = forcedCodes
  }

  /// Whether nothing was done by hand.
  package var isEmpty: Bool { knobChanges.isEmpty && forcedCodes.isEmpty }

  /// The seed that was turned to before the code at `position` was drawn, nil where none was.
  package func seed(at position: Int) -> Seed? {
    knobChanges.last { $0.position <= position && $0.seed != nil }?.seed
  }

  /// The code that was forced at a place, nil where it was drawn.
  package func forcedCode(at position: Int) -> CodeIndex? {
    for run in forcedCodes where position >= run.position {
      let place = position - run.position
      if place < run.codes.count { return run.codes[place] }
    }
    return nil
  }

  /// The same without what was done from `position` on.
  package func prefix(_ position: Int) -> Steering {
    Steering(
      knobChanges: knobChanges.filter { $0.position < position },
      forcedCodes: forcedCodes.filter { $0.position < position }.map { run in
        let codes = run.codes.prefix(position - run.position)
        return ForcedCodes(position: run.position, codes: Array(codes))
      })
  }

  /// Writes down a forced code behind all others.
  mutating func force(_ code: CodeIndex, at position: Int) {
    if let last = forcedCodes.last, last.position + last.codes.count == position {
      forcedCodes[forcedCodes.count - 1] = ForcedCodes(
        position: last.position, codes: last.codes + [code])
    } else {
      forcedCodes.append(ForcedCodes(position: position, codes: [code]))
    }
  }

  /// Says why a record, which may come from a file, is none of pictures of these sizes.
  func error(total: Int, codeCount: Int) -> GenerationError? {
    if let flaw = knobChanges.lazy.compactMap(\.knobs.flaw).first { return .knobs(flaw) }
    for run in forcedCodes {
      guard run.position >= 0, run.position <= total, run.codes.count <= total - run.position
      else {
        return .codes(
          "\(run.codes.count) given codes from place \(run.position) on do not fit into a picture of "
            + "\(total) codes")
      }
      if let code = run.codes.first(where: { $0.index < 0 || $0.index >= codeCount }) {
        return .codes(
          "the given code \(code.rawValue) is none of the model's 0 to \(codeCount - 1)")
      }
    }
    return nil
  }
}

extension Steering: Codable {
  private enum CodingKeys: String, CodingKey {
    case knobChanges = "knob_changes"
    case forcedCodes = "forced_codes"
  }

  package init(from decoder: any Decoder) throws {
    if let changes = try? decoder.singleValueContainer().decode([KnobChange].self) {
      self.init(knobChanges: changes)
      return
    }
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      knobChanges: try values.decode([KnobChange].self, forKey: .knobChanges),
      forcedCodes: try values.decode([ForcedCodes].self, forKey: .forcedCodes))
  }

  package func encode(to encoder: any Encoder) throws {
    guard !forcedCodes.isEmpty else {
      var list = encoder.singleValueContainer()
      return try list.encode(knobChanges)
    }
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(knobChanges, forKey: .knobChanges)
    try values.encode(forcedCodes, forKey: .forcedCodes)
  }
}
