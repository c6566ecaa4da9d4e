/// Questions about a scene, each with one right answer.
extension TaskWriter {
  /// A question with its answer before the picture, to be found by infilling, or behind it.
  func answered(
    _ task: SceneTask, _ scene: Scene, _ generator: inout some RandomNumberGenerator
  ) throws -> TaskDocument? {
    guard let question = question(task, scene, &generator) else { return nil }
    let picture = try picture(of: scene)
    let isFirst = Bool.random(using: &generator)
    let words = framed(question, isClosed: !isFirst, &generator)
    return TaskDocument(
      task: task,
      segments: isFirst ? [picture, .words(words)] : [.words(words), picture],
      answer: .init(segment: isFirst ? 1 : 0, piece: 1), record: .question(scene, question))
  }

  /// Question and answer as pieces: the answer is the second, with its reason before it.
  ///
  /// Closed ones have the paper's full stop behind them; a document ends without one.
  func framed(
    _ question: SceneQuestion, isClosed: Bool, _ generator: inout some RandomNumberGenerator
  ) -> [String] {
    let frames =
      question.reason == nil
      ? [
        "Question: {} Answer:", "Question: {} The answer is", "Question: {}", "{}",
        "question: {} answer:",
      ]
      : ["Question: {} Answer: Let's think step-by-step:", "question: {} answer, step by step:"]
    let frame = one(of: frames, &generator).replacing("{}", with: question.text)
    let answer =
      question.reason.map { "\($0) So the answer is \(question.answer)" } ?? question.answer
    return [frame, answer] + (isClosed && frame.first == "Q" ? ["."] : [])
  }

  /// Draws a question of a kind; nil where the scene has no plain answer to it.
  func question(
    _ task: SceneTask, _ scene: Scene, _ generator: inout some RandomNumberGenerator
  ) -> SceneQuestion? {
    let index = Int.random(in: scene.objects.indices, using: &generator)
    switch task {
    case .colour: return colour(scene, index, &generator)
    case .shape: return shape(scene, index, &generator)
    case .place: return place(scene, index, &generator)
    case .count: return count(scene, index, &generator)
    case .presence: return presence(scene, index, &generator)
    case .relation: return relation(scene, index, &generator)
    case .bigger: return bigger(scene, index, &generator)
    default: return twoSteps(scene, index, &generator)
    }
  }

  private func colour(
    _ scene: Scene, _ index: Int, _ generator: inout some RandomNumberGenerator
  ) -> SceneQuestion? {
    let object = scene.objects[index]
    guard scene.objects.count(where: { $0.thing == object.thing }) == 1 else { return nil }
    let text = one(
      of: [
        "what colour is the {}?", "which colour does the {} have?", "what is the colour of the {}?",
        "in what colour is the {}?",
      ], &generator)
    return SceneQuestion(
      text: text.replacing("{}", with: object.thing.name), answer: object.colour.rawValue)
  }

  private func shape(
    _ scene: Scene, _ index: Int, _ generator: inout some RandomNumberGenerator
  ) -> SceneQuestion? {
    let object = scene.objects[index]
    guard scene.objects.count(where: { $0.colour == object.colour }) == 1 else { return nil }
    var texts = ["what is the {} thing?", "what is {}?", "which thing is {}?"]
    if case .shape = object.thing {
      texts += Array(repeating: "what shape is the {} thing?", count: 3)
    }
    return SceneQuestion(
      text: one(of: texts, &generator).replacing("{}", with: object.colour.rawValue),
      answer: object.thing.name)
  }

  private func place(
    _ scene: Scene, _ index: Int, _ generator: inout some RandomNumberGenerator
  ) -> SceneQuestion? {
    guard let noun = scene.noun(of: index), let place = scene.place(of: index) else { return nil }
    let text = one(
      of: ["where is the {}?", "where in the picture is the {}?", "in which part is the {}?"],
      &generator)
    return SceneQuestion(text: text.replacing("{}", with: noun), answer: place)
  }

  /// One time of six the thing is not there.
  private func count(
    _ scene: Scene, _ index: Int, _ generator: inout some RandomNumberGenerator
  ) -> SceneQuestion? {
    let isAbsent = Int.random(in: 0..<6, using: &generator) == 0
    let thing = isAbsent ? absentThing(scene, &generator) : scene.objects[index].thing
    let count = scene.objects.count { $0.thing == thing }
    let text = one(
      of: [
        "how many {} are there?", "how many {} do you see?", "how many {} does the picture show?",
      ],
      &generator)
    return SceneQuestion(
      text: text.replacing("{}", with: thing.plural), answer: Self.numbers[count])
  }

