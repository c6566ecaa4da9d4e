import Foundation
import Generation
import History
import Imaging
import Studio
import Terminal
import Tokens

/// An engine without a model: codes follow from seed, position and knobs, and each is a colour.
final class FakeEngine: PictureEngine {
  static let facts = ModelFacts(
    name: "leon-fake", hash: "fa4e", imageSide: 128, gridSide: 16, promptLimit: 64,
    lexicon: Lexicon(
      words: WordCounts([
        "red": 300, "apple": 40, "apples": 7, "3d": 2000, "icon": 9000, "blue": 280, "boat": 30,
        "a": 8000, "app": 3, "x": 1, "clip": 5, "art": 5,
      ]), captions: ["blue boat, clip art", "green pear, 3D icon"]))

  var facts: ModelFacts { FakeEngine.facts }

  /// What can be found, the best first; nil without a bank of the model's own.
  private let documents: [ReferenceDocument]?

  init(documents: [ReferenceDocument]? = nil) { self.documents = documents }

  func openBank(
    _ path: String, read: (_ count: Int, _ total: Int) throws -> Void
  ) throws -> BankFacts? {
    if path.hasSuffix("/") { for count in 1...20 { try read(count, 20) } }
    guard path.hasSuffix("/") || path.isEmpty || path.hasSuffix(".bank") else {
      throw NoBank(path: path)
    }
    return documents.map { BankFacts(path: path, count: $0.count) }
  }

  func documents(for query: DocumentQuery) throws -> [ReferenceDocument] {
    let fitting = (documents ?? []).filter { ($0.score ?? 0) <= query.threshold }
    return fitting.prefix(query.count).reversed()
  }

  /// Documents of a bank, whose pictures differ.
  static let found = [
    ReferenceDocument(
      caption: "red circle, 3D icon", picture: grid(1),
      origin: .init(source: "fluent3d", license: "MIT", author: "Microsoft"), score: 0.829),
    ReferenceDocument(
      caption: "green apple, clip art", picture: grid(2),
      origin: .init(source: "openclipart", license: "CC0"), score: 0.761),
  ]

  private static func grid(_ step: Int) -> CodeGrid {
    CodeGrid(height: 16, width: 16, codes: (0..<256).map { CodeIndex($0 * step % 256) })
  }

  struct NoBank: Error, CustomStringConvertible {
    let path: String
    var description: String { "\(path): it is no memory bank." }
  }

  func tokenCount(_ prompt: String) -> Int { prompt.split(separator: " ").count }

  func begin(
    _ request: GenerationRequest, replaying steering: Steering, from codes: [CodeIndex]
  ) throws -> any PictureWriting {
    guard tokenCount(request.prompt) <= facts.promptLimit else { throw Refusal() }
    return Writing(request, steering, codes)
  }

  func image(of codes: [CodeIndex]) -> Image {
    var image = Image(width: 128, height: 128, fill: .white)
    for y in 0..<128 {
      for x in 0..<128 {
        let cell = y / 8 * 16 + x / 8
        guard cell < codes.count else { continue }
        let at = 4 * (y * 128 + x)
        image.pixels[at] = UInt8(codes[cell].rawValue & 255)
        image.pixels[at + 1] = UInt8(cell)
      }
    }
    return image
  }

  func codes(of image: Image) -> [CodeIndex] {
    (0..<256).map { CodeIndex(rawValue: Int32($0)) }
  }

  /// A blank beside the word “slow” is looked for until that is stopped.
  func words(
    of segments: [[FilledTask.Piece]], seed: Seed, knobs: Knobs, while goesOn: () -> Bool
  ) throws -> String {
    if "\(segments)".contains("slow") {
      while goesOn() { usleep(1000) }
      throw CancellationError()
    }
    let pictures = segments.joined().count { if case .picture = $0 { true } else { false } }
    return pictures > 0 ? "blue boat, clip art" : "apple"
  }

  func record(of request: GenerationRequest, steering: Steering) throws -> String {
    String(decoding: try JSONEncoder().encode(request), as: UTF8.self)
  }

  func file(of request: GenerationRequest, steering: Steering, image: Image) throws -> [UInt8] {
    try PNG.encode(image)
  }

