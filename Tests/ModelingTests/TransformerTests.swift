import Layers
import Modeling
import Tensors
import TestSupport
import Testing
import Tokens

/// The logits of a lane do not depend, to the last bit, on how they were reached.
@Suite struct TransformerTests {
  private let all = SmallModel.everything

  /// The logits behind `ids` in a cache of their own.
  private func fresh(_ model: Transformer, _ ids: [TokenID]) -> [Float] {
    var cache = model.makeCache()
    return model.prefill(ids, lane: cache.addLane(), into: &cache, logitsOf: all)
  }

  @Test(arguments: PackedPrecision.allCases)
  func aPrefillEqualsItsSteps(precision: PackedPrecision) throws {
    let model = try SmallModel.transformer(precision)
    let ids = SmallModel.ids(150, seed: 1)  // more rows than a pass, more positions than a page
    var cache = model.makeCache()
    let lane = cache.addLane()
    var last: [Float] = []
    for id in ids { last = model.step([id], lanes: [lane], into: &cache, logitsOf: all) }
    #expect(last == fresh(model, ids))
    #expect(cache.ids(ofLane: lane) == ids)
  }

  @Test(arguments: PackedPrecision.allCases)
  func aLaneIsTheSameAmongOneToThirtyTwo(precision: PackedPrecision) throws {
    let model = try SmallModel.transformer(precision)
    let prompts = (0..<32).map { SmallModel.ids(1 + $0 * 5 % 17, seed: UInt64($0)) }
    let next = SmallModel.ids(32, seed: 99)
    let alone = prompts.indices.map { fresh(model, prompts[$0] + [next[$0]]) }
    for count in 1...32 {
      var cache = model.makeCache()
      for prompt in prompts.prefix(count) {
        _ = model.prefill(prompt, lane: cache.addLane(), into: &cache, logitsOf: 0..<0)
      }
      let together = model.step(
        Array(next.prefix(count)), lanes: Array(0..<count), into: &cache, logitsOf: all)
      #expect(together == Array(alone.prefix(count).joined()), "\(count) lanes")
    }
  }

