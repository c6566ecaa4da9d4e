/// What a sentence says of a scene: objects with what is said of each, and the ground.
package struct SceneDescription: Hashable, Sendable {
  /// Where something is said to lie.
  package enum Location: Hashable, Sendable {
    /// So to another thing.
    case relation(SceneRelation, to: ScenePrompt.Part)
    /// In a part of the canvas.
    case cell(SceneCell)
  }

  /// One or more objects that are named together.
  package struct Named: Hashable, Sendable {
    /// What they are.
    package var part: ScenePrompt.Part
    /// Where they lie, where it is said.
    package var location: Location?

    /// Names some objects.
    package init(_ part: ScenePrompt.Part, _ location: Location? = nil) {
      (self.part, self.location) = (part, location)
    }
  }

  /// The objects in the order of the sentence.
  package var named: [Named]
  /// The ground, where it is said, painted in the middle of its colours.
  package var background: SceneBackground?

  /// Makes a description.
  package init(named: [Named], background: SceneBackground?) {
    (self.named, self.background) = (named, background)
  }
}

extension SceneDescription {
  /// Whether it names every object of a scene and nothing else, and what it says of colours is true.
  package func namesObjects(of scene: Scene) -> Bool {
    let claims = claims(about: scene)
    let isGroundRight = background.map { Set($0.colours) == Set(scene.background.colours) } ?? true
    return isGroundRight && claims.count == scene.objects.count
      && claims.allSatisfy { claim in
        guard let object = claim.object.map({ scene.objects[$0] }) else { return false }
        return claim.part.colour.map { $0 == object.colour } ?? true
      }
  }

  /// Whether every size that it says is that of the object.
  package func namesSizes(of scene: Scene) -> Bool {
    claims(about: scene).allSatisfy { claim in
      guard let object = claim.object, let size = claim.part.size else { return true }
      return size == scene.objects[object].size
    }
  }

  /// How many of the places that a true description tells are told, and truly.
  ///
  /// - Parameters:
  ///   - truth: says all that is to be told.
  ///   - scene: which both are of.
  /// - Returns: true ones by those that either tells, 0…1; nil where neither tells any.
  package func truePlaces(besides truth: SceneDescription, in scene: Scene) -> Double? {
    let told = claims(about: scene).filter { $0.location != nil }
    let wanted = truth.claims(about: scene).count { $0.location != nil }
    let most = max(told.count, wanted)
    let right = told.count { claim in
      guard let object = claim.object else { return false }
      return isOfColour(claim.part, scene.objects[object]) && holds(claim.location, object, scene)
    }
    return most == 0 ? nil : Double(right) / Double(most)
  }

  /// What is said of one object, and which one of the scene that is.
  private struct Claim {
    var part: ScenePrompt.Part
    var location: Location?
    var object: Int?
  }

  /// Every object that is named, with an object of its thing, each taken once: the one of which most
  /// is true.
  private func claims(about scene: Scene) -> [Claim] {
    var free = Set(scene.objects.indices)
    return named.flatMap { entry in
      (0..<entry.part.count).map { _ in
        let object = free.filter { scene.objects[$0].thing == entry.part.thing }
          .max { (truth(of: entry, $0, scene), $1) < (truth(of: entry, $1, scene), $0) }
        if let object { free.remove(object) }
        return Claim(part: entry.part, location: entry.location, object: object)
      }
    }
  }

  private func truth(of entry: Named, _ index: Int, _ scene: Scene) -> Int {
    let object = scene.objects[index]
    return (isOfColour(entry.part, object) ? 4 : 0) + (entry.part.size == object.size ? 2 : 0)
      + (holds(entry.location, index, scene) ? 1 : 0)
  }

  private func isOfColour(_ part: ScenePrompt.Part, _ object: SceneObject) -> Bool {
    part.colour.map { $0 == object.colour } ?? true
  }

  private func holds(_ location: Location?, _ index: Int, _ scene: Scene) -> Bool {
    let box = scene.objects[index].box
    switch location {
    case nil: return false
    case .cell(let cell):
      let corner = SceneCorner.allCases.first { $0.cell == cell }
      return corner.map { $0.holds(box, canvas: scene.canvas) }
        ?? (cell == SceneCell(at: box.center, canvas: scene.canvas))
    case .relation(let relation, let other):
      let meant = scene.objects.indices.filter { $0 != index && other.fits(scene.objects[$0]) }
      return meant.count == 1 && relation.holds(box, to: scene.objects[meant[0]].box)
    }
  }
}

extension ScenePrompt.Part {
  /// Whether an object is what it names.
  fileprivate func fits(_ object: SceneObject) -> Bool {
    thing == object.thing && (colour == nil || colour == object.colour)
      && (size == nil || size == object.size)
  }
}
