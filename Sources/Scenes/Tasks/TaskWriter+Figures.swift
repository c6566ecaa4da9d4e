/// Persons from stick figures, and solids from their normals.
extension TaskWriter {
  /// A stick figure, then a person in a named colour who does the same.
  func pose(_ generator: inout some RandomNumberGenerator) -> TaskDocument {
    let action = one(of: StickFigure.Action.allCases, &generator)
    let figure = StickFigure(action, using: &generator)
    let (ground, ink) = contrast(&generator)
    let image = figure.person(
      canvas: composer.canvas, paint: ink.paint(&generator), ground: ground.paint(&generator))
    let caption =
      "\("\(ink) person".withArticle) \(action.rawValue) on \("\(ground) background".withArticle)"
    return guided(
      .pose, by: figure.skeleton(canvas: composer.canvas), to: image,
      caption: "\(caption), \(ScenePrompt.style)", .figure(figure), &generator)
  }

  /// The normals of one to three solids, then the solids in the light.
  func solids(_ generator: inout some RandomNumberGenerator) -> TaskDocument {
    let canvas = composer.canvas
    let ground = one(of: SceneColour.allCases, &generator)
    var solids: [ShadedSolid] = []
    let count = Int.random(in: 1...3, using: &generator)
    // Where two leave no room for a third, two it is.
    for _ in 0..<200 where solids.count < count {
      let solid = solid(on: ground, &generator)
      let isFree = solids.allSatisfy { $0.box.grown(by: canvas / 32).overlap(with: solid.box) == 0 }
      if isFree { solids.append(solid) }
    }
    let phrases = solids.map { "\($0.colour) \($0.kind)".withArticle }
    let caption = "\(phrases.enumerated) on \("\(ground) background".withArticle)"
    return guided(
      .normals, by: ShadedSolid.normalMap(solids, canvas: canvas),
      to: ShadedSolid.picture(solids, canvas: canvas, ground: ground.paint(&generator)),
      caption: "\(caption), shaded solids", .solids(solids), &generator)
  }

  /// A solid in a colour that is clear of the ground; three of the largest have room.
  private func solid(
    on ground: SceneColour, _ generator: inout some RandomNumberGenerator
  ) -> ShadedSolid {
    let canvas = composer.canvas
    let colours = SceneColour.allCases.filter {
      LabColour($0.value).distance(to: LabColour(ground.value))
        >= SceneComposer.Cast.leastContrast + 14
    }
    let colour = one(of: colours, &generator)
    let side = canvas * Int.random(in: 38...46, using: &generator) / 128
    func start(_ generator: inout some RandomNumberGenerator) -> Int {
      Int.random(in: canvas / 32...canvas - canvas / 32 - side, using: &generator)
    }
    return ShadedSolid(
      kind: one(of: ShadedSolid.Kind.allCases, &generator), colour: colour,
      paint: colour.paint(&generator),
      box: PixelBox(x: start(&generator), y: start(&generator), width: side, height: side))
  }
}
