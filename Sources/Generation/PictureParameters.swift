import Foundation
package import Imaging
package import Tokens

/// What a PNG's text `parameters` says, in the manner of stable-diffusion-webui.
///
/// ```
/// red apple, 3D icon                                  the prompt, any number of lines
/// Negative prompt: blurry                             may be missing
/// Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1  the settings, a value in quotes may hold commas
/// ```
/// Nothing is refused: what cannot be read is left out.
package struct PictureParameters: Hashable, Sendable {
  /// The words.
  package var prompt = ""
  /// The words that were not wanted.
  package var negativePrompt = ""
  /// The settings by their names in lower case.
  package var settings: [String: String] = [:]

  /// The seed.
  package var seed: Seed? { settings["seed"].flatMap { UInt64($0) }.map { Seed($0) } }
  /// The guidance scale.
  package var guidanceScale: Float? { settings["cfg scale"].flatMap(Float.init) }
  /// The model's name.
  package var model: String? { settings["model"] }
  /// The beginning of the hash of the model's weights.
  package var modelHash: String? { settings["model hash"] }

  /// Reads the texts of a PNG; nil where none is named `parameters`, or where it says nothing.
  package init?(_ texts: [PNG.Text]) {
    guard let text = texts.first(where: { $0.keyword == "parameters" })?.text else { return nil }
    self.init(text)
  }

  /// Reads one such text; nil where it says nothing.
  package init?(_ text: String) {
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map { $0.trimmingCharacters(in: .whitespaces) }
    while lines.last == "" { lines.removeLast() }
    if let last = lines.last, let settings = Self.settings(last) {
      self.settings = settings
      lines.removeLast()
    }
    let start = lines.firstIndex { $0.hasPrefix(Self.negativeMark) } ?? lines.endIndex
    prompt = Self.joined(lines[..<start])
    let negative = Self.joined(lines[start...])
    if !negative.isEmpty {
      negativePrompt = String(negative.dropFirst(Self.negativeMark.count))
        .trimmingCharacters(in: .whitespaces)
    }
    if prompt.isEmpty && negativePrompt.isEmpty && settings.isEmpty { return nil }
  }

  /// The request nearest to it: its words, seed and guidance where they are told and in their ranges.
  ///
  /// - Parameter defaults: the knobs of which the text says nothing.
  /// - Returns: a request for one picture.
  /// - Throws: `GenerationError` where `defaults` are out of their ranges.
  package func request(_ defaults: Knobs) throws -> GenerationRequest {
    var knobs = defaults
    if let scale = guidanceScale, Knobs.guidanceScales.contains(scale) {
      knobs.blend = .guidance(scale: scale)
    }
    return try GenerationRequest(
      prompt: prompt, negativePrompt: negativePrompt, seed: seed ?? Seed(0), knobs: knobs)
  }

  private static let negativeMark = "Negative prompt:"

  private static func joined(_ lines: ArraySlice<String>) -> String {
    lines.filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// The pairs of a line of settings; nil where the line is none, which then belongs to the words.
  private static func settings(_ line: String) -> [String: String]? {
    var found: [String: String] = [:]
    for field in fields(line) {
      guard let colon = field.firstIndex(of: ":") else { continue }
      let name = field[..<colon].trimmingCharacters(in: .whitespaces).lowercased()
      let value = field[field.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      if !name.isEmpty, found[name] == nil { found[name] = value.filter { $0 != "\"" } }
    }
    // A prompt may hold a colon; three settings, or the two that all studios write, are no prompt.
    let isCertain = found["steps"] != nil || found["seed"] != nil
    return isCertain || found.count >= 3 ? found : nil
  }

  /// Cuts at commas outside double quotes.
  private static func fields(_ line: String) -> [String] {
    var fields = [""]
    var isInside = false
    for character in line {
      if character == "\"" { isInside.toggle() }
      if character == "," && !isInside {
        fields.append("")
      } else {
        fields[fields.count - 1].append(character)
      }
    }
    return fields
  }
}
