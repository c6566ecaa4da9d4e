import ArgumentParser
import Evaluation
import Foundation
import Imaging

/// What all measurements on composed scenes take.
struct ComposedOptions: ParsableArguments {
  @Option(help: "The seed of scenes and pictures.")
  var seed: UInt64 = 1
  @Option(
    name: .shortAndLong, help: "Where a sheet of each row is written; none unless given.",
    completion: .directory)
  var output: String?
  @Flag(help: "Tell the figures as JSON.")
  var json = false
  @OptionGroup var model: ModelOptions

  /// Writes a sheet as a PNG and the words that belong to it beside it, where sheets are wanted.
  ///
  /// - Parameters:
  ///   - name: of the files, without an ending.
  ///   - title: what stands above the pictures.
  ///   - lines: a line a sample.
  ///   - columns: pictures in a row.
  ///   - images: of one size; nothing is written where there is none.
  ///   - labels: a label a picture.
  /// - Throws: `OutputError`.
  func write(
    _ name: String, title: String, _ lines: [String], columns: Int, _ images: [Image],
    labels: [String]
  ) throws {
    guard let output, !images.isEmpty else { return }
    var sheet = ContactSheet(columns: columns)
    sheet.title = title
    let picture = sheet.image(of: images, labels: labels)
    let words = lines.map { "\($0)\n" }.joined()
    try OutputFile.write(try PNG.encode(picture), to: "\(output)/\(name).png")
    try OutputFile.write(Array(words.utf8), to: "\(output)/\(name).txt")
  }

  /// Prints figures as JSON, or else a table under a title.
  func tell(_ title: String, _ table: FigureTable, _ report: some Encodable) throws {
    if json { return try Console.print(json: report) }
    Console.print(title + "\n\n" + table.text)
  }
}

extension Proportion {
  /// "12.5 % (8-19)".
  var percent: String {
    String(
      format: "%.1f %% (%.0f-%.0f)", 100 * share, 100 * interval.lowerBound,
      100 * interval.upperBound)
  }
}
