import ArgumentParser
import Evaluation
import Foundation
import Imaging
import Layers
import Tensors

/// `leon eval features`: the distances of two folders of pictures, or of two tables of features.
struct EvalFeaturesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "features",
    abstract: "Measure Fréchet distance and KID between two sets of pictures or features.",
    discussion: """
      A folder stands for its PNG and JPEG pictures, those of its folders among them,
      which the model's own bi-encoder turns into features. A safetensors file holds
      one tensor [pictures, width], for example Inception's pooled features; with
      several, --name says which. The floor is that of one half of the first side
      against the other half.

      Examples:
        leon eval features real-pictures drawn-pictures
        leon eval features real.safetensors drawn.safetensors --name features
      """)

  @Argument(help: "A folder of pictures, or features of them.", completion: .file())
  var first: String
  @Argument(help: "The same of the other side.", completion: .file())
  var second: String
  @Option(help: "The tensor's name, where a file holds several.")
  var name: String?
  @Option(help: "Subsets that KID averages.")
  var subsets = 40
  @Option(help: "Pictures of each side in a subset.")
  var subsetSize = 200
  @Option(help: "Draws the subsets.")
  var seed: UInt64 = 1
  @OptionGroup var kind: FeatureOptions
  @OptionGroup var report: ReportOptions
  @OptionGroup var model: ModelOptions

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
    var features: String
    var width: Int
    var distance: Distances
    var floor: Distances
  }

  func run() throws {
    let extractor = try [first, second].contains(where: PictureFiles.isFolder) ? extractor() : nil
    let (a, b) = (try read(first, extractor), try read(second, extractor))
    // Halves of it are the floor.
    guard a.count >= 2 * PictureJudge.least else {
      throw EvaluationError.tooFew(
        "Pictures of \(first)", count: a.count, needed: 2 * PictureJudge.least)
    }
    var generator = SplitMix64(seed: seed)
    let order = (0..<a.count).shuffled(using: &generator)
    let halves = (a.rows(order.prefix(a.count / 2)), a.rows(order.dropFirst(a.count / 2)))
    let figures = Figures(
      features: extractor?.name ?? "made elsewhere", width: a.width,
      distance: try distances(a, b, &generator),
      floor: try distances(halves.0, halves.1, &generator))
    var table = FigureTable(["", "pictures", "FD", "KID × 1000"])
    for (name, row) in [("distance", figures.distance), ("floor", figures.floor)] {
      table.add([
        name, row.pictures.map { "\($0)" }.joined(separator: " + "),
        String(format: "%.4f", row.frechetDistance), row.kid.text,
      ])
    }
    try report.tell(
      "\(first) and \(second), features of width \(a.width), \(figures.features)", table, figures)
  }

  private func extractor() throws -> any FeatureExtractor {
    try kind.instruments(try model.load(), threads: model.threadCount).extractor
  }

  private func distances(
    _ a: FeatureTable, _ b: FeatureTable, _ generator: inout SplitMix64
  ) throws -> Distances {
    Distances(
      frechetDistance: try frechetDistance(a, b),
      kid: try KernelDistance(a, b, subsets: subsets, size: subsetSize, using: &generator),
      pictures: [a.count, b.count])
  }

  private func read(_ path: String, _ extractor: (any FeatureExtractor)?) throws -> FeatureTable {
    if let extractor, PictureFiles.isFolder(path) {
      return try PictureFiles(path).features(by: extractor)
    }
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

/// The pictures in a folder and in the folders in it, in the order of their names.
private struct PictureFiles {
  private let paths: [String]
  private let folder: String

  /// Pictures that are read before they are turned into features.
  private static let batch = 64

  static func isFolder(_ path: String) -> Bool {
    let values = try? URL(fileURLWithPath: path).resourceValues(forKeys: [.isDirectoryKey])
    return values?.isDirectory ?? false
  }

  init(_ folder: String) throws {
    self.folder = folder
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
    paths = names.filter { name in
      ["png", "jpg", "jpeg"].contains(URL(fileURLWithPath: name).pathExtension.lowercased())
    }.sorted().map { "\(folder)/\($0)" }
  }

  func features(by extractor: any FeatureExtractor) throws -> FeatureTable {
    guard !paths.isEmpty else {
      throw EvaluationError.tooFew("Pictures of \(folder)", count: 0, needed: PictureJudge.least)
    }
    var line = ProgressLine(total: paths.count, unit: "pictures")
    defer { line.clear() }
    var rows: [[Double]] = []
    for start in stride(from: 0, to: paths.count, by: Self.batch) {
      let some = try paths[start..<min(paths.count, start + Self.batch)].map(Image.load(path:))
      let table = extractor.features(of: some)
      rows += (0..<table.count).map {
        Array(table.values[$0 * table.width..<($0 + 1) * table.width])
      }
      line.show(rows.count)
    }
    return FeatureTable(rows: rows)
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
