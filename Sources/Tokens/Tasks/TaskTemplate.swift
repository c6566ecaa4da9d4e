/// A task as data: what a user fills in, and the document that is made of it.
///
/// The layout is a line of words with places in it:
/// ```
/// {prompt} <break> <draw>        a picture from text
/// edit <break> {picture} <break> {words} <break> <draw>      a picture from a picture and words
/// <mask> <break> {picture}       words for a picture: the mask's, written behind it (infilling)
/// a {colour} <mask>              words for a blank, between words that are given
/// {words} <break> {picture} <break> {area}     a rectangle of a picture, drawn again
/// ```
/// A text slot's own words may hold the blank instead, as `[mask]`: `a red [mask] on a table`.
package struct TaskTemplate: Hashable, Sendable {
  /// What a user fills in.
  package struct Slot: Hashable, Sendable {
    /// What a slot takes.
    package enum Kind: String, Hashable, Codable, Sendable, CaseIterable {
      /// Words.
      case text
      /// Words that say where things are: `cat at (20, 30) -> (90, 110), star at (5, 5) -> (60, 60)`.
      case boxes
      /// A picture.
      case image
      /// A picture that is drawn by hand, black on white.
      case scribble
      /// A rectangle of the codes of the picture before it.
      case area

      /// Whether words are written into it.
      package var isWords: Bool { self == .text || self == .boxes }
      /// Whether it holds a picture.
      package var isPicture: Bool { self == .image || self == .scribble }
    }

    /// Its name in the layout and on the command line.
    package let name: String
    /// What it takes.
    package let kind: Kind
    /// What to write beside its field.
    package let title: String

    /// Makes a slot.
    package init(name: String, kind: Kind, title: String) {
      self.name = name
      self.kind = kind
      self.title = title
    }
  }

  /// A part of the layout.
  package enum Part: Hashable, Sendable {
    case words(String)
    case slot(String)
    case mask
    case modalityBreak
    case draw
  }

  /// The name that the command line knows it by.
  package let name: String
  /// What to call it in a list.
  package let title: String
  /// What a user fills in, in the order of the form.
  package let slots: [Slot]
  /// The document, part by part.
  package let layout: [Part]
  /// The knobs to begin with, nil for the model's.
  package let knobs: Knobs?

  /// Makes a task.
  ///
  /// - Parameters:
  ///   - name: of letters, digits and hyphens.
  ///   - title: for a list.
  ///   - slots: none of a name twice.
  ///   - line: the layout.
  ///   - knobs: to begin with.
  /// - Throws: `TaskError` for a part of the layout that nobody knows, or that cannot stand there.
  package init(
    name: String, title: String, slots: [Slot], layout line: String, knobs: Knobs? = nil
  ) throws {
    self.name = name
    self.title = title
    self.slots = slots
    self.knobs = knobs
    layout = try Self.parts(line)
    try checkSlots()
    try checkOrder()
  }

  /// Whether it draws a picture, or a part of one, rather than writing words.
  package var draws: Bool { layout.last == .draw || layout.contains { kind(of: $0) == .area } }

  /// Whether a text slot's words may hold the blank.
  package var takesBlank: Bool { !draws && !layout.contains(.mask) }

  private static func parts(_ line: String) throws -> [Part] {
    var parts: [Part] = []
    var rest = line[...]
    while let match = rest.firstMatch(of: /\{([^{}]*)\}|<([^<>]*)>/) {
      parts += words(rest[..<match.range.lowerBound])
      if let slot = match.output.1 {
        parts.append(.slot(String(slot)))
      } else if let word = match.output.2, let part = marks[String(word)] {
        parts.append(part)
      } else {
        throw TaskError.mark(String(match.output.0))
      }
      rest = rest[match.range.upperBound...]
    }
    parts += words(rest)
    // White space counts between two slots alone.
    return parts.indices.filter { place in
      guard case .words(let words) = parts[place], words.allSatisfy(\.isWhitespace) else {
        return true
      }
      guard place > 0, place + 1 < parts.count, case .slot = parts[place - 1],
        case .slot = parts[place + 1]
      else { return false }
      return true
    }.map { parts[$0] }
  }

  private static let marks: [String: Part] = [
    "mask": .mask, "break": .modalityBreak, "draw": .draw,
  ]

  private static func words(_ text: Substring) -> [Part] {
    text.isEmpty ? [] : [.words(String(text))]
  }

  private func checkSlots() throws {
    for (place, slot) in slots.enumerated()
    where slots[..<place].contains(where: { $0.name == slot.name }) {
      throw TaskError.twice(slot.name)
    }
    for case .slot(let name) in layout where !slots.contains(where: { $0.name == name }) {
      throw TaskError.slot(name, known: slots.map(\.name))
    }
    for slot in slots where !layout.contains(.slot(slot.name)) {
      throw TaskError.unused(slot.name)
    }
  }

  /// Pictures stand alone between breaks; a drawn one comes last, behind a segment at least.
  private func checkOrder() throws {
    let segments = layout.split(separator: .modalityBreak, omittingEmptySubsequences: false)
    for segment in segments {
      if segment.isEmpty { throw TaskError.order("an empty segment") }
      if segment.count > 1, segment.contains(where: standsAlone) {
        throw TaskError.order("a picture beside words")
      }
    }
    if layout.count(where: { $0 == .mask }) > 1 { throw TaskError.order("more than one <mask>") }
    if layout.contains(where: { kind(of: $0) == .area }) { return try checkArea(segments) }
    guard layout.contains(.draw) else { return }
    let before = segments.dropLast()
    guard segments.last?.elementsEqual([.draw]) == true, !before.isEmpty,
      !before.joined().contains(.draw), !layout.contains(.mask)
    else { throw TaskError.order("<draw> elsewhere than behind the last <break>") }
  }

  /// Words, the picture, and the rectangle of it that is drawn again.
  private func checkArea(_ segments: [ArraySlice<Part>]) throws {
    guard segments.count == 3, !segments[0].contains(where: standsAlone),
      !segments[0].contains(.mask), segments[1].first.flatMap(kind(of:))?.isPicture == true,
      segments[2].first.flatMap(kind(of:)) == .area
    else { throw TaskError.order("an area elsewhere than behind words and its picture") }
  }

  private func standsAlone(_ part: Part) -> Bool {
    part == .draw || kind(of: part).map { !$0.isWords } ?? false
  }

  /// What a slot takes; nil for other parts.
  private func kind(of part: Part) -> Slot.Kind? {
    guard case .slot(let name) = part else { return nil }
    return slots.first { $0.name == name }?.kind
  }
}
