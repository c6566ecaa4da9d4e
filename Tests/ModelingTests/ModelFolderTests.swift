import Foundation
import Layers
import Modeling
import Tensors
import Testing
import Tokens

/// Models on disk, sound and broken; each flaw is one sentence.
@Suite final class ModelFolderTests {
  private let folder = NSTemporaryDirectory() + "leon-model-\(UUID().uuidString)"
  private var weightsPath: String { folder + "/model.safetensors" }

  init() throws {
    let weights = ModelWeights(SmallModel.configuration, training: false, value: SmallModel.tensor)
    try weights.write(to: folder, precision: .bfloat16)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func load() throws -> Transformer {
    try Transformer(folder: folder, precision: .bfloat16, on: try Compute(threads: 1))
  }

  /// What loading says, nil when it succeeds.
  private func complaint() throws -> String? {
    do {
      _ = try load()
      return nil
    } catch let error as any CustomStringConvertible {
      return error.description
    }
  }

  private func rewrite(_ change: (inout [String: Tensor]) -> Void) throws {
    let weights = ModelWeights(SmallModel.configuration, training: false, value: SmallModel.tensor)
    var tensors: [String: Tensor] = [:]
    for parameter in weights.parameters { tensors[parameter.name] = parameter.value }
    change(&tensors)
    try SafetensorsFile.write(tensors, to: weightsPath)
  }

  @Test(arguments: PackedPrecision.allCases)
  func aLoadedModelIsTheOneWritten(precision: PackedPrecision) throws {
    let loaded = try Transformer(
      folder: folder, precision: precision, on: try Compute(threads: 1))
    let model = try SmallModel.transformer(precision)
    #expect(loaded.configuration == SmallModel.configuration)
    let ids = SmallModel.ids(5, seed: 1)
    #expect(
      loaded.logProbabilities(of: ids, from: 1) == model.logProbabilities(of: ids, from: 1))
  }

  @Test func aMissingConfigurationIsNamed() throws {
    try FileManager.default.removeItem(atPath: folder + "/config.json")
    #expect(
      try complaint()
        == "\(folder)/config.json cannot be read: no such file, or no permission.")
  }

  @Test func aConfigurationOfAnotherKindIsRefused() throws {
    try Data("{\"model_type\": \"bert\"}".utf8).write(
      to: URL(fileURLWithPath: folder + "/config.json"))
    #expect(try complaint() == "\(folder)/config.json: not the sizes of a leon model.")
  }

  @Test func impossibleSizesAreRefused() throws {
    let weights = ModelWeights(SmallModel.configuration, training: false, value: SmallModel.tensor)
    var sizes = weights.configuration
    sizes.headCount = 7
    try JSONEncoder().encode(sizes).write(to: URL(fileURLWithPath: folder + "/config.json"))
    #expect(
      try complaint()
        == "\(folder)/config.json: hidden_size 48 must be a multiple of num_attention_heads 7.")
  }

  @Test func missingWeightsAreNamed() throws {
    try FileManager.default.removeItem(atPath: weightsPath)
    #expect(try complaint() == "\(weightsPath) cannot be read: no such file, or no permission.")
  }

  @Test(arguments: [0, 5, 100, 5000])
  func truncatedWeightsAreRefused(length: Int) throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: weightsPath))
    try data.prefix(length).write(to: URL(fileURLWithPath: weightsPath))
    let sentence = try #require(try complaint())
    #expect(sentence.hasPrefix("\(weightsPath) is not a sound safetensors file: "))
    #expect(sentence.hasSuffix(".") && !sentence.contains("\n"))
  }

  @Test func aMissingTensorIsNamed() throws {
    try rewrite { $0["layers.1.feed_forward.up"] = nil }
    #expect(try complaint() == "\(weightsPath) has no tensor layers.1.feed_forward.up.")
  }

  @Test func aTensorOfTheWrongShapeIsNamedWithBothShapes() throws {
    try rewrite { $0["layers.0.attention.key"] = Tensor([48, 47]) }
    #expect(
      try complaint()
        == "\(weightsPath): layers.0.attention.key has the shape [48, 47], expected [48, 48].")
  }
}
