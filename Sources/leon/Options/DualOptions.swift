import ArgumentParser
import Tokens

/// The two scales of an edit.
struct DualOptions: ParsableArguments {
  @Option(help: "How strongly the words lead, 0 to 30.")
  var textGuidance: Float?
  @Option(help: "How strongly the picture holds, 0 to 30.")
  var imageGuidance: Float?
  @Option(help: "Both scales: paper (7.5 and 1.5), demo (7.5 and 1.2) or ours (2 and 2).")
  var preset: Knobs.DualPreset?

  func validate() throws {
    if let flaw = applied(to: Knobs()).flaw { throw ValidationError("\(flaw).") }
  }

  /// Whether any of them was given.
  private var isGiven: Bool { textGuidance != nil || imageGuidance != nil || preset != nil }

  /// Refuses two ways of guiding at once.
  ///
  /// - Throws: `ValidationError`.
  func check(beside knobs: KnobOptions) throws {
    guard isGiven, knobs.cfg != nil || knobs.cdK != nil else { return }
    throw ValidationError(
      "--text-guidance, --image-guidance and --preset stand in the place of --cfg and --cd-k.")
  }

  /// The knobs with what the flags say.
  func applied(to knobs: Knobs) -> Knobs {
    guard isGiven else { return knobs }
    var result = knobs
    if let preset { result.blend = preset.blend }
    result.setDualGuidance(text: textGuidance, image: imageGuidance)
    return result
  }
}

extension Knobs.DualPreset: ExpressibleByArgument {}
