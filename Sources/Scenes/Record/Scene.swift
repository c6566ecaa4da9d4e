/// A composed picture as a record: everything that is asked about it is answered from here.
package struct Scene: Hashable, Codable, Sendable {
  /// Pixels a side: 64 or 128.
  package let canvas: Int
  /// What lies behind.
  package var background: SceneBackground
  /// From the rearmost to the foremost.
  package var objects: [SceneObject]

  /// The sizes a canvas may have.
  package static let canvases = [64, 128]

  /// Makes a scene.
  package init(canvas: Int, background: SceneBackground, objects: [SceneObject]) {
    precondition(Self.canvases.contains(canvas), "a canvas of \(canvas) pixels, not 64 or 128")
    self.canvas = canvas
    self.background = background
    self.objects = objects
  }
}
