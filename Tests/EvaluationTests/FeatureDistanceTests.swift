import Evaluation
import Foundation
import Layers
import Tensors
import TestSupport
import Testing

@Suite struct FeatureDistanceTests {
  /// Distances by SciPy's matrix root, and KID of whole sets.
  private struct Recorded: Decodable {
    var set: Int
    var fid_scipy_sqrtm: Double
    var kid_whole_set: Double
  }

  private func tables(_ set: Int) throws -> (FeatureTable, FeatureTable) {
    let file = try SafetensorsFile(path: referencePath("fid_features.safetensors"))
    func table(_ name: String) throws -> FeatureTable {
      let tensor = try file.tensor(name)
      return try FeatureTable(tensor.values.map(Double.init), shape: tensor.shape, name: name)
    }
    return (try table("set\(set).a"), try table("set\(set).b"))
  }

  /// Set 1 has fewer pictures than columns, so that both covariances are singular.
  @Test(arguments: 0..<3)
  func distancesAreThoseOfSciPy(_ set: Int) throws {
    let all = try JSONDecoder().decode([Recorded].self, from: reference("fid.json"))
    let (a, b) = try tables(set)
    // The features are read as floats, of about seven digits.
    #expect(abs(try frechetDistance(a, b) - all[set].fid_scipy_sqrtm) < 2e-5)
    #expect(abs(try frechetDistance(b, a) - all[set].fid_scipy_sqrtm) < 2e-5)
    #expect(abs(try kernelDistance(a, b) - all[set].kid_whole_set) < 2e-6)
  }

  @Test func aTableLiesAtNoDistanceFromItself() throws {
    for set in 0..<3 {
      let (a, _) = try tables(set)
      #expect(try frechetDistance(a, a) < 1e-5)
    }
  }

  /// Features of one column: the distance of two normal distributions is (μ₁ − μ₂)² + (σ₁ − σ₂)².
  @Test func oneColumnHasTheDistanceOfTheTextbook() throws {
    let a = FeatureTable(rows: [[-1], [0], [1]])
    let b = FeatureTable(rows: [[3], [5], [7]])
    #expect(abs(try frechetDistance(a, b) - (25 + 1)) < 1e-12)
  }

  @Test func columnsThatDoNotVaryAndColumnsThatAreEqualAreTaken() throws {
    let a = FeatureTable(rows: (0..<9).map { [Double($0), 7, Double($0)] })
    let b = FeatureTable(rows: (0..<9).map { [Double($0) + 2, 7, Double($0)] })
    #expect(abs(try frechetDistance(a, b) - 4) < 1e-9)
  }

  @Test func kidOfEqualDistributionsIsZeroWithinItsErrorAndOfOthersIsNot() throws {
    var generator = SplitMix64(seed: 3)
    func table(_ shift: Double) -> FeatureTable {
      FeatureTable(
        rows: (0..<300).map { _ in (0..<6).map { _ in Double(normal(&generator)) + shift } })
    }
    let (a, b, far) = (table(0), table(0), table(1))
    let near = try KernelDistance(a, b, subsets: 20, size: 100, using: &generator)
    let other = try KernelDistance(a, far, subsets: 20, size: 100, using: &generator)
    #expect(abs(near.value) < 0.1 && near.standardError > 0)
    #expect(other.value > 1)
    #expect(other.subsetSize == 100)
    #expect(
      try KernelDistance(a, b.rows(0..<30), subsets: 2, using: &generator).subsetSize == 15)
  }

  /// What is told of one pair of tables is how much pairs differ.
  @Test(arguments: [(60, 200), (200, 20)])
  func theErrorOfKIDIsThatOfOtherPictures(count: Int, size: Int) throws {
    var generator = SplitMix64(seed: 5)
    func table(_ shift: Double) -> FeatureTable {
      FeatureTable(
        rows: (0..<count).map { _ in (0..<4).map { _ in Double(normal(&generator)) + shift } })
    }
    let distances = try (0..<40).map { _ in
      try KernelDistance(table(0), table(0.4), subsets: 40, size: size, using: &generator)
    }
    let mean = distances.reduce(0) { $0 + $1.value } / 40
    let spread = (distances.reduce(0) { $0 + ($1.value - mean) * ($1.value - mean) } / 39)
      .squareRoot()
    let told = distances.reduce(0) { $0 + $1.standardError } / 40
    #expect(told > spread / 1.6 && told < spread * 1.6, "\(told) where they differ by \(spread)")
  }

  @Test func tablesThatDoNotFitAreRefusedInASentence() throws {
    let narrow = FeatureTable(rows: [[1], [2]])
    let wide = FeatureTable(rows: [[1, 2], [2, 3]])
    #expect(throws: EvaluationError.widths(1, 2)) { _ = try frechetDistance(narrow, wide) }
    #expect(throws: EvaluationError.widths(2, 1)) { _ = try kernelDistance(wide, narrow) }
    let one = wide.rows([0])
    #expect(throws: EvaluationError.tooFew("KID's pictures", count: 1, needed: 2)) {
      _ = try kernelDistance(wide, one)
    }
    #expect(throws: EvaluationError.self) { _ = try frechetDistance(one, wide) }
    #expect(throws: EvaluationError.self) {
      _ = try FeatureTable([1, 2], shape: [2], name: "a.safetensors: features")
    }
    let error = #expect(throws: EvaluationError.self) {
      _ = try FeatureTable([1, .nan], shape: [1, 2], name: "a")
    }
    #expect(error == .notFinite("a"))
  }
}
