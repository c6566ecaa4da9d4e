import Evaluation
import Imaging
import Scenes
import Testing

@Suite struct TaskEvaluationTests {
  private func evaluation(_ worker: TaskEvaluation.Worker) throws -> TaskEvaluation {
    try TaskEvaluation(
      SceneComposer(catalog: .shapes, canvas: 128), roundTrip: { $0 }, worker: worker)
  }

  /// Knows what was asked.
  private let faultless = TaskEvaluation.Worker(
    answer: { $0.truth ?? "" }, draw: { $0.pictures[1] })
  /// Says nothing, and leaves pictures as they are.
  private let idle = TaskEvaluation.Worker(answer: { _ in "" }, draw: { $0.pictures[0] })

  @Test(arguments: TaskEvaluation.tasks) func whoKnowsTheAnswersIsRight(_ task: SceneTask) throws {
    let score = try evaluation(faultless).score(task, count: 4, seed: 3)
    #expect(score.right == Proportion(right: 4, of: 4))
    #expect(score.kept.map { $0.share == 1 } ?? (task.group != .edits || task == .background))
    #expect(score.ceiling.map { $0.share == 1 } ?? (task.group != .edits))
    #expect((score.commonest != nil) == (task.group != .edits))
  }

  @Test(arguments: [SceneTask.recolour, .remove, .count, .grounding, .caption])
  func whoDoesNothingIsWrongButKeepsThePicture(_ task: SceneTask) throws {
    var samples = 0
    let score = try evaluation(idle).score(task, count: 4, seed: 3) { sample in
      samples += 1
      #expect(!sample.isRight && (sample.drawn == nil) == (sample.answer != nil))
    }
    #expect(samples == 4 && score.right.share == 0 && score.kept?.share ?? 1 == 1)
  }

  @Test func aPictureThatChangesElsewhereIsNotKept() throws {
    let whole = TaskEvaluation.Worker(
      answer: { _ in "" },
      draw: { document in
        let picture = document.pictures[1]
        let inverse = picture.pixels.enumerated().map { $0 % 4 == 3 ? $1 : 255 - $1 }
        return Image(width: picture.width, height: picture.height, pixels: inverse)
      })
    let score = try evaluation(whole).score(.recolour, count: 4, seed: 1)
    #expect(score.kept == Proportion(right: 0, of: 4) && score.right.share == 0)
  }

  @Test func aBoxCountsFromHalfItsUnionOn() throws {
    var given: [String] = []
    let half = TaskEvaluation.Worker(
      answer: { document in
        let box = PixelBox(corners: document.truth ?? "", canvas: 128)
        let wide = try #require(box)
        given.append(document.truth ?? "")
        return PixelBox(
          x: wide.x, y: wide.y, width: wide.width, height: wide.height * 2 / 5
        ).corners(canvas: 128)
      }, draw: { $0.pictures[0] })
    let score = try evaluation(half).score(.grounding, count: 6, seed: 5)
    #expect(score.right.share == 0 && given.count == 6)
  }
}