  @Test(arguments: PackedPrecision.allCases, [CPULevel.plain, .avx2, .current])
  func threadsDoNotChangeTheBits(precision: PackedPrecision, level: CPULevel) throws {
    guard level.rawValue <= CPULevel.current.rawValue else { return }
    let ids = SmallModel.ids(70, seed: 2)
    let one = fresh(try SmallModel.transformer(precision, threads: 1, level: level), ids)
    for threads in 2...3 {
      #expect(
        fresh(try SmallModel.transformer(precision, threads: threads, level: level), ids) == one)
    }
  }

  @Test func aRewoundLaneEqualsAFreshOne() throws {
    let model = try SmallModel.transformer(threads: 2)
    let ids = SmallModel.ids(80, seed: 3)
    let other = SmallModel.ids(30, seed: 4)
    var cache = model.makeCache()
    let lane = cache.addLane()
    _ = model.prefill(ids, lane: lane, into: &cache, logitsOf: 0..<0)
    cache.truncate(lane: lane, to: 61)
    let logits = model.prefill(other, lane: lane, into: &cache, logitsOf: all)
    #expect(logits == fresh(model, ids.prefix(61) + other))
  }

  @Test func aCopiedLaneGoesItsOwnWay() throws {
    let model = try SmallModel.transformer(threads: 2)
    let prompt = SmallModel.ids(20, seed: 5)
    let ways = [SmallModel.ids(50, seed: 6), SmallModel.ids(50, seed: 7)]
    var cache = model.makeCache()
    let first = cache.addLane()
    _ = model.prefill(prompt, lane: first, into: &cache, logitsOf: 0..<0)
    let second = cache.copyLane(first)
    var logits: [Float] = []
    for i in 0..<50 {
      logits = model.step(
        [ways[0][i], ways[1][i]], lanes: [first, second], into: &cache, logitsOf: all)
    }
    #expect(logits == ways.flatMap { fresh(model, prompt + $0) })
  }

  @Test func copiesOfTheCacheDoNotDisturbEachOther() throws {
    let model = try SmallModel.transformer()
    let ids = SmallModel.ids(16, seed: 8)
    var cache = model.makeCache()
    let lane = cache.addLane()
    _ = model.prefill(Array(ids.prefix(10)), lane: lane, into: &cache, logitsOf: 0..<0)
    var copy = cache
    _ = model.prefill(Array(ids[10..<15]), lane: lane, into: &cache, logitsOf: 0..<0)
    _ = model.prefill(SmallModel.ids(9, seed: 9), lane: lane, into: &copy, logitsOf: 0..<0)
    let logits = model.step([ids[15]], lanes: [lane], into: &cache, logitsOf: all)
    #expect(logits == fresh(model, ids))
  }

  @Test func aLaneAddedLateAndAnySubsetStepAlone() throws {
    let model = try SmallModel.transformer(threads: 2)
    let ids = SmallModel.ids(12, seed: 10)
    var cache = model.makeCache()
    let early = [cache.addLane(), cache.addLane()]
    for id in ids.prefix(6) {
      _ = model.step([id, ids[0]], lanes: early, into: &cache, logitsOf: 0..<1)
    }
    let late = cache.addLane()
    _ = model.prefill(Array(ids.prefix(3)), lane: late, into: &cache, logitsOf: 0..<0)
    let logits = model.step(
      [ids[3], ids[6]], lanes: [late, early[0]], into: &cache, logitsOf: all)
    #expect(logits == fresh(model, Array(ids.prefix(4))) + fresh(model, Array(ids.prefix(7))))
    #expect([early[0], early[1], late].map { cache.length(ofLane: $0) } == [7, 6, 4])
  }

  @Test func aSliceOfTheLogitsEqualsThatPartOfAll() throws {
    let model = try SmallModel.transformer(.bfloat16)
    let codes = SmallModel.configuration.vocabulary.imageRange
    let ids = SmallModel.ids(9, seed: 11)
    var cache = model.makeCache()
    let slice = model.prefill(ids, lane: cache.addLane(), into: &cache, logitsOf: codes)
    #expect(slice == Array(fresh(model, ids)[codes]))
  }

  @Test(arguments: [PackedPrecision.float32, .bfloat16], [CPULevel.plain, .avx2, .exact])
  func logitsEqualTheTrainingPath(precision: PackedPrecision, level: CPULevel) throws {
    guard level.rawValue <= CPULevel.current.rawValue else { return }
    let model = try SmallModel.transformer(precision, cache: .float32, level: level)
    for (logits, row) in try besideTrainingPath(model) {
      #expect(difference(logits, row, absolute: 1e-4, relative: 1e-4) == nil)
    }
  }

  @Test func activationsOfBfloat16MoveLogitsByTheirRoundingOnly() throws {
    let model = try SmallModel.transformer(.bfloat16, cache: .float32, level: .current)
    for (logits, row) in try besideTrainingPath(model) {
      #expect(difference(logits, row, absolute: 0.02) == nil)
    }
  }

  @Test(arguments: [CPULevel.plain, .avx2, .current])
  func wholeNumbersMoveLogitsLessThanBfloat16(level: CPULevel) throws {
    guard level.rawValue <= CPULevel.current.rawValue else { return }
    let model = try SmallModel.transformer(.int16, cache: .float32, level: level)
    for (logits, row) in try besideTrainingPath(model) {
      #expect(difference(logits, row, absolute: 0.003) == nil)
    }
  }

  @Test func aCacheOfBfloat16MovesLogitsByItsRoundingOnly() throws {
    let model = try SmallModel.transformer(.bfloat16, level: .exact)
    for (logits, row) in try besideTrainingPath(model) {
      #expect(difference(logits, row, absolute: 2e-2) == nil)
    }
  }

  /// The logits behind prefixes of a sequence, by a model and by the training path.
  private func besideTrainingPath(_ model: Transformer) throws -> [([Float], [Float])] {
    let weights = ModelWeights(
      SmallModel.configuration, training: false, value: SmallModel.tensor)
    let ids = SmallModel.ids(90, seed: 12)
    let rows = PackedRows(lengths: [90])
    let expected = TransformerPass.logits(
      ids.map(\.rawValue), positions: rows.positions, rows: rows, weights,
      on: Tape(on: try Compute(threads: 1), recording: false))
    return [1, 2, 64, 65, 90].map { length in
      (
        fresh(model, Array(ids.prefix(length))),
        expected.value.rows(length - 1..<length).values
      )
    }
  }
}
