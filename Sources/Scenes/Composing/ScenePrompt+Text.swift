extension ScenePrompt {
  /// How the style of composed scenes is called.
  package static let style = "flat scene"

  /// The prompt in lower-case English.
  package var text: String {
    let template = wordings[wording % wordings.count]
    var result = ""
    for piece in template.split(separator: "{", omittingEmptySubsequences: false) {
      let halves = piece.split(separator: "}", maxSplits: 1, omittingEmptySubsequences: false)
      // Before the first slot there is text alone.
      guard halves.count == 2 else {
        result += piece
        continue
      }
      result += words(of: String(halves[0])) + halves[1]
    }
    if let background {
      // A sentence takes a comma, a noun phrase none.
      result += template.contains("{is}") ? ", on " : " on "
      result += background.phrase
    }
    return namesStyle ? "\(result), \(Self.style)" : result
  }

  /// The templates of the kind; see `words(of:)` for the slots.
  package var wordings: [String] {
    switch kind {
    case .single: ["{a}", "a picture of {a}", "there {is} {a}", "just {a}"]
    case .two:
      ["{a} and {b}", "a picture of {a} and {b}", "{a} with {b}", "there {is} {a} and {b}"]
    case .counting: ["{a}", "a picture of {a}", "there {is} {a}", "exactly {a}"]
    case .colour:
      ["{a}", "a picture of {a}", "{plain a} in {colour a}", "the {noun a} {is} {colour a}"]
    case .attribution:
      [
        "{a} and {b}", "a picture of {a} and {b}",
        "the {noun a} {is} {colour a} and the {noun b} {is} {colour b}",
        "{plain a} in {colour a} and {plain b} in {colour b}",
      ]
    case .position:
      corner == nil
        ? ["{a} {relation} {b}", "a picture of {a} {relation} {b}", "{a} {is} {relation} {b}"]
        : ["{a} in the {corner} corner", "in the {corner} corner {is} {a}"]
    }
  }

  /// What a slot becomes.
  ///
  /// - `a`, `b`: the first and the second part with number, size and colour;
  /// - `plain a`: the same without the colour; `noun a`: without the article too;
  /// - `colour a`: its colour; `is`: "is" or "are"; `relation` and `corner` as they are said.
  private func words(of slot: String) -> String {
    switch slot {
    case "a": return parts[0].phrase
    case "b": return parts[1].phrase
    case "plain a": return parts[0].uncoloured.phrase
    case "plain b": return parts[1].uncoloured.phrase
    case "noun a": return parts[0].uncoloured.noun
    case "noun b": return parts[1].uncoloured.noun
    case "colour a": return parts[0].colour?.rawValue ?? ""
    case "colour b": return parts[1].colour?.rawValue ?? ""
    case "is": return parts[0].count == 1 ? "is" : "are"
    case "corner": return corner?.rawValue ?? ""
    default: return relation?.phrase ?? ""
    }
  }
}

extension SceneRelation {
  /// As it is said between two things.
  package var phrase: String {
    switch self {
    case .leftOf: "to the left of"
    case .rightOf: "to the right of"
    case .above, .below, .inside: rawValue
    }
  }
}

extension ScenePrompt.Part {
  /// "a small red star", "three stars".
  package var phrase: String {
    count == 1 ? noun.withArticle : "\(Self.numbers[count]) \(noun)"
  }

  /// "small red star", "stars".
  package var noun: String {
    let words = [size == .medium ? "medium-sized" : size?.rawValue, colour?.rawValue]
    let name = count == 1 ? thing.name : thing.plural
    return (words.compactMap { $0 } + [name]).joined(separator: " ")
  }

  fileprivate var uncoloured: ScenePrompt.Part {
    var part = self
    part.colour = nil
    return part
  }

  private static let numbers = ["no", "one", "two", "three", "four"]
}

extension SceneThing {
  /// The noun for several.
  package var plural: String {
    if name.hasSuffix("y"), let before = name.dropLast().last, !"aeiou".contains(before) {
      return name.dropLast() + "ies"
    }
    let isHissed = ["s", "x", "ch", "sh"].contains { name.hasSuffix($0) }
    return name + (isHissed ? "es" : "s")
  }
}

extension SceneBackground {
  /// "a red background", "a red and white striped background".
  package var phrase: String {
    let words =
      switch pattern {
      case .plain: colours[0].rawValue
      case .gradient: "\(colours[0]) to \(colours[1]) gradient"
      case .stripes: "\(colours[0]) and \(colours[1]) striped"
      case .checker: "\(colours[0]) and \(colours[1]) checkered"
      }
    return "\(words) background".withArticle
  }
}

extension String {
  /// With "a" or "an" in front; the words of scenes go by their first letter.
  package var withArticle: String {
    let startsWithVowel = first.map { "aeiou".contains($0) } ?? false
    return (startsWithVowel ? "an " : "a ") + self
  }
}
