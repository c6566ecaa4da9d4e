extension SceneComposer {
  /// Says what a scene shows, as its kind wants it said.
  func prompt(
    _ kind: SceneKind, _ split: Split, _ cast: Cast, _ scene: Scene,
    _ generator: inout some RandomNumberGenerator
  ) -> ScenePrompt {
    let saysColours =
      kind == .colour || kind == .attribution
      || (kind == .position && Bool.random(using: &generator))
    let saysSizes = Double.random(in: 0..<1, using: &generator) < 0.25
    let named = kind == .counting ? Array(cast.actors.prefix(1)) : cast.actors
    let parts = named.map { actor in
      ScenePrompt.Part(
        thing: actor.thing, count: kind == .counting ? cast.actors.count : 1,
        colour: saysColours ? actor.colour : nil, size: saysSizes ? actor.size : nil)
    }
    let saysGround =
      (kind == .single && split == .unseen) || Double.random(in: 0..<1, using: &generator) < 0.4
    return ScenePrompt(
      kind: kind, parts: parts, relation: cast.relation, corner: cast.corner,
      background: saysGround ? scene.background : nil,
      wording: Int.random(in: 0..<12, using: &generator))
  }
}
