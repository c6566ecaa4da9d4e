import Evaluation
import Imaging
import Scenes
import Testing

@Suite struct SceneEvaluationTests {
  private func score(
    drawing draw: (([String]) throws -> [Image])?,
    roundTrip: @escaping ([Image]) -> [Image] = { $0 }
  ) throws -> (SceneScore, prompts: [String]) {
    var prompts: [String] = []
    let evaluation = try SceneEvaluation(
      catalog: .shapes, canvas: 128, roundTrip: roundTrip, draw: draw)
    let score = try evaluation.score(.colour, .seen, count: 20, seed: 1) {
      prompts.append($0.prompt)
    }
    return (score, prompts)
  }

  private func blank(_ count: Int) -> [Image] {
    (0..<count).map { _ in Image(width: 128, height: 128, fill: .white) }
  }

  @Test func aTokenizerThatLosesNothingReachesWhatTheReaderReads() throws {
    let (score, prompts) = try score(drawing: nil)
    #expect(score.ceiling == score.clean && score.clean.trials == 20)
    #expect(score.clean.share > 0.9, "\(score.cleanMisses)")
    #expect(score.drawn == nil && prompts.count == 20)
  }

  @Test func aTokenizerThatLosesAllHasACeilingOfNothing() throws {
    let (score, _) = try score(drawing: nil, roundTrip: { blank($0.count) })
    #expect(score.ceiling.right == 0 && score.ceilingMisses.count == 20)
    #expect(score.clean.share > 0.9)
  }

  @Test func aModelIsAskedInBatchesAndBlankPicturesScoreNothing() throws {
    var asked: [[String]] = []
    let (score, prompts) = try score(drawing: {
      asked.append($0)
      return blank($0.count)
    })
    #expect(asked.map(\.count) == [16, 4] && asked.flatMap { $0 } == prompts)
    #expect(score.drawn == Proportion(right: 0, of: 20))
    #expect(score.drawnMisses.first?.read == "nothing on a white background")
  }

  @Test func whatWasDrawnUntilItWasStoppedIsScored() throws {
    let evaluation = try SceneEvaluation(
      catalog: .shapes, canvas: 128, roundTrip: { $0 }, draw: { self.blank($0.count) })
    var seen = 0
    let score = try evaluation.score(
      .colour, .seen, count: 200, seed: 1, until: { seen >= SceneEvaluation.batch }
    ) { _ in seen += 1 }
    #expect(seen == SceneEvaluation.batch && score.drawn?.trials == seen)
    #expect(score.clean.trials == seen && score.ceiling.trials == seen)
  }
}
