/// Pictures from words, and words for pictures.
extension TaskWriter {
  /// A caption with its picture: behind it to be drawn, or before or behind it to be found.
  func described(
    _ task: SceneTask, _ scene: Scene, _ caption: String,
    _ generator: inout some RandomNumberGenerator
  ) throws -> TaskDocument {
    let picture = try picture(of: scene)
    guard task != .picture else {
      return TaskDocument(
        task: task, segments: [.words([caption]), picture], answer: .init(segment: 1),
        record: .scene(scene))
    }
    let requests = task == .caption ? Self.captionRequests : Self.longCaptionRequests
    let request = one(of: requests, &generator)
    let words = request.isEmpty ? [caption] : [request, caption]
    let isFirst = Bool.random(using: &generator)
    return TaskDocument(
      task: task, segments: isFirst ? [picture, .words(words)] : [.words(words), picture],
      answer: .init(segment: isFirst ? 1 : 0, piece: words.count - 1), record: .scene(scene))
  }

  /// The paper's, which has nothing before half of its captions, and ours.
  static let captionRequests = [
    "", "", "", "", "Describe the given picture.", "Describe the given image.",
    "describe the picture:", "caption:", "what does the picture show?", "in words:",
    "what is this?", "say what is there:",
  ]

  static let longCaptionRequests = [
    "Describe the given picture in very detail.",
    "Describe all the objects in the given image in very detail.",
    "Generate a long caption for the given image.",
    "Generate a long narration of what is happening in the given image.",
    "describe the picture in detail:", "long caption:", "describe everything in the picture:",
    "what does the picture show, in detail?", "in many words:",
    "list all things with their places:",
    "say all that is there:", "what is where in the picture?",
  ]
}
