package import Imaging

/// One object of a scene.
package struct SceneObject: Hashable, Codable, Sendable {
  /// What it is.
  package var thing: SceneThing
  /// The name of its colour.
  package var colour: SceneColour
  /// What it is drawn in: its colour's value, give or take the jitter.
  package var paint: Image.Color
  /// How large it is said to be.
  package var size: SceneSize
  /// The cell of the grid that its middle lies in.
  package var cell: SceneCell
  /// What its form fills, in pixels of the canvas.
  package var box: PixelBox

  /// Makes an object.
  package init(
    thing: SceneThing, colour: SceneColour, paint: Image.Color, size: SceneSize, cell: SceneCell,
    box: PixelBox
  ) {
    self.thing = thing
    self.colour = colour
    self.paint = paint
    self.size = size
    self.cell = cell
    self.box = box
  }
}

/// How large an object is.
package enum SceneSize: String, Codable, CaseIterable, Sendable {
  case small, medium, large

  /// Pixels of an object's longer side.
  ///
  /// Objects of 40 of 128 pixels are not told apart by their forms after the image tokenizer, whose
  /// codes take 8 × 8 pixels; a small one beside a large one fills the canvas.
  package func side(canvas: Int) -> Int {
    switch self {
    case .small: canvas * 44 / 128
    case .medium: canvas * 56 / 128
    case .large: canvas * 68 / 128
    }
  }

  /// The size whose side is nearest.
  package init(nearest side: Int, canvas: Int) {
    let distances = Self.allCases.map { (size: $0, distance: abs($0.side(canvas: canvas) - side)) }
    self = distances.min { $0.distance < $1.distance }?.size ?? .medium
  }
}

/// A cell of the grid of three by three that a canvas is cut into.
package struct SceneCell: Hashable, Codable, Sendable {
  /// 0 to 2, from the top.
  package var row: Int
  /// 0 to 2, from the left.
  package var column: Int

  /// Makes a cell.
  package init(row: Int, column: Int) {
    precondition(
      (0...2).contains(row) && (0...2).contains(column), "cell \(row), \(column) of 3 × 3")
    self.row = row
    self.column = column
  }

  /// The cell that a point of the canvas lies in.
  package init(at point: (x: Double, y: Double), canvas: Int) {
    func place(_ value: Double) -> Int { min(2, max(0, Int(3 * value / Double(canvas)))) }
    self.init(row: place(point.y), column: place(point.x))
  }

  /// All nine, row after row.
  package static let all = (0..<9).map { SceneCell(row: $0 / 3, column: $0 % 3) }
}
