import Foundation
import Generation
import Imaging

/// A sheet as files: one picture with its axes drawn, and the same as JSON.
///
///     {"version": 1, "title": "CFG", "prompt": …, "axes": [{"subject": "CFG", "values": […], …}],
///      "tiles": [{"label": "CFG 1", "codes": […], "leon": {…}, "score": -12.5}]}
///
/// `leon` says of each tile what its own file would; the PNG carries the JSON as `leon-sheet`.
struct SheetFile: Sendable {
  let png: [UInt8]
  let json: [UInt8]

  /// Makes the files of a sheet whose tiles have their pixels.
  init(_ plan: SheetPlan, _ tiles: [Sheet.Tile], engine: any PictureEngine) throws {
    let record: [String: Any] = [
      "version": 1, "title": plan.title, "prompt": plan.base.prompt,
      "axes": try SheetFile.object(JSONEncoder().encode(plan.axes)),
      "tiles": try tiles.map { try SheetFile.record($0, engine) },
    ]
    json = [UInt8](
      try JSONSerialization.data(
        withJSONObject: record, options: [.sortedKeys, .withoutEscapingSlashes]))
    png = try PNG.encode(
      SheetFile.image(plan, tiles),
      text: [PNG.Text(keyword: "leon-sheet", text: String(decoding: json, as: UTF8.self))])
  }

  private static func object(_ data: Data) throws -> Any {
    try JSONSerialization.jsonObject(with: data)
  }

  private static func record(_ tile: Sheet.Tile, _ engine: any PictureEngine) throws
    -> [String: Any]
  {
    let picture = tile.picture
    let words = try engine.record(of: picture.request, steering: picture.steering)
    var record: [String: Any] = [
      "label": tile.label, "codes": picture.codes.map(\.index),
      "leon": try object(Data(words.utf8)),
    ]
    record["score"] = tile.score
    return record
  }

  /// The tiles with what differs above them.
  static func image(_ plan: SheetPlan, _ tiles: [Sheet.Tile]) -> Image {
    let isTable = plan.axes.count == 2
    var sheet = ContactSheet(
      columns: isTable ? plan.axes[0].values.count : columns(of: tiles.count))
    (sheet.gap, sheet.ground) = (6, Image.Color(red: 24, green: 24, blue: 24))
    sheet.title = "\(plan.title): \(plan.base.prompt)"
    if isTable { sheet.headings = plan.labels(of: 0) }
    let blank = tiles.lazy.compactMap(\.picture.image).first.map {
      Image(width: $0.width, height: $0.height, fill: sheet.ground)
    }
    return sheet.image(
      of: tiles.compactMap { $0.picture.image ?? blank },
      labels: tiles.map { tile in
        let label =
          isTable ? plan.labels(of: 1)[tile.variant / sheet.columns] : tile.label
        return tile.score.map { label + String(format: "  %.1f", $0) } ?? label
      })
  }

  /// About twice as many columns as rows.
  private static func columns(of count: Int) -> Int {
    count <= 3
      ? count : count <= 8 ? (count + 1) / 2 : count <= 12 ? (count + 2) / 3 : (count + 3) / 4
  }
}
