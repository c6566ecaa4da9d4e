internal import Imaging

/// Pictures again with one thing changed (reference a.8: prefix, picture, instruction, picture).
extension TaskWriter {
  /// A scene after a change, and the words that ask for it.
  private typealias Change = (before: Scene, after: Scene, instruction: String)

  /// An edit of a scene; nil where chance found no sound one.
  func edit(
    _ task: SceneTask, _ scene: Scene, _ generator: inout some RandomNumberGenerator
  ) throws -> TaskDocument? {
    let index = Int.random(in: scene.objects.indices, using: &generator)
    guard let change = try change(task, scene, index, &generator), change.before != change.after,
      isSound(change.after)
    else { return nil }
    return TaskDocument(
      task: task,
      segments: [
        .words([one(of: Self.editRequests, &generator)]), try picture(of: change.before),
        .words([change.instruction]), try picture(of: change.after),
      ], answer: .init(segment: 3), record: .edit(before: change.before, after: change.after))
  }

  /// The paper's two, and ours.
  package static let editRequests = [
    "Edit first image following the instruction", "Edit first image following the instruction",
    "Edit the image following the text instruction", "edit the picture",
  ]

  private func change(
    _ task: SceneTask, _ scene: Scene, _ index: Int,
    _ generator: inout some RandomNumberGenerator
  ) throws -> Change? {
    switch task {
    case .recolour: return recoloured(scene, index, &generator)
    case .add: return added(scene, index, &generator)
    case .remove: return removed(scene, index, &generator)
    case .move: return moved(scene, index, &generator)
    case .resize: return try resized(scene, index, &generator)
    case .replace: return try replaced(scene, index, &generator)
    default: return onAnotherGround(scene, &generator)
    }
  }

  /// Whether every object stands out and training does not see what it may not.
  private func isSound(_ scene: Scene) -> Bool {
    let ground = scene.background.mixes
    let isClear = scene.objects.allSatisfy { object in
      let paint = LabColour(object.paint)
      return !ground.contains { $0.distance(to: paint) < SceneComposer.Cast.leastContrast }
    }
    return isClear && (split == .unseen || !scene.combinations.contains(where: \.isHeldOut))
  }

  /// Whether a box lies on the canvas and clear of all objects but one.
  private func isFree(_ box: PixelBox, in scene: Scene, but index: Int) -> Bool {
    let margin = scene.canvas * 4 / 128
    let canvas = PixelBox(x: 0, y: 0, width: scene.canvas, height: scene.canvas)
    return canvas.grown(by: -margin).contains(box)
      && scene.objects.indices.allSatisfy { other in
        other == index
          || box.grown(by: scene.canvas * 6 / 128).overlap(with: scene.objects[other].box) == 0
      }
  }

  private func recoloured(
    _ scene: Scene, _ index: Int, _ generator: inout some RandomNumberGenerator
  ) -> Change? {
    guard let noun = scene.noun(of: index) else { return nil }
    var after = scene
    let colour = one(of: SceneColour.allCases, &generator)
    guard colour != scene.objects[index].colour, !touches(colour, scene, index) else { return nil }
    after.objects[index].colour = colour
    after.objects[index].paint = colour.paint(&generator)
    let words = one(
      of: [
        "make the {a} {b}", "paint the {a} {b}", "change the colour of the {a} to {b}",
        "colour the {a} {b}", "turn the {a} {b}", "the {a} should be {b}",
        "recolour the {a} in {b}",
        "let the {a} be {b}", "give the {a} the colour {b}", "I want the {a} to be {b}",
        "what if the {a} were {b}?", "have the {a} in {b}",
      ], &generator)
    return (scene, after, Self.filled(words, noun, colour.rawValue))
  }

  /// Whether an object touches another one of a colour: in one colour they would be one.
  private func touches(_ colour: SceneColour, _ scene: Scene, _ index: Int) -> Bool {
    let box = scene.objects[index].box.grown(by: scene.canvas * 6 / 128)
    return scene.objects.indices.contains { other in
      other != index && scene.objects[other].colour == colour
        && box.overlap(with: scene.objects[other].box) > 0
    }
  }

  private func added(
    _ scene: Scene, _ index: Int, _ generator: inout some RandomNumberGenerator
  ) -> Change? {
    guard let place = scene.place(of: index) else { return nil }
    var before = scene
    let object = before.objects.remove(at: index)
    let part = ScenePrompt.Part(thing: object.thing, colour: object.colour, size: object.size)
    let words = one(
      of: [
        "add {a} {b}", "put {a} {b}", "draw {a} {b}", "place {a} {b}", "insert {a} {b}",
        "let there be {a} {b}", "there should be {a} {b}", "set {a} {b}", "{b}, add {a}",
        "{b}, put {a}", "I want {a} {b}", "also show {a} {b}",
      ], &generator)
    return (before, scene, Self.filled(words, part.phrase, place))
  }

  private func removed(
    _ scene: Scene, _ index: Int, _ generator: inout some RandomNumberGenerator
  ) -> Change? {
    guard let noun = scene.noun(of: index) else { return nil }
    var after = scene
    after.objects.remove(at: index)
    let words = one(
      of: [
        "remove the {a}", "take the {a} away", "delete the {a}", "erase the {a}",
        "get rid of the {a}", "drop the {a}", "there should be no {a}", "take out the {a}",
        "without the {a}", "leave the {a} out", "clear the {a}", "make the {a} disappear",
      ], &generator)
    return (scene, after, Self.filled(words, noun, ""))
  }

