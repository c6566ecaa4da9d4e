internal import Imaging

/// Composes scenes by chance, the same ones for the same generator.
///
/// ```swift
/// let composer = SceneComposer(catalog: try SceneCatalog(stickers: folder), canvas: 128)
/// let composed = try composer.compose(.position, .seen, using: &generator)
/// composed.prompt.text  // "a red star to the left of a key, flat scene"
/// ```
package struct SceneComposer: Sendable {
  /// What scenes are made of.
  package let catalog: SceneCatalog
  /// Pixels a side of a scene, 64 or 128.
  package let canvas: Int

  /// Which combinations a scene shows.
  package enum Split: String, Codable, CaseIterable, Sendable {
    /// None that is held out: what training may see.
    case seen
    /// A held-out one of what the kind asks about, and no other.
    case unseen
  }

  /// A scene and what would ask for it.
  package struct Composed: Hashable, Codable, Sendable {
    /// The record.
    package var scene: Scene
    /// The words, which hold for the scene.
    package var prompt: ScenePrompt
  }

  /// Makes a composer.
  package init(catalog: SceneCatalog, canvas: Int) {
    precondition(Scene.canvases.contains(canvas), "a canvas of \(canvas) pixels, not 64 or 128")
    self.catalog = catalog
    self.canvas = canvas
  }

  /// Composes a scene of one kind, its objects clear of each other.
  ///
  /// - Parameters:
  ///   - kind: what it is about.
  ///   - split: which combinations it shows.
  ///   - generator: where chance comes from.
  /// - Returns: the scene and its prompt.
  /// - Throws: `SceneError`.
  package func compose(
    _ kind: SceneKind, _ split: Split, using generator: inout some RandomNumberGenerator
  ) throws -> Composed {
    // Drawn once, so that what is hard to place comes as often as what is easy.
    let wish = Wish(kind, split, using: &generator)
    while true {
      let cast = cast(kind, split, wish, &generator)
      guard let scene = try scene(of: cast, &generator), isAllowed(scene, kind, split) else {
        continue
      }
      return Composed(scene: scene, prompt: prompt(kind, split, cast, scene, &generator))
    }
  }

  /// Composes a scene of so many objects for tasks: they may overlap by less than a tenth.
  ///
  /// - Parameters:
  ///   - count: 1 to 4.
  ///   - split: which combinations it shows.
  ///   - generator: where chance comes from.
  /// - Returns: a scene without any held-out combination, or with at least one.
  /// - Throws: `SceneError`.
  package func scene(
    of count: Int, _ split: Split = .seen, using generator: inout some RandomNumberGenerator
  ) throws -> Scene {
    precondition((1...4).contains(count), "\(count) objects, not 1 to 4")
    while true {
      var cast = Cast(background: background(isPlain: false, &generator))
      for _ in 0..<count {
        let size = SceneSize.allCases.randomElement(using: &generator) ?? .small
        cast.add(thing(&generator), nil, count > 2 && size == .large ? .medium : size, &generator)
      }
      cast.mayOverlap = true
      guard let scene = try scene(of: cast, &generator),
        scene.combinations.contains(where: \.isHeldOut) == (split == .unseen)
      else { continue }
      return scene
    }
  }

  private func isAllowed(_ scene: Scene, _ kind: SceneKind, _ split: Split) -> Bool {
    let heldOut = scene.combinations.filter(\.isHeldOut)
    switch split {
    case .seen: return heldOut.isEmpty
    case .unseen: return !heldOut.isEmpty && heldOut.allSatisfy(kind.isAbout)
    }
  }

  func thing(_ generator: inout some RandomNumberGenerator) -> SceneThing {
    catalog.things.randomElement(using: &generator) ?? .shape(.circle)
  }
}
