package import Tokens

/// What a picture is drawn with besides its words: the knobs, the seeds, and how turning works.
package struct DrawSettings: Hashable, Sendable {
  /// The knobs of the next token or picture.
  package var knobs: Knobs
  /// The seed of the next picture.
  package var seed: Seed
  /// The seed whose noise a share of the positions takes.
  package var variationSeed: Seed
  /// What happens when a knob is turned, and how fast pictures are written.
  package var turning: Turning
  /// What is looked at before a picture is drawn.
  package var documents = DocumentChoice()
  /// Whether there is a bank in which documents are looked up.
  package var hasBank = false
  /// What pictures are drawn from, which says what knobs have an effect.
  package var source = Source.words
  /// The guidance to go back to when CD-K is switched off.
  var idleGuidance: Float
  /// The α and the amateur's temperature to go back to when CD-K is switched on.
  var idleContrast: (alpha: Float, amateurTemperature: Float) {
    get { (idleAlpha, idleAmateurTemperature) }
    set { (idleAlpha, idleAmateurTemperature) = newValue }
  }
  private var idleAlpha: Float = 0.1
  private var idleAmateurTemperature: Float = 1

  /// Makes settings; by default every turn of a knob draws the picture again at once.
  package init(
    knobs: Knobs = Knobs(), seed: Seed = Seed(7), variationSeed: Seed = Seed(1),
    turning: Turning = .instant
  ) {
    self.knobs = knobs
    self.seed = seed
    self.variationSeed = variationSeed
    self.turning = turning
    idleGuidance = 3
    if case .guidance(let scale) = knobs.blend { idleGuidance = scale }
  }
}

extension DrawSettings {
  /// What a picture is drawn from.
  package enum Source: Hashable, Sendable {
    case words, picture
    /// The rest of a picture: there is no lane without the words, and nothing to guide by.
    case rest
  }
}

/// What happens when a knob is turned, and how fast pictures are written.
package enum Turning: Hashable, Sendable, CaseIterable {
  /// Full speed; every turn of a knob and every pause in typing draws the picture again.
  case instant
  /// Full speed; a turned knob is heard at the next token.
  case live
  /// So many tokens a second, to watch and to steer.
  case paced(Int)
  /// One token a key press.
  case byKey

  /// From the fastest to the slowest.
  package static let allCases: [Turning] =
    [.instant, .live] + [256, 128, 64, 32, 16, 8].map(Turning.paced) + [.byKey]

  /// As the knobs pane names it.
  package var name: String {
    switch self {
    case .instant: "instant"
    case .live: "full speed"
    case .paced(let rate): "\(rate) tokens/s"
    case .byKey: "a key a token"
    }
  }

  /// Whether there is time to spare between two tokens.
  var isPaced: Bool {
    switch self {
    case .instant, .live: false
    case .paced, .byKey: true
    }
  }

  /// The setting `steps` further towards slow.
  func stepped(by steps: Int) -> Turning {
    let all = Turning.allCases
    let at = all.firstIndex(of: self) ?? 0
    return all[min(max(at + steps, 0), all.count - 1)]
  }
}
