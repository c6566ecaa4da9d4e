package import Tokens

/// What decoding needs of a model: logits for the ids so far.
///
/// The logits of a lane depend on its ids alone: not on the lanes that run beside it, nor on whether
/// its cache was filled by prefill, by steps, by a copy or after a rewind. `Transformer` holds that
/// bit for bit.
package protocol LanguageModel: AnyObject {
  /// The sizes; ids come from its vocabulary.
  var configuration: ModelConfiguration { get }

  /// Makes a cache without lanes.
  func makeCache() -> KeyValueCache

  /// Appends ids to one lane.
  ///
  /// - Parameters:
  ///   - ids: at least one; with the lane's own at most `contextLength`.
  ///   - lane: of the cache.
  ///   - cache: of this model.
  ///   - range: the ids whose logits are wanted; empty for none.
  /// - Returns: the logits of `range` behind the last id.
  func prefill(
    _ ids: [TokenID], lane: Int, into cache: inout KeyValueCache, logitsOf range: Range<Int>
  ) -> [Float]

  /// Appends one id to each of several lanes, each at its own length.
  ///
  /// - Parameters:
  ///   - ids: one a lane.
  ///   - lanes: any of the cache's lanes, none twice.
  ///   - cache: of this model.
  ///   - range: the ids whose logits are wanted.
  /// - Returns: logits `[lanes.count, range.count]`, row after row.
  func step(
    _ ids: [TokenID], lanes: [Int], into cache: inout KeyValueCache, logitsOf range: Range<Int>
  ) -> [Float]

  /// Scores a sequence without sampling.
  ///
  /// - Parameters:
  ///   - ids: at most `contextLength`.
  ///   - start: the first id that is scored, at least 1.
  /// - Returns: log p(ids[i] | ids[..<i]) for i in `start..<ids.count`.
  func logProbabilities(of ids: [TokenID], from start: Int) -> [Float]

  /// Looks at a sequence without sampling: the logits that steps along it would give.
  ///
  /// - Parameters:
  ///   - range: the ids whose logits are wanted.
  ///   - ids: at most `contextLength`.
  ///   - start: the ids before the first logits, at least 1.
  /// - Returns: logits `[ids.count - start + 1, range.count]` behind ids[..<i] for i in
  ///   `start...ids.count`, row after row.
  func logits(of range: Range<Int>, behindEachOf ids: [TokenID], from start: Int) -> [Float]

  /// Computes values that do not depend on each other, on whatever threads the model has.
  ///
  /// - Parameters:
  ///   - count: how many.
  ///   - body: computes one of them.
  /// - Returns: the values in their order.
  func map<Value: Sendable>(_ count: Int, _ body: @Sendable (Int) -> Value) -> [Value]
}

extension LanguageModel {
  /// One after the other.
  package func map<Value: Sendable>(_ count: Int, _ body: @Sendable (Int) -> Value) -> [Value] {
    (0..<count).map(body)
  }
}
