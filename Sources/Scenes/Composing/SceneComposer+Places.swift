internal import Imaging

extension SceneComposer {
  /// Pixels between an object and the border of the canvas.
  private var margin: Int { canvas * 4 / 128 }
  /// Pixels between two objects: what the image tokenizer does not close.
  private var gap: Int { canvas * 6 / 128 }

  /// Gives every object a place; nil where chance found none, or a colour is lost on its ground.
  func scene(of cast: Cast, _ generator: inout some RandomNumberGenerator) throws -> Scene? {
    guard cast.isClear, isContainedInSight(cast) else { return nil }
    var boxes: [PixelBox] = []
    for index in cast.actors.indices.reversed() {
      guard let box = try place(index, in: cast, behind: boxes, &generator) else { return nil }
      boxes.insert(box, at: 0)
    }
    let objects = zip(cast.actors, boxes).map { actor, box in
      SceneObject(
        thing: actor.thing, colour: actor.colour, paint: actor.paint, size: actor.size,
        cell: SceneCell(at: box.center, canvas: canvas), box: box)
    }
    // What lies inside something is drawn after it.
    return Scene(
      canvas: canvas, background: cast.background,
      objects: cast.relation == .inside ? objects.reversed() : objects)
  }

  /// Whether what lies inside something stands out from it.
  private func isContainedInSight(_ cast: Cast) -> Bool {
    guard cast.relation == .inside else { return true }
    let paints = cast.actors.map { LabColour($0.paint) }
    return paints[0].distance(to: paints[1]) >= Cast.leastContrast
  }

  /// Tries some places for an object beside those that come after it in the cast.
  private func place(
    _ index: Int, in cast: Cast, behind placed: [PixelBox],
    _ generator: inout some RandomNumberGenerator
  ) throws -> PixelBox? {
    let actor = cast.actors[index]
    let extent = try catalog.extent(of: actor.thing, side: actor.size.side(canvas: canvas))
    for _ in 0..<60 {
      let box: PixelBox
      if cast.relation == .inside, let around = placed.first {
        box = inside(around, extent, &generator)
      } else {
        box = anywhere(extent, cast.corner?.cell, &generator)
      }
      if fits(box, index, cast, placed) { return box }
    }
    return nil
  }

  private func inside(
    _ around: PixelBox, _ extent: (width: Int, height: Int),
    _ generator: inout some RandomNumberGenerator
  ) -> PixelBox {
    let shift = max(1, canvas * 2 / 128)
    return PixelBox(
      x: around.x + (around.width - extent.width) / 2
        + Int.random(in: -shift...shift, using: &generator),
      y: around.y + (around.height - extent.height) / 2
        + Int.random(in: -shift...shift, using: &generator),
      width: extent.width, height: extent.height)
  }

  /// A place in a cell of the grid, with jitter, all of it on the canvas.
  private func anywhere(
    _ extent: (width: Int, height: Int), _ cell: SceneCell?,
    _ generator: inout some RandomNumberGenerator
  ) -> PixelBox {
    let cell = cell ?? SceneCell.all[Int.random(in: 0..<9, using: &generator)]
    func start(_ place: Int, _ length: Int, _ generator: inout some RandomNumberGenerator) -> Int {
      let jitter = canvas * 8 / 128
      let middle =
        canvas * (2 * place + 1) / 6 + Int.random(in: -jitter...jitter, using: &generator)
      return min(max(margin, middle - length / 2), canvas - margin - length)
    }
    return PixelBox(
      x: start(cell.column, extent.width, &generator),
      y: start(cell.row, extent.height, &generator),
      width: extent.width, height: extent.height)
  }

  private func fits(_ box: PixelBox, _ index: Int, _ cast: Cast, _ placed: [PixelBox]) -> Bool {
    if let corner = cast.corner, !corner.holds(box, canvas: canvas) { return false }
    if let relation = cast.relation, let other = placed.first {
      guard relation.holds(box, to: other), isPlain(relation, box, other) else { return false }
      if relation == .inside { return true }
    }
    return zip(placed, cast.actors[(index + 1)...]).allSatisfy { other, actor in
      guard cast.mayOverlap, actor.colour != cast.actors[index].colour else {
        return box.grown(by: gap).overlap(with: other) == 0
      }
      // Forms fill half of their box or more: a twentieth of it is less than a tenth of them.
      return box.overlap(with: other) * 20 < min(box.area, other.area)
    }
  }

  /// Whether a relation is so plain that nobody would say another one.
  private func isPlain(_ relation: SceneRelation, _ box: PixelBox, _ other: PixelBox) -> Bool {
    let across = abs(box.center.x - other.center.x)
    let down = abs(box.center.y - other.center.y)
    return relation == .inside || max(across, down) > 1.4 * min(across, down)
  }
}
