/// A knob that changes while a picture is written: `6 -> 2`, or `6 -> 2 @ 0.5` to be there half-way.
///
/// ```
/// 6 -> 2          from 6 at the first code to 2 at the last, on a straight line
/// 6 → 2 @ 0.5     at 2 after half of the codes, and 2 from there on
/// 6               6 all the way
/// ```
package struct KnobSchedule: Hashable, Sendable {
  /// The value at the first code.
  package let start: Float
  /// The value at the end.
  package let end: Float
  /// The share of the picture, above 0 and at most 1, after which the end is reached.
  package let reach: Float

  /// Makes a schedule.
  package init(from start: Float, to end: Float, reachedAt reach: Float = 1) {
    precondition(reach > 0 && reach <= 1, "a schedule's end must lie above 0 up to 1, got \(reach)")
    self.start = start
    self.end = end
    self.reach = reach
  }

  /// Reads an expression.
  ///
  /// - Throws: `KnobScheduleError` with the text when it is none.
  package init(_ text: String) throws {
    let parts = text.replacing("→", with: "->").replacing("->", with: "\u{0}")
      .split(separator: "\u{0}", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2 else { throw KnobScheduleError(text: text) }
    let tail = parts[parts.count - 1].split(separator: "@", omittingEmptySubsequences: false)
    guard let start = Self.number(parts.count == 2 ? parts[0][...] : tail[0]),
      let end = Self.number(tail[0]), tail.count == 1 || tail.count == 2 && parts.count == 2
    else { throw KnobScheduleError(text: text) }
    guard tail.count == 2 else {
      self.init(from: start, to: end)
      return
    }
    guard let reach = Self.number(tail[1]), reach > 0, reach <= 1 else {
      throw KnobScheduleError(text: text)
    }
    self.init(from: start, to: end, reachedAt: reach)
  }

  private static func number(_ text: Substring) -> Float? {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard words.count == 1, let number = Float(words[0]), number.isFinite else { return nil }
    return number
  }

  /// Whether it is one number all the way.
  package var isConstant: Bool { start == end }

  /// The value at a share of the picture, 0 at its first code and 1 at its last.
  package func value(at progress: Float) -> Float {
    progress >= reach ? end : start + (end - start) * (progress / reach)
  }
}

extension KnobSchedule: CustomStringConvertible {
  package var description: String {
    if isConstant { return Knobs.short(start) }
    let line = "\(Knobs.short(start)) -> \(Knobs.short(end))"
    return reach == 1 ? line : line + " @ \(Knobs.short(reach))"
  }
}

/// As JSON the expression.
extension KnobSchedule: Codable {
  package init(from decoder: any Decoder) throws {
    try self.init(decoder.singleValueContainer().decode(String.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// A text that is no schedule.
package struct KnobScheduleError: Error, Equatable, CustomStringConvertible {
  /// The text.
  package let text: String

  /// Makes an error about a text.
  package init(text: String) { self.text = text }

  package var description: String {
    "\"\(text)\" is no value for a knob; write a number, 6 -> 2, or 6 -> 2 @ 0.5 with a share above 0 "
      + "and at most 1."
  }
}