  private func moved(
    _ scene: Scene, _ index: Int, _ generator: inout some RandomNumberGenerator
  ) -> Change? {
    guard let noun = scene.noun(of: index) else { return nil }
    let cell = one(of: SceneCell.all, &generator)
    guard cell != scene.objects[index].cell else { return nil }
    var after = scene
    let box = scene.objects[index].box
    let margin = scene.canvas * 4 / 128
    func start(_ place: Int, _ length: Int) -> Int {
      let middle = scene.canvas * (2 * place + 1) / 6
      return min(max(margin, middle - length / 2), scene.canvas - margin - length)
    }
    after.objects[index].box.x = start(cell.column, box.width)
    after.objects[index].box.y = start(cell.row, box.height)
    after.objects[index].cell = cell
    guard isFree(after.objects[index].box, in: scene, but: index),
      after.place(of: index) == cell.phrase
    else { return nil }
    let words = one(
      of: [
        "move the {a} {b}", "shift the {a} {b}", "bring the {a} {b}", "push the {a} {b}",
        "take the {a} {b}", "carry the {a} {b}", "drag the {a} {b}", "pull the {a} {b}",
        "send the {a} {b}", "the {a} should go {b}", "let the {a} go {b}", "slide the {a} {b}",
      ], &generator)
    return (scene, after, Self.filled(words, noun, cell.goal))
  }

  private func resized(
    _ scene: Scene, _ index: Int, _ generator: inout some RandomNumberGenerator
  ) throws -> Change? {
    let object = scene.objects[index]
    guard let noun = scene.noun(of: index) else { return nil }
    let size = one(of: SceneSize.allCases, &generator)
    let side = size.side(canvas: scene.canvas)
    let isGrowing = side > object.size.side(canvas: scene.canvas)
    guard let after = try refitted(scene, index, object.thing, size), size != object.size else {
      return nil
    }
    let bigger = ["make the {a} bigger", "make the {a} larger", "enlarge the {a}", "grow the {a}"]
    let smaller = [
      "make the {a} smaller", "shrink the {a}", "reduce the {a}", "scale the {a} down",
    ]
    let exact = ["make the {a} {b}", "the {a} should be {b}", "change the size of the {a} to {b}"]
    let words = one(of: (isGrowing ? bigger : smaller) + exact, &generator)
    // "Bigger" is one step; two have to be named.
    let isOneStep = size == .medium || object.size == .medium
    return isOneStep || exact.contains(words)
      ? (scene, after, Self.filled(words, noun, size.word)) : nil
  }

  private func replaced(
    _ scene: Scene, _ index: Int, _ generator: inout some RandomNumberGenerator
  ) throws -> Change? {
    let thing = one(of: catalog.things, &generator)
    let object = scene.objects[index]
    guard let noun = scene.noun(of: index), thing != object.thing,
      let after = try refitted(scene, index, thing, object.size)
    else { return nil }
    let part = ScenePrompt.Part(thing: thing, colour: object.colour)
    let words = one(
      of: [
        "replace the {a} with {b}", "turn the {a} into {b}", "exchange the {a} for {b}",
        "swap the {a} for {b}", "make the {a} {b}", "change the {a} into {b}",
        "instead of the {a} show {b}", "put {b} in the place of the {a}",
        "let the {a} become {b}", "draw {b} instead of the {a}", "substitute {b} for the {a}",
        "the {a} should be {b}",
      ], &generator)
    return (scene, after, Self.filled(words, noun, part.phrase))
  }

  /// The scene with another thing or size around the same middle; nil where it does not fit.
  private func refitted(
    _ scene: Scene, _ index: Int, _ thing: SceneThing, _ size: SceneSize
  ) throws -> Scene? {
    let box = scene.objects[index].box
    let extent = try catalog.extent(of: thing, side: size.side(canvas: scene.canvas))
    let fitted = PixelBox(
      x: box.x + (box.width - extent.width) / 2, y: box.y + (box.height - extent.height) / 2,
      width: extent.width, height: extent.height)
    guard isFree(fitted, in: scene, but: index) else { return nil }
    var after = scene
    after.objects[index].thing = thing
    after.objects[index].size = size
    after.objects[index].box = fitted
    return after
  }

  private func onAnotherGround(
    _ scene: Scene, _ generator: inout some RandomNumberGenerator
  ) -> Change? {
    var after = scene
    after.background = composer.background(isPlain: Bool.random(using: &generator), &generator)
    let words = one(
      of: [
        "change the background to {a}", "put it on {a}", "make it {a}", "give it {a}",
        "use {a}", "place everything on {a}", "the same on {a}", "show it on {a}", "with {a}",
        "let it have {a}", "draw it on {a}", "set all on {a}",
      ], &generator)
    return (scene, after, Self.filled(words, after.background.phrase, ""))
  }

  private static func filled(_ words: String, _ a: String, _ b: String) -> String {
    words.replacing("{a}", with: a).replacing("{b}", with: b)
  }
}

extension SceneSize {
  /// As captions call it.
  var word: String { self == .medium ? "medium-sized" : rawValue }
}