  static let numbers = ["none", "one", "two", "three", "four"]

  /// As often yes as no; no to a thing that is not there, or that has another colour.
  private func presence(
    _ scene: Scene, _ index: Int, _ generator: inout some RandomNumberGenerator
  ) -> SceneQuestion? {
    let object = scene.objects[index]
    let isThere = Bool.random(using: &generator)
    let saysColour = Bool.random(using: &generator)
    var part = ScenePrompt.Part(thing: object.thing, colour: saysColour ? object.colour : nil)
    if !isThere {
      if let other = otherColour(scene, object.thing, &generator), saysColour {
        part.colour = other
      } else {
        part.thing = absentThing(scene, &generator)
        part.colour = nil
      }
    }
    let text = one(
      of: ["is there {}?", "do you see {}?", "does the picture show {}?"], &generator)
    return SceneQuestion(
      text: text.replacing("{}", with: part.phrase), answer: isThere ? "yes" : "no")
  }

  private func absentThing(
    _ scene: Scene, _ generator: inout some RandomNumberGenerator
  ) -> SceneThing {
    let absent = catalog.things.filter { thing in !scene.objects.contains { $0.thing == thing } }
    return one(of: absent, &generator)
  }

  /// A colour that the thing has nowhere in the scene, and may have.
  private func otherColour(
    _ scene: Scene, _ thing: SceneThing, _ generator: inout some RandomNumberGenerator
  ) -> SceneColour? {
    let own = scene.objects.filter { $0.thing == thing }.map(\.colour)
    return SceneColour.allCases.filter {
      !own.contains($0) && !SceneCombination.colour($0, thing).isHeldOut
    }.randomElement(using: &generator)
  }

  /// What lies so to an object, where one thing alone does.
  private func relation(
    _ scene: Scene, _ index: Int, _ generator: inout some RandomNumberGenerator
  ) -> SceneQuestion? {
    guard let found = neighbour(scene, index, &generator) else { return nil }
    let text = one(
      of: ["what is {}?", "which thing is {}?", "what do you see {}?"], &generator)
    return SceneQuestion(text: text.replacing("{}", with: found.phrase), answer: found.noun)
  }

  private func neighbour(
    _ scene: Scene, _ index: Int, _ generator: inout some RandomNumberGenerator
  ) -> (phrase: String, noun: String, index: Int)? {
    let relation = one(of: SceneRelation.allCases, &generator)
    let all = scene.objects.indices.filter { $0 != index }
    let lying = all.filter { relation.holds(scene.objects[$0].box, to: scene.objects[index].box) }
    // Where another is nearly there too, nobody could tell.
    let unclear = all.filter { !scene.isPlain($0, to: index) }
    guard lying.count == 1, unclear.isEmpty, let noun = scene.noun(of: index),
      let answer = scene.noun(of: lying[0])
    else { return nil }
    return ("\(relation.phrase) the \(noun)", answer, lying[0])
  }

  private func bigger(
    _ scene: Scene, _ index: Int, _ generator: inout some RandomNumberGenerator
  ) -> SceneQuestion? {
    let other = Int.random(in: scene.objects.indices, using: &generator)
    let sides = [index, other].map {
      max(scene.objects[$0].box.width, scene.objects[$0].box.height)
    }
    guard scene.objects[index].size != scene.objects[other].size,
      let a = scene.noun(of: index), let b = scene.noun(of: other)
    else { return nil }
    let text = one(
      of: ["which is bigger, the {a} or the {b}?", "which one is larger: the {a} or the {b}?"],
      &generator)
    return SceneQuestion(
      text: text.replacing("{a}", with: a).replacing("{b}", with: b),
      answer: sides[0] > sides[1] ? a : b)
  }

  /// The colour of what lies so to an object.
  private func twoSteps(
    _ scene: Scene, _ index: Int, _ generator: inout some RandomNumberGenerator
  ) -> SceneQuestion? {
    guard let found = neighbour(scene, index, &generator) else { return nil }
    let thing = scene.objects[found.index].thing.name
    let colour = scene.objects[found.index].colour.rawValue
    let text = one(
      of: ["what colour is the thing {}?", "which colour does the thing {} have?"], &generator)
    return SceneQuestion(
      text: text.replacing("{}", with: found.phrase), answer: colour,
      reason: "the \(thing) is \(found.phrase), and it is \(colour).")
  }
}
