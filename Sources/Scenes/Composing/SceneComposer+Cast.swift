internal import Imaging

extension SceneComposer {
  /// What a scene will show, before anything has a place.
  struct Cast {
    struct Actor {
      var thing: SceneThing
      var colour: SceneColour
      var paint: Image.Color
      var size: SceneSize
    }

    var background: SceneBackground
    var actors: [Actor] = []
    /// How the first lies to the second.
    var relation: SceneRelation?
    /// Where the first lies.
    var corner: SceneCorner?
    /// Whether objects of different colours may overlap by less than a tenth.
    var mayOverlap = false

    init(background: SceneBackground) { self.background = background }

    /// Adds an object, in a colour that is clear of the ground unless one is named.
    mutating func add(
      _ thing: SceneThing, _ colour: SceneColour?, _ size: SceneSize,
      _ generator: inout some RandomNumberGenerator
    ) {
      let drawn = colour ?? SceneColour.allCases.randomElement(using: &generator) ?? .black
      actors.append(
        Actor(thing: thing, colour: drawn, paint: drawn.paint(&generator), size: size))
    }

    /// Whether every object stands out from the ground.
    var isClear: Bool {
      let ground = background.mixes
      return actors.allSatisfy { actor in
        let paint = LabColour(actor.paint)
        return !ground.contains { $0.distance(to: paint) < Self.leastContrast }
      }
    }

    /// In L*a*b*: grey on black and pink on white are told apart, orange on red is not.
    static let leastContrast: Float = 42
  }

  /// Draws what a scene of a kind shows.
  func cast(
    _ kind: SceneKind, _ split: Split, _ generator: inout some RandomNumberGenerator
  ) -> Cast {
    let isPlain = kind == .single && split == .unseen
    var cast = Cast(background: background(isPlain: isPlain, &generator))
    switch kind {
    case .single, .colour: cast.add(thing(&generator), nil, size(&generator), &generator)
    case .two: addTwo(to: &cast, &generator)
    case .attribution:
      addTwo(to: &cast, &generator)
      // The two colours differ, or nothing is attributed.
      while cast.actors[0].colour == cast.actors[1].colour {
        cast.actors.removeAll()
        addTwo(to: &cast, &generator)
      }
    case .counting: addSome(split == .unseen ? 4 : nil, to: &cast, &generator)
    case .position: addPlaced(split, to: &cast, &generator)
    }
    return cast
  }

  private func size(_ generator: inout some RandomNumberGenerator) -> SceneSize {
    SceneSize.allCases.randomElement(using: &generator) ?? .medium
  }

  private func addTwo(to cast: inout Cast, _ generator: inout some RandomNumberGenerator) {
    let first = thing(&generator)
    var second = thing(&generator)
    while second == first { second = thing(&generator) }
    cast.add(first, nil, size(&generator), &generator)
    cast.add(second, nil, size(&generator), &generator)
  }

  /// One to four of a thing, in one size; in one colour more often than not.
  private func addSome(
    _ count: Int?, to cast: inout Cast, _ generator: inout some RandomNumberGenerator
  ) {
    let count = count ?? Int.random(in: 1...4, using: &generator)
    let thing = thing(&generator)
    let sizes: [SceneSize] = count > 2 ? [.small, .medium] : SceneSize.allCases
    let size = sizes.randomElement(using: &generator) ?? .small
    let isOfOneColour = Double.random(in: 0..<1, using: &generator) < 0.6
    for _ in 0..<count {
      cast.add(thing, isOfOneColour ? cast.actors.first?.colour : nil, size, &generator)
    }
  }

  private func addPlaced(
    _ split: Split, to cast: inout Cast, _ generator: inout some RandomNumberGenerator
  ) {
    if split == .seen, Double.random(in: 0..<1, using: &generator) < 0.2 {
      cast.corner = SceneCorner.allCases.randomElement(using: &generator)
      return cast.add(thing(&generator), nil, size(&generator), &generator)
    }
    cast.relation = SceneRelation.allCases.randomElement(using: &generator)
    guard cast.relation == .inside else { return addTwo(to: &cast, &generator) }
    let around: SceneThing = .shape(Bool.random(using: &generator) ? .circle : .square)
    var inner = thing(&generator)
    // Through a ring one would see what it lies in.
    while inner == around || inner == .shape(.ring) { inner = thing(&generator) }
    cast.add(inner, nil, .small, &generator)
    cast.add(around, nil, .large, &generator)
  }

  /// Draws a ground: plain seven times of ten.
  func background(
    isPlain: Bool, _ generator: inout some RandomNumberGenerator
  ) -> SceneBackground {
    let patterns = SceneBackground.Pattern.allCases.filter { $0 != .plain }
    let drawn = patterns.randomElement(using: &generator) ?? .plain
    let pattern = isPlain || Double.random(in: 0..<1, using: &generator) < 0.7 ? .plain : drawn
    var colours: ArraySlice<SceneColour>
    repeat {
      colours = SceneColour.allCases.shuffled(using: &generator).prefix(pattern == .plain ? 1 : 2)
    } while !areApart(colours)
    return SceneBackground(
      pattern: pattern, colours: Array(colours), paints: colours.map { $0.paint(&generator) })
  }
}

/// Whether two colours make a pattern that is seen after the image tokenizer: blue and purple do not.
private func areApart(_ colours: ArraySlice<SceneColour>) -> Bool {
  guard let first = colours.first, let last = colours.last, first != last else { return true }
  return LabColour(first.value).distance(to: LabColour(last.value)) >= 45
}

extension SceneBackground {
  /// The colours that its pixels may have, those of a blurred edge included.
  var mixes: [LabColour] {
    guard let last = paints.last, paints.count > 1 else { return paints.map(LabColour.init) }
    let steps = 8
    return (0...steps).map { step in
      LabColour(paints[0].mixed(with: last, share: Double(step) / Double(steps)))
    }
  }
}
