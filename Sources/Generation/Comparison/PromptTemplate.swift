/// A prompt with places that differ: `a {red|green} __fruit__`.
///
/// ```
/// {red|green|}     one of the words between the bars; an empty one leaves the place out
/// __fruit__        one of the lines of a word list, by its name
/// ```
package struct PromptTemplate: Hashable, Sendable {
  /// A prompt that a template stands for.
  package struct Prompt: Hashable, Sendable {
    /// The words of the places that differ, in order.
    package let label: String
    /// The whole prompt.
    package let words: String
  }

  private enum Piece: Hashable {
    case words(String)
    case choice([String])
    case wildcard(String)
  }

  /// The most prompts one template may stand for: a guard against word lists multiplied.
  package static let limit = 4096

  private let pieces: [Piece]

  /// Reads a template.
  ///
  /// - Throws: `PromptTemplateError` for a brace that is not closed or opened.
  package init(_ text: String) throws {
    var pieces: [Piece] = []
    var rest = text[...]
    while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
      pieces += Self.wildcards(rest[..<open])
      guard rest[open] == "{", let close = rest.firstIndex(of: "}") else {
        throw PromptTemplateError.brace(text)
      }
      let inside = rest[rest.index(after: open)..<close]
      if inside.contains("{") { throw PromptTemplateError.nested(text) }
      let words = inside.split(separator: "|", omittingEmptySubsequences: false)
      pieces.append(.choice(words.map(String.init)))
      rest = rest[rest.index(after: close)...]
    }
    self.pieces = pieces + Self.wildcards(rest)
  }

  /// Words and the wildcards between them.
  private static func wildcards(_ text: Substring) -> [Piece] {
    var pieces: [Piece] = []
    var rest = text
    while let match = rest.firstMatch(of: /__([A-Za-z0-9-]+(?:_[A-Za-z0-9-]+)*)__/) {
      pieces += [
        .words(String(rest[..<match.range.lowerBound])), .wildcard(String(match.output.1)),
      ]
      rest = rest[match.range.upperBound...]
    }
    return pieces + [.words(String(rest))]
  }

  /// Whether anything differs.
  package var isPlain: Bool {
    pieces.allSatisfy { if case .words = $0 { true } else { false } }
  }

  /// The names of the word lists it wants.
  package var wildcardNames: [String] {
    pieces.compactMap { if case .wildcard(let name) = $0 { name } else { nil } }
  }

  /// All prompts it stands for; the last place changes first.
  ///
  /// - Parameter wildcards: word lists by name.
  /// - Returns: at least one prompt.
  /// - Throws: `PromptTemplateError` for a name that is unknown or more than `limit` prompts.
  package func prompts(wildcards: [String: [String]]) throws -> [Prompt] {
    var results: [(label: [String], words: String)] = [([], "")]
    for piece in pieces {
      let (choices, isLabelled) = try choices(piece, wildcards)
      guard results.count * choices.count <= Self.limit else {
        throw PromptTemplateError.tooMany(results.count * choices.count)
      }
      results = results.flatMap { label, words in
        choices.map { (isLabelled ? label + [$0] : label, words + $0) }
      }
    }
    return results.map { Prompt(label: $0.label.joined(separator: ", "), words: $0.words) }
  }

  private func choices(
    _ piece: Piece, _ wildcards: [String: [String]]
  ) throws -> (choices: [String], isLabelled: Bool) {
    switch piece {
    case .words(let words): return ([words], false)
    case .choice(let choices): return (choices, true)
    case .wildcard(let name):
      guard let words = wildcards[name], !words.isEmpty else {
        throw PromptTemplateError.wildcard(name, known: wildcards.keys.sorted())
      }
      return (words, true)
    }
  }
}

/// Why a template is none.
package enum PromptTemplateError: Error, Equatable, CustomStringConvertible {
  /// The template, whose braces do not pair.
  case brace(String)
  /// The template, which has braces inside of braces.
  case nested(String)
  /// A word list that is not there, and those that are.
  case wildcard(String, known: [String])
  /// The number of prompts it would stand for.
  case tooMany(Int)

  package var description: String {
    switch self {
    case .brace(let text): "\"\(text)\" has a brace without its partner; write {red|green}."
    case .nested(let text): "\"\(text)\" has braces inside of braces; one level is read."
    case .wildcard(let name, let known):
      "There is no word list __\(name)__; "
        + (known.isEmpty ? "none is there." : "known are \(known.joined(separator: ", ")).")
    case .tooMany(let count):
      "The template stands for \(count) prompts or more; at most \(PromptTemplate.limit) are made."
    }
  }
}
