/// A scene said in words, from its record alone.
extension Scene {
  /// The shortest noun that names an object and no other: "star", "red star", "small red star".
  ///
  /// - Parameter index: the object's number.
  /// - Returns: nil where another object has the same thing, colour and size.
  package func noun(of index: Int) -> String? {
    let names: [(SceneObject) -> String] = [
      { $0.thing.name },
      { ScenePrompt.Part(thing: $0.thing, colour: $0.colour).noun },
      { ScenePrompt.Part(thing: $0.thing, colour: $0.colour, size: $0.size).noun },
    ]
    for name in names {
      let own = name(objects[index])
      if objects.count(where: { name($0) == own }) == 1 { return own }
    }
    return nil
  }

  /// Where an object lies, "in the top left corner", "at the top"; nil near the border of two cells.
  package func place(of index: Int) -> String? {
    let middle = objects[index].box.center
    let isPlain = [middle.x, middle.y].allSatisfy { value in
      [1, 2].allSatisfy { abs(value - Double($0 * canvas) / 3) >= 0.03 * Double(canvas) }
    }
    let cell = SceneCell(at: middle, canvas: canvas)
    return isPlain ? cell.phrase : nil
  }

  /// What it shows in short: "a red star and two blue keys on a white background, flat scene".
  package var caption: String {
    var parts: [ScenePrompt.Part] = []
    for object in objects {
      if let same = parts.firstIndex(where: {
        $0.thing == object.thing && $0.colour == object.colour
      }) {
        parts[same].count += 1
      } else {
        parts.append(ScenePrompt.Part(thing: object.thing, colour: object.colour))
      }
    }
    return "\(parts.map(\.phrase).enumerated) on \(background.phrase), \(ScenePrompt.style)"
  }

  /// All objects with size, colour and place; later ones by their relation to earlier ones.
  package var longCaption: String {
    let all = objects.indices.map { index in
      let object = objects[index]
      let part = ScenePrompt.Part(thing: object.thing, colour: object.colour, size: object.size)
      return [part.phrase, relation(of: index) ?? place(of: index)].compactMap { $0 }
        .joined(separator: " ")
    }
    return "\(all.enumerated), all on \(background.phrase), \(ScenePrompt.style)"
  }

  /// How an object lies to the first earlier one that it lies plainly to, and that has a name.
  private func relation(of index: Int) -> String? {
    for other in objects.indices.prefix(index) {
      guard let noun = noun(of: other), let relation = relation(index, to: other) else { continue }
      return "\(relation.phrase) the \(noun)"
    }
    return nil
  }

  /// Whether nobody would say that an object lies otherwise to another one.
  func isPlain(_ index: Int, to other: Int) -> Bool {
    guard let relation = relation(index, to: other) else { return false }
    let (a, b) = (objects[index].box.center, objects[other].box.center)
    let (across, down) = (abs(a.x - b.x), abs(a.y - b.y))
    return relation == .inside || max(across, down) > 1.4 * min(across, down)
  }

  /// How one object lies to another; nil where nothing is plain.
  func relation(_ index: Int, to other: Int) -> SceneRelation? {
    SceneRelation.allCases.first { $0.holds(objects[index].box, to: objects[other].box) }
  }
}

extension SceneCell {
  /// "in the top left corner", "at the top", "in the middle".
  package var phrase: String {
    let names = [
      "in the top left corner", "at the top", "in the top right corner", "on the left",
      "in the middle", "on the right", "in the bottom left corner", "at the bottom",
      "in the bottom right corner",
    ]
    return names[3 * row + column]
  }

  /// Where something goes that is moved there: "to the top left corner".
  var goal: String { "to " + phrase.split(separator: " ").dropFirst().joined(separator: " ") }
}

extension [String] {
  /// "a", "a and b", "a, b and c".
  var enumerated: String {
    guard let last, count > 1 else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " and " + last
  }
}
