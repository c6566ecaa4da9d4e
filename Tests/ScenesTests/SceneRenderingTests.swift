import Foundation
import Imaging
import Scenes
import Testing

@Suite struct SceneRenderingTests {
  @Test func everyThingFillsItsBoxInEverySize() throws {
    let catalog = try SceneStickers.catalog.get()
    for thing in catalog.things {
      for size in SceneSize.allCases {
        let extent = try catalog.extent(of: thing, side: size.side(canvas: 128))
        let box = PixelBox(x: 20, y: 30, width: extent.width, height: extent.height)
        let scene = Scene(
          canvas: 128, background: .plain(.white), objects: [.plain(thing, .red, box)])
        let seen = try #require(try scene.rendering(from: catalog).boxes[0])
        // The tips of a star cover less than half of their last pixels.
        #expect(box.contains(seen) && seen.grown(by: 2).contains(box), "\(thing.name) \(size)")
      }
    }
  }

  @Test func whatLiesInFrontHidesWhatLiesBehind() throws {
    let back = PixelBox(x: 10, y: 10, width: 40, height: 40)
    let front = PixelBox(x: 30, y: 10, width: 40, height: 40)
    let scene = Scene(
      canvas: 128, background: .plain(.white),
      objects: [.plain(.shape(.square), .red, back), .plain(.shape(.square), .blue, front)])
    let drawn = try scene.rendering(from: .shapes)
    #expect(drawn.masks.map(\.count) == [20 * 40, 40 * 40])
    #expect(drawn.boxes == [PixelBox(x: 10, y: 10, width: 20, height: 40), front])
    #expect(drawn.image.rgb[3 * (20 * 128 + 35)..<3 * (20 * 128 + 36)] == [36, 92, 222])
  }

  @Test func aHiddenObjectHasNoBox() throws {
    let box = PixelBox(x: 10, y: 10, width: 40, height: 40)
    let scene = Scene(
      canvas: 64, background: .plain(.white),
      objects: [
        .plain(.shape(.circle), .red, box, canvas: 64),
        .plain(.shape(.square), .blue, box, canvas: 64),
      ])
    #expect(try scene.rendering(from: .shapes).boxes == [nil, box])
  }

  @Test(arguments: SceneBackground.Pattern.allCases)
  func groundsShowTheirColours(_ pattern: SceneBackground.Pattern) throws {
    let colours: [SceneColour] = pattern == .plain ? [.red] : [.red, .blue]
    let ground = SceneBackground(
      pattern: pattern, colours: colours, paints: colours.map(\.value))
    let image = try Scene(canvas: 64, background: ground, objects: [])
      .rendering(from: .shapes).image
    func red(_ x: Int, _ y: Int) -> UInt8 { image.pixels[4 * (y * 64 + x)] }
    let corners = [red(0, 0), red(16, 0), red(0, 63), red(16, 16)]
    switch pattern {
    case .plain: #expect(corners == [214, 214, 214, 214])
    case .stripes: #expect(corners == [214, 36, 214, 36])
    case .checker: #expect(corners == [214, 36, 36, 214])
    case .gradient: #expect(corners[0] > 210 && corners[1] == corners[0] && corners[2] < 40)
    }
  }

  @Test func aSceneComesBackFromItsJSON() throws {
    let box = PixelBox(x: 10, y: 10, width: 40, height: 40)
    let scene = Scene(
      canvas: 128, background: .plain(.white),
      objects: [.plain(.shape(.star), .red, box), .plain(.sticker("key"), .blue, box)])
    let text = try JSONEncoder().encode(scene)
    #expect(try JSONDecoder().decode(Scene.self, from: text) == scene)
    #expect(String(decoding: text, as: UTF8.self).contains("\"thing\":\"key\""))
  }
}
