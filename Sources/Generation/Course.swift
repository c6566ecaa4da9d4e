internal import Tokens

/// How one picture is steered while it is written: what a replay still has to say, what is wanted by
/// hand, and what was done, for the next replay.
struct Course {
  private let start: Knobs
  private let startSeed: Seed
  private var planned: Steering
  /// What was done so far.
  private(set) var taken = Steering()
  /// The knobs from the next code on, unless a replay turns them there.
  private(set) var wanted: Knobs
  /// The seed from the next code on, likewise.
  private(set) var wantedSeed: Seed

  /// Begins with the knobs and the seed of a request.
  init(_ knobs: Knobs, seed: Seed, replaying planned: Steering) {
    start = knobs
    startSeed = seed
    wanted = knobs
    wantedSeed = seed
    self.planned = planned
  }

  /// Turns the knobs by hand, which ends a replay.
  mutating func turn(to knobs: Knobs) {
    planned = Steering()
    wanted = knobs
  }

  /// Turns the seed by hand, which ends a replay too.
  mutating func turn(toSeed seed: Seed) {
    planned = Steering()
    wantedSeed = seed
  }

  /// Writes down where the wanted knobs and the seed differ from those so far.
  ///
  /// - Returns: the knobs and the seed that the code at `position` is drawn with.
  mutating func advance(to position: Int) -> (knobs: Knobs, seed: Seed) {
    if let change = planned.knobChanges.last(where: { $0.position <= position }) {
      wanted = change.knobs
    }
    if let seed = planned.seed(at: position) { wantedSeed = seed }
    if wanted != current || wantedSeed != currentSeed {
      let seed = wantedSeed == currentSeed ? nil : wantedSeed
      taken.knobChanges.append(KnobChange(position: position, knobs: wanted, seed: seed))
    }
    return (current, currentSeed)
  }

  private var current: Knobs { taken.knobChanges.last?.knobs ?? start }
  private var currentSeed: Seed { taken.seed(at: .max) ?? startSeed }

  /// The code that a replay wants at a place, nil where one is to be drawn.
  func plannedCode(at position: Int) -> CodeIndex? { planned.forcedCode(at: position) }

  /// Writes down that a code was given.
  mutating func force(_ code: CodeIndex, at position: Int) { taken.force(code, at: position) }

  /// Takes a code by hand: codes that a replay would have given later are no longer wanted.
  mutating func branch(at position: Int) {
    planned.forcedCodes = planned.prefix(position).forcedCodes
  }

  /// The knobs that the code at `position` was drawn with.
  func knobs(at position: Int) -> Knobs {
    taken.knobChanges.last { $0.position <= position }?.knobs ?? start
  }

  /// Forgets what was done from `position` on.
  mutating func rewind(to position: Int) {
    taken = taken.prefix(position)
    if !planned.isEmpty { (wanted, wantedSeed) = (current, currentSeed) }
  }
}
