import Foundation
import Imaging
import Scenes
import Testing

@Suite struct SceneCatalogTests {
  @Test func everyStickerNamesItsAuthorAndLicence() throws {
    let path = SceneStickers.folder + "/metadata.jsonl"
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    #expect(
      lines.count + SceneShape.allCases.count == (try SceneStickers.catalog.get().things.count))
    for line in lines {
      let fields = try JSONDecoder().decode([String: String].self, from: Data(line.utf8))
      #expect(fields["author"]?.isEmpty == false && fields["license"] == "CC-BY-3.0", "\(line)")
    }
  }

  @Test func aThingThatIsNotThereIsNamedBesideThoseThatAre() {
    let box = PixelBox(x: 0, y: 0, width: 9, height: 9)
    let scene = Scene(
      canvas: 64, background: .plain(.white),
      objects: [.plain(.sticker("zebra"), .red, box, canvas: 64)])
    let error = #expect(throws: SceneError.self) { try scene.rendering(from: .shapes) }
    let sentence = error.map { "\($0)" } ?? ""
    #expect(sentence.contains("zebra") && sentence.contains("pentagon"), "\(sentence)")
  }

  @Test(
    arguments: [
      (nil, "cannot read"),
      ("{\"text\": \"key\"}", "line 1"),
      ("{\"file_name\": \"a.png\", \"text\": \"star\"}", "twice"),
      ("{\"file_name\": \"blank.png\", \"text\": \"key\"}", "transparent everywhere"),
      ("{\"file_name\": \"none.png\", \"text\": \"key\"}", "none.png"),
    ] as [(String?, String)])
  func aFolderThatDoesNotHoldStickersIsRefused(_ list: String?, _ sentence: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let blank = Image(width: 2, height: 2, pixels: [UInt8](repeating: 0, count: 16))
    let full = Image(width: 2, height: 2, fill: .black)
    try Data(PNG.encode(blank)).write(to: folder.appending(path: "blank.png"))
    try Data(PNG.encode(full)).write(to: folder.appending(path: "a.png"))
    try list.map { try Data($0.utf8).write(to: folder.appending(path: "metadata.jsonl")) }
    do {
      _ = try SceneCatalog(stickers: folder.path)
      Issue.record("it was taken")
    } catch {
      #expect("\(error)".contains(sentence), "\(error)")
    }
  }
}
