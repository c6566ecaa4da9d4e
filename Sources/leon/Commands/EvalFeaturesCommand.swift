import ArgumentParser
import Evaluation
import Foundation
import Layers
import Tensors

/// `leon eval features`: the distances of two tables of features made elsewhere.
struct EvalFeaturesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "features",
    abstract: "Measure Fréchet distance and KID between two files of features.",
    discussion: """
      Each safetensors file holds one tensor [pictures, width], for example Inception's pooled
      features; with several, --name says which. The floor is that of one half of the first file against
      the other half.

      Example:
        leon eval features real.safetensors drawn.safetensors --name features
      """)

  @Argument(help: "Features of one side.", completion: .file(extensions: ["safetensors"]))
  var first: String
  @Argument(help: "Features of the other.", completion: .file(extensions: ["safetensors"]))
  var second: String
  @Option(help: "The tensor's name, where a file holds several.")
  var name: String?
  @Option(help: "Subsets that KID averages.")
  var subsets = 40
  @Option(help: "Pictures of each side in a subset.")
  var subsetSize = 200
  @Option(help: "Draws the subsets.")
  var seed: UInt64 = 1
  @OptionGroup var report: ReportOptions

  func validate() throws {
    try EvaluationOptions.check("--subsets", subsets, 2...100_000)
    try EvaluationOptions.check("--subset-size", subsetSize, 2...100_000)
  }

  private struct Distances: Encodable {
    var frechetDistance: Double
    var kid: KernelDistance
    var pictures: [Int]
  }

  private struct Figures: Encodable {
    var width: Int
    var distance: Distances
    var floor: Distances
  }

  func run() throws {
    let (a, b) = (try read(first), try read(second))
    // Halves of it are the floor.
    guard a.count >= 2 * PictureJudge.least else {
      throw EvaluationError.tooFew(
        "Pictures of \(first)", count: a.count, needed: 2 * PictureJudge.least)
    }
    var generator = SplitMix64(seed: seed)
    let order = (0..<a.count).shuffled(using: &generator)
    let halves = (a.rows(order.prefix(a.count / 2)), a.rows(order.dropFirst(a.count / 2)))
    let figures = Figures(
      width: a.width, distance: try distances(a, b, &generator),
      floor: try distances(halves.0, halves.1, &generator))
    var table = FigureTable(["", "pictures", "FD", "KID × 1000"])
    for (name, row) in [("distance", figures.distance), ("floor", figures.floor)] {
      table.add([
        name, row.pictures.map { "\($0)" }.joined(separator: " + "),
        String(format: "%.4f", row.frechetDistance), row.kid.text,
      ])
    }
    try report.tell("\(first) and \(second), features of width \(a.width)", table, figures)
  }

  private func distances(
    _ a: FeatureTable, _ b: FeatureTable, _ generator: inout SplitMix64
  ) throws -> Distances {
    Distances(
      frechetDistance: try frechetDistance(a, b),
      kid: try KernelDistance(a, b, subsets: subsets, size: subsetSize, using: &generator),
      pictures: [a.count, b.count])
  }

  private func read(_ path: String) throws -> FeatureTable {
    let file = try SafetensorsFile(path: path)
    let names = file.entries.keys.sorted()
    guard let chosen = name ?? (names.count == 1 ? names[0] : nil) else {
      throw FeatureFileError.several(path, names)
    }
    let tensor = try file.tensor(chosen)
    return try FeatureTable(
      tensor.values.map(Double.init), shape: tensor.shape, name: "\(path): \(chosen)")
  }
}

/// Why a file's features are not known.
enum FeatureFileError: Error, CustomStringConvertible {
  case several(String, [String])

  var description: String {
    switch self {
    case .several(let path, let names) where names.isEmpty: "\(path) holds no tensor."
    case .several(let path, let names):
      "\(path) holds \(names.count) tensors; --name must be one of "
        + names.prefix(8).joined(separator: ", ") + "."
    }
  }
}
