package import Tokens

/// What is being drawn by hand for a slot of a form: a scribble, a mask or boxes.
///
/// One draws on a grid of points, `side` in a row. Of a mask a point is a code of the picture. Of a
/// scribble and of boxes there are four to a code along a side: 2 pixels of leon-mini's pictures, as
/// wide as the lines that leon was taught scribbles with.
package struct Sketch: Hashable, Codable, Sendable {
  /// The place of the slot in its form.
  package let slot: Int
  /// What is drawn.
  package let tool: Tool
  /// Points in a row.
  package let side: Int
  /// Where keys draw.
  package var cursor: SketchPoint
  /// What there is so far.
  package private(set) var content: Content
  /// Whether moving the cursor draws.
  package private(set) var isPenDown = false
  /// Whether the pen takes away.
  package private(set) var isErasing = false
  /// Where the pen was last, from which a straight line goes on; of a box the first corner.
  package private(set) var anchor: SketchPoint?
  /// The box that a key is about.
  package private(set) var chosen: Int?
  /// Whether a button of the mouse draws.
  package private(set) var isDragging = false
  private let original: Content
  private var earlier: [Content] = []

  /// What is drawn.
  package enum Tool: String, Hashable, Codable, Sendable {
    /// Lines, black on white.
    case scribble
    /// Codes of a picture.
    case mask
    /// Rectangles with names.
    case boxes

    /// What draws the content of a slot by hand; nil where words are written.
    init?(_ kind: TaskTemplate.Slot.Kind) {
      switch kind {
      case .text: return nil
      case .boxes: self = .boxes
      case .image, .scribble: self = .scribble
      case .area: self = .mask
      }
    }
  }

  /// What was drawn: points, or boxes.
  package struct Content: Hashable, Codable, Sendable {
    /// Points of a scribble or of a mask.
    package var marks: Set<SketchPoint> = []
    /// Boxes, the last on top.
    package var boxes: [SketchBox] = []

    /// Whether nothing is there.
    package var isEmpty: Bool { marks.isEmpty && boxes.isEmpty }
  }

  /// Steps that can be taken back.
  private static let mostUndos = 100
  /// Points around its own that the eraser of a scribble takes: a line is thin, a hand is not.
  private static let eraserReach = 2

  /// Begins with what was drawn before, the cursor in the middle.
  ///
  /// - Parameters:
  ///   - slot: the place of the slot in its form.
  ///   - tool: what is drawn.
  ///   - codes: of the model's pictures, in a row.
  ///   - content: on the same grid.
  init(slot: Int, tool: Tool, codes: Int, _ content: Content = Content()) {
    self.slot = slot
    self.tool = tool
    side = Self.side(of: tool, codes: codes)
    cursor = SketchPoint(x: side / 2, y: side / 2)
    self.content = content
    original = content
    chosen = content.boxes.indices.last
  }

  /// Points in a row of a tool's grid.
  package static func side(of tool: Tool, codes: Int) -> Int { tool == .mask ? codes : 4 * codes }

  /// Whether something is otherwise than it was in the beginning.
  package var isChanged: Bool { content != original }

  /// The same for the next studio, without the steps back.
  var kept: Sketch {
    var kept = self
    (kept.earlier, kept.isDragging) = ([], false)
    return kept
  }

  /// Whether it is a drawing for a task and a model: it may come from a file.
  func fits(_ task: TaskTemplate, codes: Int) -> Bool {
    task.slots.indices.contains(slot) && Tool(task.slots[slot].kind) == tool
      && side == Self.side(of: tool, codes: codes) && content.lies(within: side)
      && (0..<side).contains(cursor.x) && (0..<side).contains(cursor.y)
      && chosen.map(content.boxes.indices.contains) ?? true
  }

  private mutating func remember() {
    earlier.append(content)
    if earlier.count > Self.mostUndos { earlier.removeFirst() }
  }

  /// Takes the last step back; false where there is none.
  mutating func undo() -> Bool {
    isPenDown = false
    if tool == .boxes, anchor != nil {
      anchor = nil
      return true
    }
    guard let before = earlier.popLast() else { return false }
    content = before
    chosen = content.boxes.indices.last
    return true
  }

  /// Takes everything away.
  mutating func clear() {
    remember()
    (content, anchor, chosen, isPenDown) = (Content(), nil, nil, false)
  }
}

