/// The decoding knobs of one request; every one may be changed between two tokens.
package struct Knobs: Hashable, Codable, Sendable {
  /// How the lanes become one row of logits: one of three ways.
  package var blend: Blend = .guidance(scale: 3)
  /// Divides the logits before sampling; 0 means greedy, at most 10.
  package var temperature: Float = 1
  /// Keeps the smallest set of tokens whose mass reaches this; 0 < p ≤ 1, 1 is off.
  package var topP: Float = 0.95
  /// Keeps this many tokens; 0 is off.
  package var topK: Int = 0
  /// The share of positions, 0…1, that take a second seed's noise.
  package var variation: Float = 0
  /// Whether top-p also applies under contrastive decoding (off unless asked).
  package var topPUnderContrastive: Bool = false
  /// Which of them change by themselves while a picture is written.
  package var schedules = Schedules()

  /// Makes the default knobs.
  package init() {}

  /// The ways of turning a conditional lane and those that know less into one row.
  package enum Blend: Hashable, Codable, Sendable {
    /// Classifier-free guidance, `u + scale (c - u)` (CM3Leon eq. 1-2); scale 1 is conditional only.
    case guidance(scale: Float)
    /// CD-K (CM3Leon eq. 3): k ≥ 1, 0 ≤ alpha ≤ 1, amateurTemperature > 0.
    case contrastive(k: Int, alpha: Float, amateurTemperature: Float)
    /// Guidance by words and by the picture that they are about,
    /// `u + image (i - u) + text (f - i)` (reference a.7).
    case dual(text: Float, image: Float)
  }
}
