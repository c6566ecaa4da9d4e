package import Foundation

/// One picture that was asked for: the request, what came of it, and what was thought of it.
package struct Run: Hashable, Sendable, Identifiable {
  /// The row's number in the history.
  package struct ID: Hashable, Comparable, Sendable, RawRepresentable {
    /// Counted from 1.
    package let rawValue: Int64

    /// Wraps a row number.
    package init(rawValue: Int64) { self.rawValue = rawValue }

    package static func < (a: ID, b: ID) -> Bool { a.rawValue < b.rawValue }
  }

  /// How far the picture got.
  package enum State: String, Sendable, CaseIterable {
    /// Being written by a studio that lives.
    case pending
    /// Stopped before the last code: by the user, or with its studio.
    case partial
    /// Every code is there.
    case finished
  }

  /// What the user decided about it.
  package enum Verdict: String, Sendable, CaseIterable {
    /// Written without being asked for, while a knob was turned; the oldest are dropped.
    case draft
    /// Asked for, and not judged yet.
    case undecided
    /// Wanted.
    case kept
    /// Not wanted.
    case tossed
  }

  /// The row's number.
  package let id: ID
  /// The words of the request.
  package var prompt: String
  /// The whole request as JSON, as `Generation` writes it.
  package var request: String
  /// The seed of the picture.
  package var seed: UInt64
  /// The model's weights by hash.
  package var modelHash: String
  /// The image codes written so far, in raster order.
  package var codes: [Int32]
  /// The codes of the whole picture.
  package var codeCount: Int
  /// How far the picture got.
  package var state: State
  /// What the user decided.
  package var verdict: Verdict
  /// 0 to 5, or nil where nobody rated it.
  package var rating: Int?
  /// The knobs turned while it was written, as JSON.
  package var knobChanges: String
  /// The run that this one was taken from.
  package var parent: ID?
  /// The file in the pictures' folder, once there is one.
  package var picture: String?
  /// When it was asked for.
  package var createdAt: Date
  /// When the last code came or the writing stopped.
  package var closedAt: Date?
}

/// What is known of a run when it begins.
package struct NewRun: Hashable, Sendable {
  /// The words of the request.
  package var prompt: String
  /// The whole request as JSON.
  package var request: String
  /// The seed of the picture.
  package var seed: UInt64
  /// The model's weights by hash.
  package var modelHash: String
  /// The codes of the whole picture.
  package var codeCount: Int
  /// `.draft` for a picture nobody asked to keep, else `.undecided`.
  package var verdict: Run.Verdict
  /// The run that this one is taken from.
  package var parent: Run.ID?

  /// Makes the record of a request.
  package init(
    prompt: String, request: String, seed: UInt64, modelHash: String, codeCount: Int,
    verdict: Run.Verdict = .undecided, parent: Run.ID? = nil
  ) {
    self.prompt = prompt
    self.request = request
    self.seed = seed
    self.modelHash = modelHash
    self.codeCount = codeCount
    self.verdict = verdict
    self.parent = parent
  }
}
