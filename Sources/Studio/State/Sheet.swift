package import Generation
package import History
package import Imaging
package import Tokens

/// Variants of one request side by side: while they are written, and as long as they are looked at.
package struct Sheet: Hashable, Sendable {
  /// The order that writes it.
  package let job: JobID
  /// What differs.
  package let plan: SheetPlan
  /// The variants in the order they are shown.
  package var tiles: [Tile]
  /// The tile that commands mean.
  package var cursor = 0
  /// How long it took, once it is written.
  package var seconds: Double?
  /// Its row in the history, once there is one.
  package var run: Run.ID?
  /// What part of every picture shows.
  package var view = SheetView.Part()

  /// One of the variants.
  package struct Tile: Hashable, Sendable {
    /// The variant's place in the plan.
    package let variant: Int
    /// What it has that the others have not.
    package let label: String
    /// The picture so far.
    package var picture: Picture
    /// The model's own log-likelihood of the words under the picture.
    package var score: Double?
  }

  /// A sheet of which nothing is written yet.
  init(job: JobID, plan: SheetPlan, codeCount: Int) {
    self.job = job
    self.plan = plan
    tiles = plan.variants.indices.map { index in
      Tile(
        variant: index, label: plan.labels[index],
        picture: Picture(request: plan.variants[index], total: codeCount, verdict: .draft))
    }
  }

  /// The tile under the cursor.
  package var tile: Tile { tiles[cursor] }

  /// Codes written of each variant.
  package var written: Int { tiles.first?.picture.codes.count ?? 0 }

  /// Whether every variant has all its codes.
  package var isComplete: Bool { tiles.allSatisfy(\.picture.isComplete) }
}

/// A sheet as far as it is written, variant after variant as planned.
package struct SheetSnapshot: Hashable, Sendable {
  /// The codes of each so far; all have the same number.
  package var codes: [[CodeIndex]]
  /// The knobs turned so far in each.
  package var changes: [[KnobChange]]
  /// What each looks like; nil where it was not decoded anew.
  package var images: [Image?]
  /// How well each fits the words, for the best of them; empty elsewhere.
  package var scores: [Double] = []
  /// The rows of those that were kept or adopted before, by their places.
  package var recorded: [Int: RunSummary] = [:]

  /// Makes a snapshot.
  package init(
    codes: [[CodeIndex]], changes: [[KnobChange]], images: [Image?], scores: [Double] = []
  ) {
    self.codes = codes
    self.changes = changes
    self.images = images
    self.scores = scores
  }
}

extension Sheet {
  /// Takes what was written.
  mutating func take(_ snapshot: SheetSnapshot) {
    for place in tiles.indices {
      let variant = tiles[place].variant
      tiles[place].picture.codes = snapshot.codes[variant]
      tiles[place].picture.steering = Steering(knobChanges: snapshot.changes[variant])
      if let image = snapshot.images[variant] { tiles[place].picture.image = image }
      if !snapshot.scores.isEmpty { tiles[place].score = snapshot.scores[variant] }
      if let run = snapshot.recorded[variant] {
        (tiles[place].picture.run, tiles[place].picture.verdict) = (run.id, run.verdict)
      }
    }
  }

  /// Puts the tiles into the order of their scores, the best first.
  mutating func rank() {
    tiles.sort { ($1.score ?? 0, $0.variant) < ($0.score ?? 0, $1.variant) }
    cursor = 0
  }
}