/// Lines and surfaces.
extension Sketch {
  /// The pen goes down, or up.
  mutating func togglePen() {
    isPenDown.toggle()
    guard isPenDown else { return }
    remember()
    mark(through: cursor)
  }

  /// The eraser in place of the pen, or the pen again.
  mutating func toggleEraser() { isErasing.toggle() }

  /// Moves the cursor by so many points, no further than the edge; a pen that is down draws.
  mutating func move(_ columns: Int, _ rows: Int) {
    let before = cursor
    cursor = SketchPoint(
      x: min(max(cursor.x + columns, 0), side - 1), y: min(max(cursor.y + rows, 0), side - 1))
    if isPenDown { mark(through: cursor, from: before) }
  }

  /// A straight line from where the pen was last; false where it was nowhere.
  mutating func drawLine() -> Bool {
    guard let anchor else { return false }
    remember()
    mark(through: cursor, from: anchor)
    return true
  }

  /// Draws or erases all points of a straight line.
  private mutating func mark(through end: SketchPoint, from start: SketchPoint? = nil) {
    let points = (start ?? end).line(to: end)
    if isErasing {
      let reach = tool == .scribble ? Self.eraserReach : 0
      content.marks = content.marks.filter { mark in
        !points.contains { abs($0.x - mark.x) <= reach && abs($0.y - mark.y) <= reach }
      }
    } else {
      content.marks.formUnion(points)
    }
    anchor = end
  }

  /// The smallest rectangle around a mask's codes; nil for an empty one.
  package var area: CodeRectangle? { content.area }
}

/// Boxes.
extension Sketch {
  /// Puts a corner, the second of which makes a box without a name: true then.
  mutating func putCorner() -> Bool {
    guard let first = anchor else {
      anchor = cursor
      return false
    }
    remember()
    content.boxes.append(SketchBox(name: "", first, cursor))
    (anchor, chosen) = (nil, content.boxes.count - 1)
    return true
  }

  /// Names the chosen box.
  mutating func name(_ name: String) {
    guard let chosen else { return }
    content.boxes[chosen].name = name
  }

  /// Takes away what has no name.
  mutating func dropUnnamed() {
    content.boxes.removeAll { $0.name.isEmpty }
    chosen = content.boxes.indices.last
  }

  /// Chooses the next box or the one before, and goes to it; false where there is none.
  mutating func choose(by step: Int) -> Bool {
    let count = content.boxes.count
    guard count > 0 else { return false }
    let next = ((chosen ?? -1) + step + count) % count
    (chosen, cursor) = (next, content.boxes[next].from)
    return true
  }

  /// Takes the chosen box away; false where there is none.
  mutating func removeChosen() -> Bool {
    guard let chosen else { return false }
    remember()
    content.boxes.remove(at: chosen)
    self.chosen = content.boxes.indices.last
    return true
  }
}

/// The mouse: the left button draws, the right one takes away.
extension Sketch {
  /// A button goes down at a point.
  mutating func press(_ point: SketchPoint, erases: Bool) {
    cursor = point
    (isDragging, isPenDown) = (true, false)
    switch tool {
    case .boxes where erases:
      isDragging = false
      chosen = box(at: point)
      _ = removeChosen()
    case .boxes: anchor = point
    case .scribble, .mask:
      remember()
      drag(to: point, erases: erases)
    }
  }

  /// The mouse moves with a button down that went down in the drawing.
  mutating func drag(to point: SketchPoint, erases: Bool) {
    guard isDragging else { return }
    let before = cursor
    cursor = point
    guard tool != .boxes else { return }
    let wasErasing = isErasing
    isErasing = wasErasing || erases
    mark(through: point, from: before)
    isErasing = wasErasing
  }

  /// The button goes up: true where a box was made; a click without a drag chooses the box there.
  mutating func release() -> Bool {
    guard isDragging else { return false }
    isDragging = false
    guard tool == .boxes, let anchor else { return false }
    guard anchor != cursor else {
      self.anchor = nil
      chosen = box(at: cursor) ?? chosen
      return false
    }
    return putCorner()
  }

  private func box(at point: SketchPoint) -> Int? {
    content.boxes.lastIndex { $0.contains(point) }
  }
}
