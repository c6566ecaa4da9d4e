import Tokens

/// Knobs under a name, as `[presets]` of `config.toml` has them.
///
///     [presets]
///     soft = "CFG 6 -> 2, temperature 0.9"     # what is not named stays as it is
///     sharp = "CD-K 8, alpha 0.4"
package struct KnobPreset: Hashable, Sendable {
  private let values: [Value]

  private struct Value: Hashable {
    let knob: Knob
    let text: String
  }

  /// The knobs that a preset may name: how pictures are drawn, not which.
  private static let named = Knob.allCases.filter { $0 != .seed && $0 != .turning }

  /// Reads a preset.
  ///
  /// - Throws: `KnobValueError`, a sentence.
  package init(_ text: String) throws {
    values = try text.split(separator: ",").map { part in
      let words = part.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      guard let knob = Self.named.first(where: { words.lowercased().hasPrefix($0.word) }) else {
        let known = Self.named.map { $0.word }.joined(separator: ", ")
        throw KnobValueError("“\(words)” names no knob; knobs are \(known)")
      }
      return Value(knob: knob, text: String(words.dropFirst(knob.word.count)))
    }
    guard !values.isEmpty else { throw KnobValueError("a preset names at least one knob") }
    _ = try applied(to: DrawSettings())
  }

  /// The settings with the knobs that it names.
  ///
  /// - Throws: `KnobValueError`.
  package func applied(to settings: DrawSettings) throws -> DrawSettings {
    var result = settings
    for value in values {
      // Naming guidance chooses it.
      if value.knob == .guidance { result.setContrast(k: 0) }
      result = try value.knob.set(result, to: value.text)
    }
    return result
  }

  /// All knobs of some settings, as a preset has them.
  package static func text(of settings: DrawSettings) -> String {
    let blend: Set<Knob> = settings.contrast == nil ? [.contrastive] : [.guidance]
    let knobs = Knob.shown(in: settings).filter { knob in
      named.contains(knob) && !blend.contains(knob)
        && (knob != .topP || settings.knobs.appliesTopP)
    }
    return knobs.map { "\($0.name) \($0.text(in: settings))" }.joined(separator: ", ")
  }
}

extension Knob {
  /// Its title without the blanks that set it in.
  var name: String { String(title.drop { $0 == " " }) }

  fileprivate var word: String { name.lowercased() + " " }
}
