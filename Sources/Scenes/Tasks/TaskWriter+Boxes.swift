/// Pictures from boxes, and boxes of things (reference a.8).
extension TaskWriter {
  /// A caption with the boxes of all its objects, then the picture.
  func boxes(
    _ scene: Scene, _ generator: inout some RandomNumberGenerator
  ) throws -> TaskDocument? {
    let places = scene.objects.indices.map { index in
      (
        scene.noun(of: index) ?? scene.objects[index].thing.name,
        scene.objects[index].box.corners(canvas: scene.canvas)
      )
    }
    let style = Int.random(in: 0..<4, using: &generator)
    func listed(_ joint: String, _ before: String = "") -> String {
      places.map { "\(before)\($0.0) \(joint) \($0.1)" }.joined(
        separator: style == 0 ? ", " : " and ")
    }
    let caption = scene.caption
    let words =
      switch style {
      case 0:
        "Generate high quality image of \(caption) with segmentations \(listed("at"))"
      case 1:
        "Generate high quality image of \"\(caption)\" \(listed("at location", "with "))"
      case 2: "\(caption), with \(listed("at the location"))"
      default: "draw \(listed("at")): \(caption)"
      }
    return TaskDocument(
      task: .boxes, segments: [.words([words]), try picture(of: scene)],
      answer: .init(segment: 1), record: .scene(scene))
  }

  /// The box of one thing, before the picture or behind it.
  func grounding(
    _ scene: Scene, _ generator: inout some RandomNumberGenerator
  ) throws -> TaskDocument? {
    let index = Int.random(in: scene.objects.indices, using: &generator)
    guard let noun = scene.noun(of: index) else { return nil }
    let question = SceneQuestion(
      text: one(
        of: [
          "what is the box of the {}?", "what is the location of the {}?",
          "between which corners is the {}?", "where exactly is the {}?",
        ], &generator
      ).replacing("{}", with: noun),
      answer: scene.objects[index].box.corners(canvas: scene.canvas))
    let picture = try picture(of: scene)
    let isFirst = Bool.random(using: &generator)
    let words = framed(question, isClosed: !isFirst, &generator)
    return TaskDocument(
      task: .grounding,
      segments: isFirst ? [picture, .words(words)] : [.words(words), picture],
      answer: .init(segment: isFirst ? 1 : 0, piece: 1), record: .box(scene, index))
  }
}

extension PixelBox {
  /// The corners as the paper writes them, `(20, 30) -> (119, 204)`: whole numbers 0…255 whatever the
  /// picture's side, which is 256 at most; both within the box.
  package func corners(canvas: Int) -> String {
    func near(_ value: Int) -> Int { value * 256 / canvas }
    return "(\(near(x)), \(near(y))) -> (\(near(x + width) - 1), \(near(y + height) - 1))"
  }

  /// Reads corners back: four whole numbers with anything between them; nil where there are other
  /// than four, or some out of range or reversed.
  package init?(corners: String, canvas: Int) {
    let numbers = corners.split { !$0.isNumber }.compactMap { Int($0) }
    guard numbers.count == 4, numbers.allSatisfy({ (0...255).contains($0) }),
      numbers[0] <= numbers[2], numbers[1] <= numbers[3]
    else { return nil }
    func far(_ value: Int) -> Int { (value * canvas + 128) / 256 }
    let (left, top) = (far(numbers[0]), far(numbers[1]))
    let (right, bottom) = (far(numbers[2] + 1), far(numbers[3] + 1))
    self.init(x: left, y: top, width: max(1, right - left), height: max(1, bottom - top))
  }
}
