import Foundation
import Imaging

/// Makes an image folder of a table of captions and the archives its pictures lie in.
package struct CorpusImporter {
  /// What was done.
  package struct Report: Sendable {
    /// Pictures written.
    package var written = 0
    /// Pictures left out, each with the reason.
    package var skipped: [String] = []
  }

  /// Makes an importer.
  package init() {}

  /// Writes `OUT/…/ID.png` and `OUT/metadata.jsonl`.
  ///
  /// - Parameters:
  ///   - captions: a table with a header, tab separated: path, caption, style, source, license,
  ///     author, concept, split, tags, colors, original.
  ///   - archives: tar files whose members are the table's paths.
  ///   - folder: where the image folder is made.
  ///   - progress: called now and then with pictures done and all.
  /// - Returns: what was written and what was left out.
  /// - Throws: `CorpusError`; single pictures that cannot be read are reported instead.
  package func run(
    captions: String, archives: [String], to folder: String, progress: (Int, Int) -> Void
  ) throws -> Report {
    var wanted: [String: CorpusEntry] = [:]
    let rows = try readCaptions(captions)
    for row in rows { wanted[row.fileName] = row }
    var report = Report()
    var kept: Set<String> = []
    for archive in archives {
      let tar = try TarArchive(try readFile(archive), name: archive)
      for member in tar.members where wanted[member.name] != nil {
        if member.name.hasPrefix("/") || member.name.split(separator: "/").contains("..") {
          report.skipped.append("\(member.name): the name leaves the folder")
          continue
        }
        do {
          try keep(Array(tar.bytes[member.range]), as: folder + "/" + member.name)
          kept.insert(member.name)
        } catch let error as ImageError {
          report.skipped.append("\(member.name): \(error)")
        }
        if kept.count % 200 == 0 { progress(kept.count, rows.count) }
      }
    }
    let missing = rows.filter { !kept.contains($0.fileName) }.count - report.skipped.count
    if missing > 0 { report.skipped.append("\(missing) pictures are in none of the archives") }
    try writeTable(rows.filter { kept.contains($0.fileName) }, to: folder)
    report.written = kept.count
    progress(kept.count, rows.count)
    return report
  }

  private func keep(_ bytes: [UInt8], as path: String) throws {
    _ = try PNG.decode(bytes)
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(bytes).write(to: URL(fileURLWithPath: path))
    } catch {
      throw CorpusError.unwritable(path, "no permission, or a full disk")
    }
  }

  private func writeTable(_ entries: [CorpusEntry], to folder: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var bytes: [UInt8] = []
    for entry in entries { bytes += try encoder.encode(entry) + [UInt8(ascii: "\n")] }
    try writeFile(bytes, to: folder + "/metadata.jsonl")
  }

  private func readCaptions(_ path: String) throws -> [CorpusEntry] {
    let text = String(decoding: try readFile(path), as: UTF8.self)
    let lines = text.split(separator: "\n")
    guard let header = lines.first?.split(separator: "\t").map(String.init),
      header.contains("path"), header.contains("caption")
    else { throw CorpusError.badLine(path, 1, "no header with path and caption") }
    return try lines.dropFirst().enumerated().map { number, line in
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == header.count else {
        throw CorpusError.badLine(
          path, number + 2, "\(fields.count) fields where the header has \(header.count)")
      }
      return entry(Dictionary(uniqueKeysWithValues: zip(header, fields)))
    }
  }

  private func entry(_ fields: [String: String]) -> CorpusEntry {
    func field(_ name: String) -> String? { fields[name].flatMap { $0.isEmpty ? nil : $0 } }
    let colors = field("colors")?.split(separator: "|").compactMap { pair in
      let parts = pair.split(separator: ":")
      return parts.count == 2
        ? CorpusEntry.ColorShare(name: String(parts[0]), share: Float(parts[1]) ?? 0) : nil
    }
    return CorpusEntry(
      fileName: fields["path"] ?? "", text: fields["caption"] ?? "", style: field("style"),
      source: field("source"), license: field("license"), author: field("author"),
      concept: field("concept"), tags: field("tags")?.split(separator: "|").map(String.init),
      colors: colors, original: field("original"))
  }
}