  struct Refusal: Error, CustomStringConvertible { let description = "the prompt is too long" }

  final class Writing: PictureWriting {
    /// Turning by hand ends a replay, as in the real engine.
    var knobs: Knobs { didSet { replayed = Steering() } }
    var seed: Seed { didSet { replayed = Steering() } }
    private(set) var codes: [CodeIndex] = []
    private(set) var steering = Steering()
    private let request: GenerationRequest
    private var replayed: Steering

    init(_ request: GenerationRequest, _ replayed: Steering, _ beginning: [CodeIndex]) {
      knobs = request.knobs
      seed = request.seed
      self.request = request
      self.replayed = replayed
      for code in beginning {
        obey()
        codes.append(code)
      }
    }

    /// Does what the replay says at this place, and writes down what was turned.
    private func obey() {
      let (plan, place) = (replayed, codes.count)
      if let change = plan.knobChanges.last(where: { $0.position <= place }) {
        knobs = change.knobs
        seed = plan.seed(at: place) ?? seed
        replayed = plan
      }
      let before = steering.seed(at: place) ?? request.seed
      if knobs != steering.knobChanges.last?.knobs ?? request.knobs || seed != before {
        steering.knobChanges.append(
          KnobChange(position: place, knobs: knobs, seed: seed == before ? nil : seed))
      }
      if let code = plan.forcedCode(at: place) { force(code) }
    }

    private func force(_ code: CodeIndex) {
      guard let last = steering.forcedCodes.popLast() else {
        return steering.forcedCodes.append(ForcedCodes(position: codes.count, codes: [code]))
      }
      if last.position + last.codes.count == codes.count {
        steering.forcedCodes.append(
          ForcedCodes(position: last.position, codes: last.codes + [code]))
      } else {
        steering.forcedCodes += [last, ForcedCodes(position: codes.count, codes: [code])]
      }
    }

    func advance() -> Bool {
      guard codes.count < 256 else { return false }
      obey()
      var code = UInt64(codes.count) &* 31 &+ seed.rawValue &* 7
      if case .guidance(let scale) = knobs.blend { code &+= UInt64(scale * 10) }
      if case .dual(let text, let image) = knobs.blend { code &+= UInt64(text * 20 + image * 10) }
      code &+= UInt64(request.documents.count * 100)
      if let base = request.base {
        code /= 2
        // These words leave the upper half alone.
        if request.prompt == "hold it", codes.count < 128,
          let kept = base.pictures.first?.codes[codes.count]
        {
          code = UInt64(kept.rawValue)
        }
      }
      codes.append(
        replayed.forcedCode(at: codes.count) ?? CodeIndex(rawValue: Int32(code % 1024)))
      return codes.count < 256
    }

    func cut(to position: Int, taking code: CodeIndex?) {
      codes.removeLast(codes.count - position)
      steering = steering.prefix(position)
      if let code {
        replayed.forcedCodes = replayed.prefix(position).forcedCodes
        force(code)
        codes.append(code)
      }
    }

    func inspections() -> [TokenInspection] { codes.enumerated().map(FakeEngine.inspection) }
  }

  /// The ten codes after the one that is there, each half as probable as the one before.
  static func inspection(_ position: Int, _ code: CodeIndex) -> TokenInspection {
    TokenInspection(
      position: position, code: code, probability: 0.4, rank: 1 + position % 16,
      entropy: Float(position) / 64, nucleusCount: 8, plausibleCount: 6, guidanceStrength: 0.25,
      alternatives: (1...10).map {
        TokenInspection.Alternative(
          code: CodeIndex(rawValue: (code.rawValue + Int32($0)) % 1024),
          probability: 0.6 / Float(1 << $0), exclusion: $0 > 6 ? .topP : nil)
      })
  }
}

/// A studio in a temporary folder, without a terminal.
struct TestStudio {
  var folder = FileManager.default.temporaryDirectory.path + "/leon-studio-" + UUID().uuidString
  /// What the model's bank holds; nil for a model without one.
  var documents: [ReferenceDocument]?
  var settings = StudioSettings()

  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  func setup(prompt: String = "", theme: String = "dark", editor: String = "false") throws
    -> StudioSetup
  {
    var setup = StudioSetup(
      makeEngine: { [documents] in FakeEngine(documents: documents) },
      history: try HistoryStore.open(folder: folder), themes: try ThemeTests.all(), theme: theme,
      settings: settings, prompt: prompt, clock: .standing)
    setup.editor = editor
    setup.tasks = try TestStudio.tasks()
    return setup
  }

