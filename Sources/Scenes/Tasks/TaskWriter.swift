internal import Imaging

/// Writes documents of tasks from records: the same ones for the same generator.
///
/// Wordings are the paper's (reference a.8) and ours in turn. What training may see shows no combination
/// that is held out, and asks for none; every document of the other split shows one.
package struct TaskWriter: Sendable {
  /// Where scenes come from.
  package let composer: SceneComposer
  /// Which combinations the scenes show.
  package let split: SceneComposer.Split

  /// Makes a writer: of what training may see unless told otherwise.
  package init(_ composer: SceneComposer, split: SceneComposer.Split = .seen) {
    self.composer = composer
    self.split = split
  }

  var catalog: SceneCatalog { composer.catalog }

  /// Composes what a task needs, and writes it.
  ///
  /// - Parameters:
  ///   - task: what is asked.
  ///   - generator: where chance comes from.
  /// - Returns: the document.
  /// - Throws: `SceneError`.
  package func document(
    _ task: SceneTask, using generator: inout some RandomNumberGenerator
  ) throws -> TaskDocument {
    while true {
      switch task {
      case .letters: return letters(&generator)
      case .pose: return pose(&generator)
      case .normals: return solids(&generator)
      case .picture, .caption:
        let kind = SceneKind.allCases.randomElement(using: &generator) ?? .single
        let composed = try composer.compose(kind, split, using: &generator)
        return try described(task, composed.scene, composed.prompt.text, &generator)
      default:
        let count = Int.random(in: task.objects, using: &generator)
        let scene = try composer.scene(of: count, split, using: &generator)
        // A scene costs more than a draw of what is asked about it.
        for _ in 0..<12 {
          if let document = try document(task, of: scene, using: &generator) { return document }
        }
      }
    }
  }

  /// Writes a task about a scene.
  ///
  /// - Parameters:
  ///   - task: what is asked; of `letters`, `pose` and `normals` no scene is the record.
  ///   - scene: the record; for `add` what is there in the end.
  ///   - generator: where chance comes from.
  /// - Returns: nil where the scene does not answer it, or for a task without a scene.
  /// - Throws: `SceneError`.
  package func document(
    _ task: SceneTask, of scene: Scene, using generator: inout some RandomNumberGenerator
  ) throws -> TaskDocument? {
    switch task {
    case .picture, .caption: return try described(task, scene, scene.caption, &generator)
    case .longCaption: return try described(task, scene, scene.longCaption, &generator)
    case .letters, .pose, .normals: return nil
    case .boxes: return try boxes(scene, &generator)
    case .grounding: return try grounding(scene, &generator)
    case .fromSegmentation, .edges, .softEdges, .scribble, .outline, .depth:
      return try structured(task, scene, &generator)
    case .segmentation: return try segmentation(scene, &generator)
    default:
      return task.group == .edits
        ? try edit(task, scene, &generator) : try answered(task, scene, &generator)
    }
  }

  func picture(of scene: Scene) throws -> TaskDocument.Segment {
    .picture(try scene.rendering(from: catalog).image)
  }

  /// One of some wordings.
  func one<Element>(
    of all: [Element], _ generator: inout some RandomNumberGenerator
  ) -> Element {
    all[Int.random(in: all.indices, using: &generator)]
  }
}

extension SceneTask {
  /// How many objects a scene for it has.
  fileprivate var objects: ClosedRange<Int> {
    switch self {
    case .relation, .bigger, .twoStep, .add, .longCaption: 2...4
    default: 1...4
    }
  }
}
