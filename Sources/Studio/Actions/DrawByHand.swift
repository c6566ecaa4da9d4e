import Terminal
import Tokens

/// What is drawn by hand for a slot of the form, in the picture's place.
extension StudioState {
  /// Begins to draw for a slot, from what was drawn for it before.
  mutating func openSketch(_ place: Int) -> [Effect] {
    guard let facts, let form, form.task.slots.indices.contains(place) else { return [] }
    let slot = form.task.slots[place]
    guard let tool = Sketch.Tool(slot.kind) else { return [] }
    var content = form.sketches[slot.name] ?? Sketch.Content()
    if tool == .boxes {
      let side = Sketch.side(of: tool, codes: facts.gridSide)
      content.boxes = SketchBox.all(in: form.words[place].text, side: side)
    }
    let leaving = leaveInspector()
    (mode, stage, completion, closeUp) = (.browse, .picture, nil, nil)
    self.form?.sketch = Sketch(slot: place, tool: tool, codes: facts.gridSide, content)
    return leaving
  }

  /// Obeys a key of a drawing.
  mutating func draw(_ act: SketchAct) -> [Effect] {
    guard var sketch = form?.sketch else { return [] }
    var flaw: String?
    switch act {
    case .move(let columns, let rows): sketch.move(columns, rows)
    case .pen: sketch.togglePen()
    case .eraser: sketch.toggleEraser()
    case .line: if !sketch.drawLine() { flaw = "a straight line begins where the pen was last" }
    case .clear: sketch.clear()
    case .undo: if !sketch.undo() { flaw = "nothing is drawn that could be taken back" }
    case .corner:
      let isBox = sketch.putCorner()
      form?.sketch = sketch
      return isBox ? nameBox() : []
    case .nextBox: if !sketch.choose(by: 1) { flaw = Self.noBox }
    case .previousBox: if !sketch.choose(by: -1) { flaw = Self.noBox }
    case .removeBox: if !sketch.removeChosen() { flaw = Self.noBox }
    case .nameBox: return sketch.chosen == nil ? refuse(Self.noBox) : nameBox()
    case .accept: return accept(sketch)
    case .leave: return leave(sketch)
    }
    form?.sketch = sketch
    if let flaw { return refuse(flaw) }
    if case .move = act { return [] }
    return [.keepSession]
  }

  private static let noBox = "there is no box yet; Space puts a corner, and then the other"

  /// Draws with the mouse: what lies beside the drawing has no say meanwhile.
  mutating func draw(with mouse: MouseEvent) -> [Effect] {
    guard var sketch = form?.sketch else { return [] }
    let place = SketchPlace(Layout(self), sketch, capabilities)
    var isBox = false
    switch mouse.action {
    case .press, .rightPress:
      guard let point = place.point(at: mouse.position, mouse.within) else { return [] }
      sketch.press(point, erases: mouse.action == .rightPress)
    case .drag, .rightDrag:
      sketch.drag(
        to: place.nearest(mouse.position, mouse.within), erases: mouse.action == .rightDrag)
    case .release: isBox = sketch.release()
    case .middlePress, .wheelUp, .wheelDown: return []
    }
    message = nil
    form?.sketch = sketch
    if isBox { return nameBox() }
    return mouse.action == .release ? [.keepSession] : []
  }

  // MARK: the end of it

  /// Puts what was drawn into the form; a box that is begun is ended instead.
  private mutating func accept(_ sketch: Sketch) -> [Effect] {
    if sketch.tool == .boxes, sketch.anchor != nil { return draw(.corner) }
    guard let slot = form?.task.slots[sketch.slot], let facts else { return [] }
    guard !sketch.content.isEmpty || sketch.tool == .boxes else {
      return refuse("nothing is drawn yet; Space puts the pen down, Esc leaves")
    }
    close(sketch)
    switch sketch.tool {
    case .scribble:
      form?.sketches[slot.name] = sketch.content
      return read(Self.source(sketch.content, facts), into: slot.name) + [.keepSession]
    case .mask:
      form?.sketches[slot.name] = sketch.content
      return drawAfterFilling() + [.keepSession]
    case .boxes:
      return edit { $0.replace(with: sketch.content.words(side: sketch.side)) } + [.keepSession]
    }
  }

  /// What a scribble is as a picture.
  static func source(_ content: Sketch.Content, _ facts: ModelFacts) -> SlotSource {
    let points = Sketch.side(of: .scribble, codes: facts.gridSide)
    return .image(content.picture(points: points, side: facts.imageSide), name: "drawn by hand")
  }

  /// Leaves the form as it was; `u` brings what was drawn back.
  private mutating func leave(_ sketch: Sketch) -> [Effect] {
    if sketch.tool == .boxes, sketch.anchor != nil {
      var sketch = sketch
      _ = sketch.undo()
      form?.sketch = sketch
      return []
    }
    close(sketch)
    guard sketch.isChanged else { return [] }
    mode = .browse
    remember("a drawing that was left", .sketch(sketch))
    return say(Message(text: "the drawing was left; u brings it back"))
  }

  /// Goes back from a drawing to its form.
  private mutating func close(_ sketch: Sketch) {
    form?.sketch = nil
    mode = writtenFields.isEmpty ? .browse : .write
    field = sketch.tool == .boxes ? .slot(sketch.slot) : firstField
  }

  /// Goes on with a drawing that was left.
  mutating func reopen(_ sketch: Sketch) -> [Effect] {
    guard let form, let facts, sketch.fits(form.task, codes: facts.gridSide) else {
      return refuse("the form that it was drawn for is closed")
    }
    let leaving = leaveInspector()
    (mode, stage, closeUp) = (.browse, .picture, nil)
    self.form?.sketch = sketch
    return leaving
  }

  // MARK: names of boxes

  /// Opens the line for the name of the chosen box.
  private mutating func nameBox() -> [Effect] {
    guard let sketch = form?.sketch, let chosen = sketch.chosen else { return [] }
    popup = .line(LineEntry(.box, text: sketch.content.boxes[chosen].name))
    return []
  }

  /// Takes a name; without one a box is none.
  mutating func nameBox(_ text: String) -> [Effect] {
    // What separates boxes, and a corner's bracket, are no part of a name.
    let words = text.split { $0.isWhitespace || ",()".contains($0) }.joined(separator: " ")
    guard !words.isEmpty else {
      form?.sketch?.dropUnnamed()
      return refuse("a box needs the name of a thing, such as cat; this one is gone")
    }
    form?.sketch?.name(words)
    return [.keepSession]
  }

  /// Leaves the line for a name: a box that never had one goes.
  mutating func leaveNaming() -> [Effect] {
    form?.sketch?.dropUnnamed()
    return []
  }
}
