internal import Imaging

/// Reads sentences about scenes, in all wordings of `ScenePrompt` and of the captions of `Scene`.
///
///     sentence   [opening] object {("," | "and" | "with") object} [[","] ["all"] "on" ground]
///     object     [corner "is"] noun phrase {["is"] place | ["is"] relation noun phrase
///                                           | "in" colour | "is" colour}
///     noun phrase   ("a" | "the" | number) [size] [colour] noun
///
/// What is named behind a relation with "the" was named before; with "a" it is named there.
package struct SceneGrammar: Sendable {
  /// Things by their nouns, the longest first; several have the plural.
  private let nouns: [(words: String, value: Noun)]

  private struct Noun {
    var thing: SceneThing
    var isPlural: Bool
  }

  /// Makes a grammar of the nouns of a catalog.
  package init(_ catalog: SceneCatalog) {
    nouns = catalog.things.flatMap { thing in
      [
        (words: thing.name, value: Noun(thing: thing, isPlural: false)),
        (words: thing.plural, value: Noun(thing: thing, isPlural: true)),
      ]
    }.sorted { $0.words.count > $1.words.count }
  }

  /// Reads a sentence.
  ///
  /// - Parameter text: with or without the style of scenes at its end.
  /// - Returns: nil for what is no such sentence.
  package func description(of text: String) -> SceneDescription? {
    var cursor = WordCursor(text)
    cursor.dropEnd(", \(ScenePrompt.style)")
    _ = cursor.take(oneOf: Self.openings)
    var result = SceneDescription(named: [], background: nil)
    repeat {
      guard let named = object(&cursor) else { return nil }
      result.named += named
      if cursor.take(oneOf: Self.beforeGround) != nil {
        guard let ground = ground(&cursor), cursor.isAtEnd else { return nil }
        result.background = ground
        return result
      }
    } while cursor.take(oneOf: Self.joints) != nil
    return cursor.isAtEnd ? result : nil
  }

  private static let openings = choices([
    "a picture of", "there is", "there are", "just", "exactly",
  ])
  private static let beforeGround = choices([", all on", "all on", ", on", "on"])
  private static let joints = choices([",", "and", "with"])
  private static let copulas = choices(["is", "are"])

  private static func choices(_ words: [String]) -> [(words: String, value: String)] {
    words.map { (words: $0, value: $0) }
  }

  // MARK: objects

  /// An object, and the one that it lies to where that is named there.
  private func object(_ cursor: inout WordCursor) -> [SceneDescription.Named]? {
    var location: SceneDescription.Location?
    if let cell = cursor.take(oneOf: Self.cells) {
      guard cursor.take(oneOf: Self.copulas) != nil else { return nil }
      location = .cell(cell)
    }
    guard var part = part(&cursor) else { return nil }
    var others: [SceneDescription.Named] = []
    while true {
      let isSaid = cursor.take(oneOf: Self.copulas) != nil
      if let cell = cursor.take(oneOf: Self.cells) {
        location = .cell(cell)
      } else if let relation = cursor.take(oneOf: Self.relations) {
        let isNew = cursor.rest.first != "the"
        guard let other = self.part(&cursor) else { return nil }
        location = .relation(relation, to: other)
        if isNew { others.append(.init(other)) }
      } else if isSaid || cursor.take("in") {
        guard let colour = cursor.take(oneOf: Self.colours) else { return nil }
        part.colour = colour
      } else {
        return [.init(part, location)] + others
      }
    }
  }

  /// A noun phrase.
  private func part(_ cursor: inout WordCursor) -> ScenePrompt.Part? {
    guard let count = cursor.take(oneOf: Self.counts) else { return nil }
    let size = cursor.take(oneOf: Self.sizes)
    let colour = cursor.take(oneOf: Self.colours)
    guard let noun = cursor.take(oneOf: nouns), noun.isPlural == (count > 1) else { return nil }
    return ScenePrompt.Part(thing: noun.thing, count: count, colour: colour, size: size)
  }

  private static let counts: [(words: String, value: Int)] = [
    ("a", 1), ("an", 1), ("the", 1), ("one", 1), ("two", 2), ("three", 3), ("four", 4),
  ]
  private static let sizes = SceneSize.allCases.map { (words: $0.word, value: $0) }
  private static let colours = SceneColour.allCases.map { (words: $0.rawValue, value: $0) }
  private static let cells = SceneCell.all.map { (words: $0.phrase, value: $0) }
  private static let relations = SceneRelation.allCases.map { (words: $0.phrase, value: $0) }

  // MARK: the ground

  private func ground(_ cursor: inout WordCursor) -> SceneBackground? {
    guard cursor.take("a") || cursor.take("an"), let first = cursor.take(oneOf: Self.colours)
    else { return nil }
    var colours = [first]
    if cursor.take("to") || cursor.take("and") {
      guard let second = cursor.take(oneOf: Self.colours) else { return nil }
      colours.append(second)
    }
    let pattern = cursor.take(oneOf: Self.patterns) ?? .plain
    guard cursor.take("background"), colours.count == (pattern == .plain ? 1 : 2) else {
      return nil
    }
    return SceneBackground(pattern: pattern, colours: colours, paints: colours.map(\.value))
  }

  private static let patterns: [(words: String, value: SceneBackground.Pattern)] = [
    ("gradient", .gradient), ("striped", .stripes), ("checkered", .checker),
  ]
}
