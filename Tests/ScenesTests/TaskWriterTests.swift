import Imaging
import Scenes
import Tensors
import Testing

@Suite struct TaskWriterTests {
  private let writer: TaskWriter

  init() throws {
    writer = TaskWriter(SceneComposer(catalog: try SceneStickers.catalog.get(), canvas: 128))
  }

  @Test(arguments: SceneTask.allCases)
  func everyTaskIsWrittenWithAnAnswerAndNothingHeldOut(_ task: SceneTask) throws {
    var generator = SplitMix64(seed: 2)
    for _ in 0..<4 {
      let document = try writer.document(task, using: &generator)
      #expect(document.task == task && document.segments.indices.contains(document.answer.segment))
      #expect(document.pictures.allSatisfy { $0.width == 128 && $0.height == 128 && $0.isOpaque })
      for case .words(let pieces) in document.segments {
        #expect(!pieces.isEmpty && pieces.allSatisfy { !$0.isEmpty && !$0.contains("{") })
      }
      #expect(scenes(of: document).allSatisfy { !$0.combinations.contains { $0.isHeldOut } })
    }
  }

  @Test(arguments: SceneTask.allCases)
  func theOtherSplitAlwaysShowsSomethingHeldOut(_ task: SceneTask) throws {
    let writer = TaskWriter(writer.composer, split: .unseen)
    var generator = SplitMix64(seed: 2)
    for _ in 0..<6 {
      let document = try writer.document(task, using: &generator)
      let scenes = scenes(of: document)
      let isShown = scenes.contains { $0.combinations.contains { $0.isHeldOut } }
      #expect(document.task == task && (isShown || scenes.isEmpty), "\(document.text)")
    }
  }

  private func scenes(of document: TaskDocument) -> [Scene] {
    switch document.record {
    case .scene(let scene), .question(let scene, _), .box(let scene, _): [scene]
    case .edit(let before, let after): [before, after]
    case .letters, .solids, .figure: []
    }
  }

  @Test func oneSeedWritesOneSeriesOfDocuments() throws {
    func series(_ seed: UInt64) throws -> [TaskDocument] {
      var generator = SplitMix64(seed: seed)
      return try SceneTask.allCases.map { try writer.document($0, using: &generator) }
    }
    #expect(try series(1) == series(1))
    #expect(try series(1).map(\.text) != series(2).map(\.text))
  }

  @Test func captionsSayWhatTheRecordSays() {
    #expect(
      HandMade.scene.caption == "a red square and a blue circle on a white background, flat scene")
    #expect(
      HandMade.scene.longCaption == "a small red square on the left and a small blue circle to the "
        + "right of the square, all on a white background, flat scene")
  }

  @Test func nounsAreAsShortAsTheyTellThingsApart() {
    var scene = HandMade.scene
    #expect(scene.noun(of: 0) == "square")
    scene.objects[1].thing = .shape(.square)
    #expect(scene.noun(of: 0) == "red square")
    scene.objects[1].colour = .red
    #expect(scene.noun(of: 0) == nil)
    scene.objects[1].size = .large
    #expect(scene.noun(of: 0) == "small red square")
  }

  @Test func nothingIsSaidOfAPlaceBetweenTwoCells() {
    var scene = HandMade.scene
    #expect(scene.place(of: 0) == "on the left")
    scene.objects[0].box.x = 22
    #expect(scene.place(of: 0) == nil)
  }

  /// Captions stand before the picture, to be infilled, or behind it.
  @Test(arguments: [SceneTask.caption, .longCaption])
  func captionsComeInBothLayoutsAndManyWordings(_ task: SceneTask) throws {
    let documents = try HandMade.documents(task, draws: 200)
    #expect(Set(documents.map(\.answer.segment)) == [0, 1])
    #expect(Set(documents.map(\.asked)).count >= 12)
    let caption = task == .caption ? HandMade.scene.caption : HandMade.scene.longCaption
    #expect(documents.allSatisfy { $0.answerWords == caption && $0.pictures.count == 1 })
  }

  /// What is asked of the hand-made scene, with every answer there is.
  static let answers: [(SceneTask, Set<String>)] = [
    (.colour, ["red", "blue"]), (.shape, ["square", "circle"]),
    (.place, ["on the left", "on the right"]), (.count, ["none", "one"]),
    (.presence, ["yes", "no"]), (.relation, ["square", "circle"]), (.bigger, []),
    (
      .twoStep,
      [
        "the square is to the left of the circle, and it is red. So the answer is red",
        "the circle is to the right of the square, and it is blue. So the answer is blue",
      ]
    ),
  ]

  @Test(arguments: answers.indices)
  func questionsHaveTheAnswersOfTheRecord(_ index: Int) throws {
    let (task, answers) = Self.answers[index]
    let documents = try HandMade.documents(task, draws: 200)
    #expect(Set(documents.map(\.answerWords)) == answers)
    for document in documents {
      let isOfCircle = document.asked.contains("circle")
      switch task {
      case .colour: #expect(document.answerWords == (isOfCircle ? "blue" : "red"))
      case .place: #expect(document.answerWords == (isOfCircle ? "on the right" : "on the left"))
      case .relation: #expect(document.answerWords == (isOfCircle ? "square" : "circle"))
      default: break
      }
    }
  }

  @Test func theBiggerOneIsNamed() throws {
    var scene = HandMade.scene
    scene.objects[1].size = .large
    scene.objects[1].box = PixelBox(x: 60, y: 31, width: 66, height: 66)
    let documents = try HandMade.documents(.bigger, of: scene)
    #expect(!documents.isEmpty && documents.allSatisfy { $0.answerWords == "circle" })
  }

  /// Both layouts, and the wording of the paper among ours.
  @Test func questionsStandBeforeThePictureOrBehindIt() throws {
    let texts = Set(try HandMade.documents(.colour, draws: 300).map(\.text))
    #expect(texts.contains("Question: what colour is the square? Answer: [red] . ¦ ▢"))
    #expect(texts.contains("▢ ¦ Question: what colour is the square? Answer: [red]"))
    #expect(texts.contains("which colour does the circle have? [blue] ¦ ▢"))
    #expect(texts.count >= 24)
  }

  @Test func yesAndNoAreEquallyOften() throws {
    let documents = try HandMade.documents(.presence, draws: 200)
    let yes = documents.count { $0.answerWords == "yes" }
    #expect(documents.count == 200 && (72...128).contains(yes), "\(yes) of 200")
    for document in documents where document.answerWords == "yes" {
      let said = ["a square?", "a red square?", "a circle?", "a blue circle?"]
      #expect(said.contains { document.asked.contains($0) }, "\(document.text)")
    }
  }

  @Test func whatIsAskedForIsNeverHeldOut() throws {
    for document in try HandMade.documents(.presence, draws: 100) {
      for colour in SceneColour.allCases {
        for shape in [SceneShape.square, .circle]
        where document.asked.contains("\(colour) \(shape)") {
          let isShown = document.answerWords == "yes"
          #expect(isShown || !SceneCombination.colour(colour, .shape(shape)).isHeldOut)
        }
      }
    }
  }
}
