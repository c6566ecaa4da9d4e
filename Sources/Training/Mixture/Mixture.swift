package import Scenes

/// What a model is trained on beside the plain corpus, by shares; `training/model.toml` gives the
/// reasons.
package struct Mixture: Codable, Hashable, Sendable {
  /// Where a document comes from.
  package enum Source: String, Codable, CodingKeyRepresentable, CaseIterable, Sendable {
    /// A picture of the corpus with its caption, as without a mixture.
    case plain
    /// Tasks about composed scenes.
    case scenes, edits, answers, structure, boxes
    /// A concept of the corpus in one style, then in another.
    case stylePairs
    /// A picture of the corpus with a rectangle of its codes to be found.
    case rectangles

    /// The source of a group of tasks.
    package init(_ group: SceneTask.Group) {
      switch group {
      case .scenes: self = .scenes
      case .edits: self = .edits
      case .answers: self = .answers
      case .boxes: self = .boxes
      case .structure: self = .structure
      }
    }

    /// The tasks that it draws from, nil where it draws from the corpus.
    package var group: SceneTask.Group? { SceneTask.Group(rawValue: rawValue) }

    /// The share that its documents have by themselves; what is asked for stays near it.
    package var naturalShare: Double {
      switch self {
      case .plain: 0.40
      case .scenes: 0.25
      case .edits: 0.10
      case .answers: 0.08
      case .structure: 0.07
      case .boxes, .stylePairs, .rectangles: 0.05
      }
    }
  }

  /// How often each source is drawn; only the proportions count.
  package var shares: [Source: Double] = [.plain: 1]
  /// How often an answer is what is written last, whole: masked where it stands before a picture.
  package var wholeAnswerShare = 0.5
  /// How often a picture made from a picture comes without words (arXiv 2211.09800, section 3.2.1).
  package var wordlessShare = 0.1
  /// Composed pictures that are prepared.
  package var pictures = 20_000
  /// Where the composing starts; another seed gives other scenes.
  package var seed: UInt64 = 1

  /// Makes the corpus alone.
  package init() {}

  /// How often a source is drawn.
  package func share(of source: Source) -> Double { shares[source] ?? 0 }

  /// Whether there is nothing but the plain corpus.
  package var isPlain: Bool {
    Source.allCases.allSatisfy { $0 == .plain || share(of: $0) == 0 }
  }

  /// The groups of tasks that are drawn.
  package var groups: [SceneTask.Group] {
    Source.allCases.filter { share(of: $0) > 0 }.compactMap(\.group)
  }

  /// What is wrong with the numbers, in a sentence; nil if nothing is.
  ///
  /// A source is left out, or drawn 0.3 to 3 times as often as it would be by itself (the limits of
  /// the paper's tuning, reference a.8).
  package var flaw: String? {
    if !(0...1).contains(wholeAnswerShare) {
      return "mixture.wholeAnswerShare must be 0 to 1, got \(wholeAnswerShare)"
    }
    if !(0...1).contains(wordlessShare) {
      return "mixture.wordlessShare must be 0 to 1, got \(wordlessShare)"
    }
    if pictures < 1 { return "mixture.pictures must be at least 1, got \(pictures)" }
    let sum = shares.values.reduce(0, +)
    guard !shares.values.contains(where: { $0 < 0 }), sum > 0, sum.isFinite else {
      return "mixture.shares must not be negative, and one must be more than 0"
    }
    for source in Source.allCases where source != .plain && share(of: source) > 0 {
      let limits = 0.3 * source.naturalShare...3 * source.naturalShare
      if !limits.contains(share(of: source)) {
        return "mixture.shares.\(source) must be 0, or \(limits.lowerBound) to "
          + "\(limits.upperBound), got \(share(of: source))"
      }
    }
    return nil
  }

  /// Draws a source.
  package func source(using generator: inout some RandomNumberGenerator) -> Source {
    let sources = Source.allCases.filter { share(of: $0) > 0 }
    var mark = Double.random(in: 0..<sources.reduce(0) { $0 + share(of: $1) }, using: &generator)
    for source in sources {
      mark -= share(of: source)
      if mark < 0 { return source }
    }
    return sources.last ?? .plain
  }
}
