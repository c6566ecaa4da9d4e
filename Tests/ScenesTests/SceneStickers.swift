import Foundation
import Imaging
import Scenes

/// The stickers that ship with leon.
enum SceneStickers {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Sources/leon/Resources/stickers").standardized.path

  static let catalog = Result { try SceneCatalog(stickers: folder) }
}

extension SceneObject {
  /// An object in the middle of a colour's value.
  static func plain(
    _ thing: SceneThing, _ colour: SceneColour, _ box: PixelBox, canvas: Int = 128,
    size: SceneSize = .medium
  ) -> SceneObject {
    SceneObject(
      thing: thing, colour: colour, paint: colour.value, size: size,
      cell: SceneCell(at: box.center, canvas: canvas), box: box)
  }
}

extension SceneBackground {
  /// One colour, in its middle.
  static func plain(_ colour: SceneColour) -> SceneBackground {
    SceneBackground(pattern: .plain, colours: [colour], paints: [colour.value])
  }
}
