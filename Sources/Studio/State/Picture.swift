package import Generation
package import History
package import Imaging
package import Tokens

/// The number of one order to draw, counted from 1 in each studio.
package struct JobID: Hashable, Comparable, Sendable {
  /// The count.
  package let rawValue: Int

  /// Wraps a count.
  package init(_ value: Int) { rawValue = value }

  package static func < (a: JobID, b: JobID) -> Bool { a.rawValue < b.rawValue }
}

/// An order to draw one picture, or the variants of one together.
package struct Order: Hashable, Sendable {
  /// Its number.
  package let job: JobID
  /// What to draw.
  package var request: GenerationRequest
  /// What is done by itself, to draw a picture turned by hand again.
  package var replaying = Steering()
  /// The place in a written picture at which it begins; nil begins at the first code.
  package var branch: Branch?
  /// How fast.
  package var turning: Turning
  /// `.draft` where nobody asked for it, else `.undecided`.
  package var verdict: Run.Verdict
  /// The run that it was taken from.
  package var parent: Run.ID?
  /// What is drawn instead of the one picture.
  package var sheet: SheetPlan?
  /// The picture that it writes again.
  package var replayed: Replayed?
  /// The row of the history's queue that it came from, when it waited for another studio before.
  package var item: QueueItem.ID?
  /// Whether an edit of a picture of one's own keeps its pixels where it leaves the codes alone.
  package var keepsPixels = true
  /// The name of the task that it is filed under.
  package var task = RunSummary.pictureTask

  /// Whether its request alone tells the picture.
  var isPlain: Bool { sheet == nil && branch == nil && replaying.isEmpty }

  /// All that is done by itself to draw it from its first code on.
  package var record: Steering {
    var record = replaying
    guard let branch else { return record }
    let before = record.knobChanges.last?.knobs ?? request.knobs
    if let code = branch.code { record.give(code, at: branch.position) }
    if let knobs = branch.knobs, knobs != before {
      let position = branch.position + (branch.code == nil ? 0 : 1)
      record.knobChanges.append(KnobChange(position: position, knobs: knobs))
    }
    return record
  }
}

/// A picture that is written again, code for code.
package struct Replayed: Hashable, Sendable {
  /// Its row.
  package let run: Run.ID
  /// Its codes; an imported one has none.
  package let codes: [CodeIndex]
}

/// A picture in the studio, whole or partial.
package struct Picture: Hashable, Sendable {
  /// The order that writes it, if this studio does.
  package var job: JobID?
  /// Its row in the history, once there is one.
  package var run: Run.ID?
  /// What was asked for.
  package var request: GenerationRequest
  /// The codes written so far.
  package var codes: [CodeIndex] = []
  /// The codes of the whole picture.
  package var total: Int
  /// What it looks like so far.
  package var image: Image?
  /// What was done by hand while it was written.
  package var steering = Steering()
  /// What its user thinks of it.
  package var verdict: Run.Verdict
  /// The run that it writes again, if it does.
  package var replayed: Run.ID?
  /// The tile that it was taken from, if it was.
  package var sheetTile: SheetTileID?

  /// Whether the user drew it or brought it for a slot, so that it is no entry of the history.
  var isOfOnesOwn = false

  /// Whether every code is there.
  package var isComplete: Bool { codes.count == total }

  /// The knobs of its last token.
  package var knobs: Knobs { changes.last?.knobs ?? request.knobs }

  /// The seed of its last token.
  package var seed: Seed { steering.seed(at: .max) ?? request.seed }

  /// The knobs turned while it was written.
  package var changes: [KnobChange] { steering.knobChanges }

  /// Where a hand was at work: knobs were turned, a code was taken.
  var turns: [Int] {
    // What a picture with another seed begins with was not taken code by code.
    changes.map(\.position)
      + steering.forcedCodes.filter { $0.position > 0 || $0.codes.count == 1 }.map(\.position)
  }

  /// The knobs that the code at `position` was drawn with.
  package func knobs(at position: Int) -> Knobs {
    changes.last { $0.position <= position }?.knobs ?? request.knobs
  }

  /// The seed that the code at `position` was drawn with.
  package func seed(at position: Int) -> Seed { steering.seed(at: position) ?? request.seed }

  /// What is needed to look into it or to go on from one of its places.
  package var origin: Origin { Origin(request: request, steering: steering, codes: codes) }
}
