#if canImport(Glibc)
  import Glibc
#endif
import Modeling
import Tensors
import TestSupport
import Testing
import Tokens

@Suite struct ScoringTests {
  @Test(arguments: PackedPrecision.allCases)
  func logProbabilitiesAreThoseOfThePrefilledLogits(precision: PackedPrecision) throws {
    let model = try SmallModel.transformer(precision, threads: 2)
    let ids = SmallModel.ids(150, seed: 1)
    let scored = model.logProbabilities(of: ids, from: 1)
    #expect(scored.count == 149)
    for i in [1, 2, 64, 127, 128, 129, 149] {
      var cache = model.makeCache()
      let logits = model.prefill(
        Array(ids.prefix(i)), lane: cache.addLane(), into: &cache, logitsOf: SmallModel.everything)
      let sum = logits.reduce(0) { $0 + exp(Double($1)) }
      let expected = Double(logits[ids[i].index]) - log(sum)
      #expect(abs(Double(scored[i - 1]) - expected) < 1e-4)
    }
  }

  @Test func aLaterStartGivesTheTailOfTheSameValues() throws {
    let model = try SmallModel.transformer()
    let ids = SmallModel.ids(140, seed: 2)
    let scored = model.logProbabilities(of: ids, from: 1)
    for start in [2, 100, 128, 129, 130, 139, 140] {
      #expect(model.logProbabilities(of: ids, from: start) == Array(scored.dropFirst(start - 1)))
    }
  }

  @Test(arguments: PackedPrecision.allCases, [1, 2])
  func logitsOfAWholeSequenceAreBitwiseThoseOfItsSteps(precision: PackedPrecision, threads: Int)
    throws
  {
    let model = try SmallModel.transformer(precision, threads: threads)
    let ids = SmallModel.ids(140, seed: 3)
    let range = 60..<130
    let whole = model.logits(of: range, behindEachOf: ids, from: 5)
    #expect(whole.count == 136 * range.count)
    var cache = model.makeCache()
    let lane = cache.addLane()
    _ = model.prefill(Array(ids.prefix(4)), lane: lane, into: &cache, logitsOf: 0..<0)
    for place in 0..<136 {
      let step = model.step([ids[place + 4]], lanes: [lane], into: &cache, logitsOf: range)
      #expect(Array(whole[place * range.count..<(place + 1) * range.count]) == step)
    }
  }
}
