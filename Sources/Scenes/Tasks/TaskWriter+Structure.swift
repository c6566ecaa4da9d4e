package import Imaging

/// Pictures from what a computer sees in them: maps, lines, depth (reference a.8).
extension TaskWriter {
  /// A request, the condition, the caption, and the picture.
  func structured(
    _ task: SceneTask, _ scene: Scene, _ generator: inout some RandomNumberGenerator
  ) throws -> TaskDocument {
    let rendering = try scene.rendering(from: catalog)
    let condition = condition(task, scene, rendering, &generator)
    return guided(
      task, by: condition, to: rendering.image, caption: scene.caption, .scene(scene), &generator)
  }

  /// The four segments of a task that draws from a picture.
  func guided(
    _ task: SceneTask, by condition: Image, to image: Image, caption: String,
    _ record: TaskDocument.Record, _ generator: inout some RandomNumberGenerator
  ) -> TaskDocument {
    let (paper, own) = Self.features[task] ?? ("", "")
    let words = one(
      of: [
        "Make high quality image from \(paper)", "Make high quality image from \(paper)",
        "Create a high-quality image from \(paper) and text description",
        "draw from \(own)", "a picture from \(own)", "follow \(own)",
      ], &generator)
    return TaskDocument(
      task: task,
      segments: [.words([words]), .picture(condition), .words([caption]), .picture(image)],
      answer: .init(segment: 3), record: record)
  }

  /// What conditions are called, by the paper and by us.
  private static let features: [SceneTask: (paper: String, own: String)] = [
    .fromSegmentation: ("a segmentation map", "a segmentation map"),
    .edges: ("canny edge features", "edges"), .softEdges: ("hed features", "soft edges"),
    .scribble: ("children's scribbles", "a scribble"), .outline: ("outlines", "an outline"),
    .depth: ("depth features", "a depth map"), .normals: ("3D norm features", "a normal map"),
    .pose: ("openpose features", "a pose"),
  ]

  private func condition(
    _ task: SceneTask, _ scene: Scene, _ rendering: SceneRendering,
    _ generator: inout some RandomNumberGenerator
  ) -> Image {
    switch task {
    case .edges: EdgeFilter(rendering.image).edges
    case .softEdges: EdgeFilter(rendering.image).softEdges
    case .scribble: Outline(of: rendering.masks, shake: scene.canvas * 3 / 128, &generator).image
    case .outline: Outline(of: rendering.masks, shake: 0, &generator).image
    case .depth: depth(of: scene, rendering)
    default: segmentationMap(of: scene, rendering)
    }
  }

  /// A picture, then its map in the fixed colours of classes.
  func segmentation(
    _ scene: Scene, _ generator: inout some RandomNumberGenerator
  ) throws -> TaskDocument {
    let rendering = try scene.rendering(from: catalog)
    let words = one(
      of: [
        "Segment the given image", "Make a segmentation map from the image", "segment the picture",
        "segmentation map of the picture", "colour each thing by its class", "segmentation",
      ], &generator)
    return TaskDocument(
      task: .segmentation,
      segments: [
        .words([words]), .picture(rendering.image),
        .picture(segmentationMap(of: scene, rendering)),
      ], answer: .init(segment: 2), record: .scene(scene))
  }

  /// Every object in its class's colour on black.
  package func segmentationMap(of scene: Scene, _ rendering: SceneRendering) -> Image {
    let colours = scene.objects.map { classColour(of: $0.thing) }
    return map(scene, rendering) { colours[$0] }
  }

  /// The colour of a class, a thing of the catalog: one of 26 that lie far apart, by its order.
  package func classColour(of thing: SceneThing) -> Image.Color {
    let levels: [UInt8] = [0, 128, 255]
    let place = (catalog.things.firstIndex(of: thing) ?? 0) % 26
    // 0 would be the ground; neighbours in the list differ in the first digit.
    let number = place * 11 % 26 + 1
    return Image.Color(
      red: levels[number % 3], green: levels[number / 3 % 3], blue: levels[number / 9])
  }

  /// White is in front; the ground is black.
  package func depth(of scene: Scene, _ rendering: SceneRendering) -> Image {
    map(scene, rendering) { number in
      let level = UInt8(80 + 175 * (number + 1) / scene.objects.count)
      return Image.Color(red: level, green: level, blue: level)
    }
  }

  private func map(
    _ scene: Scene, _ rendering: SceneRendering, _ colour: (Int) -> Image.Color
  ) -> Image {
    var image = Image(width: scene.canvas, height: scene.canvas, fill: .black)
    for (number, mask) in rendering.masks.enumerated() {
      for (at, isSeen) in mask.bits.enumerated() where isSeen {
        image.set(colour(number), x: at % scene.canvas, y: at / scene.canvas)
      }
    }
    return image
  }
}
