import Evaluation
import Foundation
import Generation
import Imaging
import Scenes
import Testing

@Suite struct TaskEvaluationTests {
  private static let pictures = TaskEvaluation.tasks.filter {
    [.edits, .structure].contains($0.group) || [.letters, .boxes].contains($0)
  }
  private static let words = TaskEvaluation.tasks.filter { !pictures.contains($0) }
  private static let graded: [SceneTask] =
    SceneTask.Group.structure.tasks + [.letters, .boxes, .longCaption]

  private func evaluation(
    _ worker: TaskEvaluation.Worker, roundTrip: @escaping (Image) -> Image = { $0 }
  ) throws -> TaskEvaluation {
    let composer = SceneComposer(catalog: .shapes, canvas: 128)
    return try TaskEvaluation(
      TaskWriter(composer, split: .unseen), roundTrip: roundTrip, worker: worker)
  }

  private func blank() -> Image { Image(width: 128, height: 128, fill: .white) }

  private func drawing(_ draw: @escaping ([TaskDocument]) -> [Image]) -> TaskEvaluation.Worker {
    TaskEvaluation.Worker(answer: { _ in "" }, draw: draw)
  }

  /// Knows what was asked.
  private let faultless = TaskEvaluation.Worker(
    answer: { $0.truth ?? "" }, draw: { $0.compactMap(\.pictures.last) })

  @Test(arguments: TaskEvaluation.tasks) func whoKnowsTheAnswersIsRight(_ task: SceneTask) throws {
    let score = try evaluation(faultless).score(task, count: 4, seed: 3)
    let isPicture = Self.pictures.contains(task)
    #expect(score.right == Proportion(right: 4, of: 4))
    #expect(score.kept.map { $0.share == 1 } ?? (task.group != .edits || task == .background))
    #expect(score.ceiling?.share == (isPicture ? 1 : nil))
    #expect((score.commonest == nil) == isPicture)
    #expect((score.mean != nil) == Self.graded.contains(task))
    #expect(score.mean?.value ?? 1 > 0.95, "\(task) \(score.mean?.value ?? 0)")
    #expect(score.ceilingMean == (isPicture ? score.mean : nil))
  }

  @Test(arguments: pictures) func blankPicturesAreWrong(_ task: SceneTask) throws {
    let blanks = drawing { $0.map { _ in blank() } }
    let score = try evaluation(blanks, roundTrip: { _ in blank() }).score(task, count: 4, seed: 3)
    #expect(score.right.right == 0 && score.ceiling?.right == 0)
    // The ground of a map is right.
    #expect(
      score.mean?.value ?? 0 < (task == .segmentation ? 0.4 : 0.2),
      "\(task) \(score.mean?.value ?? 0)")
  }

  /// What another document asks for is no answer to this one, or by chance alone.
  @Test(arguments: pictures) func picturesOfOtherDocumentsAreWrong(_ task: SceneTask) throws {
    let others = drawing { documents in
      (documents.dropFirst() + documents.prefix(1)).compactMap(\.pictures.last)
    }
    let score = try evaluation(others).score(task, count: 8, seed: 3)
    #expect(score.right.right <= 2, "\(task) \(score.right.right)")
    #expect(score.mean?.value ?? 0 < 0.6, "\(task) \(score.mean?.value ?? 0)")
    #expect(score.ceiling == Proportion(right: 8, of: 8))
  }

  @Test(arguments: words) func whoSaysNothingIsWrong(_ task: SceneTask) throws {
    var samples = 0
    let silent = drawing { $0.map { _ in blank() } }
    let score = try evaluation(silent).score(
      task, count: 4, seed: 3,
      each: { sample in
        samples += 1
        #expect(!sample.verdict.isRight && sample.drawn == nil && sample.answer == "")
      })
    #expect(samples == 4 && score.right.share == 0 && score.ceiling == nil)
  }

  @Test(arguments: [SceneTask.recolour, .remove])
  func whoDoesNothingIsWrongButKeepsThePicture(_ task: SceneTask) throws {
    let idle = drawing { $0.map { $0.pictures[0] } }
    let score = try evaluation(idle).score(task, count: 4, seed: 3)
    #expect(score.right.share == 0 && score.kept?.share == 1)
  }

  @Test func aPictureThatChangesElsewhereIsNotKept() throws {
    let whole = drawing { documents in
      documents.map { document in
        let picture = document.pictures[1]
        let inverse = picture.pixels.enumerated().map { $0 % 4 == 3 ? $1 : 255 - $1 }
        return Image(width: picture.width, height: picture.height, pixels: inverse)
      }
    }
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
      }, draw: { _ in [] })
    let score = try evaluation(half).score(.grounding, count: 6, seed: 5)
    #expect(score.right.share == 0 && given.count == 6)
  }

  /// What the image tokenizer that ships lets a faultless model reach.
  @Test(arguments: [
    SceneTask.letters, .boxes, .segmentation, .scribble, .normals, .pose, .recolour,
  ])
  func theShippedTokenizerKeepsWhatTasksAskFor(_ task: SceneTask) throws {
    let resources = URL(fileURLWithPath: #filePath)
      .appending(path: "../../../Sources/leon/Resources").standardized.path
    let model = try LoadedModel(folder: resources + "/leon-mini", threads: 1)
    let composer = SceneComposer(
      catalog: try SceneCatalog(stickers: resources + "/stickers"), canvas: 128)
    let evaluation = try TaskEvaluation(
      TaskWriter(composer, split: .unseen), roundTrip: { model.decode(model.encode($0)) },
      worker: faultless)
    let score = try evaluation.score(task, count: 6, seed: 1)
    let ceiling = score.ceilingMean?.value ?? score.ceiling?.share ?? 0
    #expect(ceiling > 0.75, "\(task) \(ceiling)")
  }

  @Test func anAnswerCountsWhateverTheReasonBeforeIt() throws {
    let guessing = TaskEvaluation.Worker(
      answer: { document in
        let answer = (document.truth ?? "").split(separator: " ").last ?? ""
        return "I feel it. so the answer is \(answer)."
      }, draw: { _ in [] })
    #expect(try evaluation(guessing).score(.twoStep, count: 4, seed: 5).right.right == 4)
  }

  @Test func whatCannotBeAskedForIsWrittenAgain() throws {
    var picky = faultless
    picky.accepts = { $0.text.count < 150 }
    var lengths: [Int] = []
    let score = try evaluation(picky).score(
      .boxes, count: 8, seed: 1, each: { lengths.append($0.document.text.count) })
    #expect(score.right.trials == 8 && lengths.allSatisfy { $0 < 150 })
    var all: [Int] = []
    _ = try evaluation(faultless).score(
      .boxes, count: 8, seed: 1, each: { all.append($0.document.text.count) })
    #expect(all.contains { $0 >= 150 })
  }

  @Test func aStopLeavesTheBatchesThatAreDone() throws {
    var batches: [Int] = []
    let counting = drawing { documents in
      batches.append(documents.count)
      return documents.map { _ in blank() }
    }
    let whole = try evaluation(counting).score(.pose, count: 20, seed: 1)
    #expect(batches == [16, 4] && whole.right.trials == 20)
    let part = try evaluation(counting).score(
      .pose, count: 20, seed: 1, until: { batches.count == 3 })
    #expect(part.right.trials == 16)
    let none = try evaluation(counting).score(.pose, count: 20, seed: 1, until: { true })
    #expect(none.right.trials == 0 && none.mean == nil)
  }
}
