import Modeling
import Tensors
import Tokens

/// A model whose logits are looked up: they depend on the ids of the lane and on nothing else.
final class TableModel: LanguageModel {
  /// How often which function was asked, to see what went through the model together.
  enum Call: Equatable {
    case prefill(idCount: Int)
    case step(rowCount: Int)
  }

  let configuration: ModelConfiguration
  private(set) var calls: [Call] = []
  private let spread: Float

  /// Makes a model of 16 text tokens and 4 × 4 pictures; logits lie in ±`spread`.
  init(codeCount: Int = 32, spread: Float = 2) {
    configuration = ModelConfiguration(
      width: 8, layerCount: 1, headCount: 1, feedForwardWidth: 8, contextLength: 64,
      textCount: 16, codeCount: codeCount, sentinelCount: 2, grid: 4)
    self.spread = spread
  }

  var vocabulary: Vocabulary { configuration.vocabulary }

  func makeCache() -> KeyValueCache {
    KeyValueCache(
      CachePagePool(CachePageLayout(configuration, .float32)),
      contextLength: configuration.contextLength)
  }

  func prefill(
    _ ids: [TokenID], lane: Int, into cache: inout KeyValueCache, logitsOf range: Range<Int>
  ) -> [Float] {
    calls.append(.prefill(idCount: ids.count))
    cache.append(ids, lane: lane)
    return logits(behind: cache.ids(ofLane: lane), range)
  }

  func step(
    _ ids: [TokenID], lanes: [Int], into cache: inout KeyValueCache, logitsOf range: Range<Int>
  ) -> [Float] {
    calls.append(.step(rowCount: ids.count))
    return zip(ids, lanes).flatMap { id, lane in
      cache.append([id], lane: lane)
      return logits(behind: cache.ids(ofLane: lane), range)
    }
  }

  func logits(of range: Range<Int>, behindEachOf ids: [TokenID], from start: Int) -> [Float] {
    (start...ids.count).flatMap { logits(behind: Array(ids.prefix($0)), range) }
  }

  func logProbabilities(of ids: [TokenID], from start: Int) -> [Float] { [] }

  /// The table: a hash of the ids so far and of the next one, as a number in ±`spread`.
  func logits(behind ids: [TokenID], _ range: Range<Int>) -> [Float] {
    let state = ids.reduce(UInt64(1)) { Self.mixed($0 ^ UInt64($1.index + 1)) }
    return range.map { id in
      let bits = Self.mixed(state ^ UInt64(id + 1) << 32) >> 40
      return (Float(bits) * 0x1p-23 - 1) * spread
    }
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