  /// The tasks that ship, in a few words.
  static func tasks() throws -> [TaskTemplate] {
    let picture = TaskTemplate.Slot(name: "picture", kind: .image, title: "The picture")
    var edits = Knobs()
    edits.setDualGuidance(text: 3, image: 1.5)
    let text = TaskTemplate.Slot(name: "text", kind: .text, title: "Words with one [mask]")
    return try [
      try TaskTemplate(
        name: "picture", title: "Picture from words",
        slots: [.init(name: "prompt", kind: .text, title: "What it shows")],
        layout: "{prompt} <break> <draw>"),
      try TaskTemplate(
        name: "caption", title: "Words for a picture", slots: [picture],
        layout: "<mask> <break> {picture}"),
      try TaskTemplate(
        name: "infill", title: "Words for a blank", slots: [text], layout: "{text}"),
      try TaskTemplate(
        name: "infill-picture", title: "Words for a blank in what is said of a picture",
        slots: [text, picture], layout: "{text} <break> {picture}"),
      try TaskTemplate(
        name: "icon", title: "An icon of a thing",
        slots: [.init(name: "thing", kind: .text, title: "The thing")],
        layout: "{thing}, 3D icon <break> <draw>"),
      try TaskTemplate(
        name: "edit", title: "A picture changed by words",
        slots: [picture, .init(name: "instruction", kind: .text, title: "What to do")],
        layout: "Edit first image <break> {picture} <break> {instruction} <break> <draw>",
        knobs: edits),
      try TaskTemplate(
        name: "question", title: "A question about a picture",
        slots: [.init(name: "question", kind: .text, title: "A question"), picture],
        layout: "Question: {question} Answer: <mask> . <break> {picture}"),
    ] + drawnTasks()
  }

  /// Those whose slots are filled by hand.
  private static func drawnTasks() throws -> [TaskTemplate] {
    var (one, three) = (Knobs(), Knobs())
    one.setGuidance(1)
    three.setGuidance(4)
    let words = TaskTemplate.Slot(name: "prompt", kind: .text, title: "What it shows")
    return [
      try TaskTemplate(
        name: "redraw", title: "A part of a picture drawn again",
        slots: [
          .init(name: "picture", kind: .image, title: "The picture"),
          .init(name: "area", kind: .area, title: "The part"), words,
        ], layout: "{prompt} <break> {picture} <break> {area}", knobs: one),
      try TaskTemplate(
        name: "scribble", title: "Picture from a scribble and words",
        slots: [.init(name: "condition", kind: .scribble, title: "A scribble"), words],
        layout: "From scribbles <break> {condition} <break> {prompt} <break> <draw>", knobs: three),
      try TaskTemplate(
        name: "boxes", title: "Picture from words and boxes",
        slots: [words, .init(name: "boxes", kind: .boxes, title: "Where")],
        layout: "{prompt} with segmentations {boxes} <break> <draw>", knobs: three),
    ]
  }

  /// Plays a script; returns the screens it saved and the last one.
  func play(
    _ script: String, size: String = "100x30", mode: PictureMode = .sixel,
    theme: String = "dark", isUnicode: Bool = true, editor: String = "false",
    depth: ColorDepth = .trueColor
  ) throws -> [String: Canvas] {
    var screens: [String: Canvas] = [:]
    let driver = MemoryDriver(
      size: TerminalSize(name: size) ?? TerminalSize(columns: 1, rows: 1),
      capabilities: TerminalCapabilities(
        pictureMode: mode, colorDepth: depth, cell: PixelSize(width: 8, height: 16),
        isUnicode: isUnicode))
    let last = try StudioScript(script).run(
      driver: driver, setup: setup(theme: theme, editor: editor)
    ) {
      screens[$0] = $1
    }
    screens["last"] = last
    return screens
  }
}
