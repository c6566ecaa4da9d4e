internal import Foundation
internal import Imaging

/// The things that scenes are made of: the plain shapes, and stickers read from a folder.
///
///     stickers/metadata.jsonl   a line each: file_name, text, author, license, …
///              NAME.png         the form is the alpha
package struct SceneCatalog: Sendable {
  /// The plain shapes, then the stickers in the order of their file.
  package let things: [SceneThing]
  /// The forms of the stickers by name, at the size of their files.
  private let stickers: [String: SceneForm]

  /// The plain shapes alone.
  package static let shapes = SceneCatalog(names: [], stickers: [:])

  private init(names: [String], stickers: [String: SceneForm]) {
    things = SceneShape.allCases.map(SceneThing.shape) + names.map(SceneThing.sticker)
    self.stickers = stickers
  }

  /// A line of the stickers' file, as far as scenes need it.
  private struct Line: Decodable {
    var file_name: String
    var text: String
  }

  /// Reads the stickers of a folder.
  ///
  /// - Throws: `SceneError` naming the file, or `ImageError`.
  package init(stickers folder: String) throws {
    let path = folder + "/metadata.jsonl"
    guard let data = FileManager.default.contents(atPath: path) else {
      throw SceneError.unreadable(path)
    }
    var (names, forms) = ([String](), [String: SceneForm]())
    for (number, line) in data.split(separator: UInt8(ascii: "\n")).enumerated() {
      guard let sticker = try? JSONDecoder().decode(Line.self, from: Data(line)) else {
        throw SceneError.line(path, number + 1)
      }
      let file = "\(folder)/\(sticker.file_name)"
      guard let form = SceneForm(alphaOf: try Image.load(path: file)) else {
        throw SceneError.empty(file)
      }
      guard SceneShape(rawValue: sticker.text) == nil, forms[sticker.text] == nil else {
        throw SceneError.twice(path, sticker.text)
      }
      names.append(sticker.text)
      forms[sticker.text] = form
    }
    self.init(names: names, stickers: forms)
  }

  /// A thing's form at a size.
  ///
  /// - Throws: `SceneError.unknownThing`.
  func form(of thing: SceneThing, width: Int, height: Int) throws -> SceneForm {
    switch thing {
    case .shape(let shape): SceneForm(shape, width: width, height: height)
    case .sticker: try sticker(thing).resized(width: width, height: height)
    }
  }

  /// The width and height of a thing whose longer side is given.
  ///
  /// - Throws: `SceneError.unknownThing`.
  package func extent(of thing: SceneThing, side: Int) throws -> (width: Int, height: Int) {
    guard case .sticker = thing else { return (side, side) }
    let form = try sticker(thing)
    let longest = max(form.width, form.height)
    func scaled(_ length: Int) -> Int { max(1, (length * side + longest / 2) / longest) }
    return (scaled(form.width), scaled(form.height))
  }

  private func sticker(_ thing: SceneThing) throws -> SceneForm {
    guard let form = stickers[thing.name] else {
      throw SceneError.unknownThing(thing.name, known: things.map(\.name))
    }
    return form
  }
}
