import Imaging
import Scenes
import Tensors

/// A red square on the left and a blue circle on the right of it, on white.
enum HandMade {
  static let square = PixelBox(x: 16, y: 44, width: 40, height: 40)
  static let circle = PixelBox(x: 72, y: 44, width: 40, height: 40)

  static let scene = Scene(
    canvas: 128, background: .plain(.white),
    objects: [
      .plain(.shape(.square), .red, square, size: .small),
      .plain(.shape(.circle), .blue, circle, size: .small),
    ])

  static let writer = TaskWriter(SceneComposer(catalog: .shapes, canvas: 128))

  /// All documents of a task about the scene that some draws give.
  static func documents(
    _ task: SceneTask, of scene: Scene = scene, draws: Int = 60
  ) throws -> [TaskDocument] {
    var generator = SplitMix64(seed: 4)
    return try (0..<draws).compactMap { _ in
      try writer.document(task, of: scene, using: &generator)
    }
  }
}

extension TaskDocument {
  /// The words of the answer; nothing where it is a picture.
  var answerWords: String {
    if case .words(let pieces) = segments[answer.segment] { pieces[answer.piece] } else { "" }
  }

  /// All words but the answer's.
  var asked: String {
    text.replacing("[\(answerWords)]", with: "…")
  }
}

extension Image {
  func rgb(_ x: Int, _ y: Int) -> [UInt8] {
    Array(pixels[4 * (y * width + x)..<4 * (y * width + x) + 3])
  }
}
