package import Foundation

/// One picture that was asked for: the request, what came of it, and what was thought of it.
///
/// What lists show is its `summary`, whose members are read and set as the run's own.
@dynamicMemberLookup
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

  /// What lists show of it.
  package var summary: RunSummary
  /// The whole request as JSON, as `Generation` writes it.
  package var request: String
  /// The image codes written so far, in raster order; an imported picture has none.
  package var codes: [Int32]
  /// The knobs turned while it was written, as JSON.
  package var knobChanges: String
  /// What else a replay needs, as JSON of `Generation`; empty where nothing else is.
  package var replay: String
  /// What the user wrote about it.
  package var notes: String

  /// The row's number.
  package var id: ID { summary.id }

  /// A member of the summary.
  package subscript<Value>(dynamicMember path: WritableKeyPath<RunSummary, Value>) -> Value {
    get { summary[keyPath: path] }
    set { summary[keyPath: path] = newValue }
  }
}

/// A run as lists show it: everything but the request, the codes and the notes.
package struct RunSummary: Hashable, Sendable, Identifiable {
  /// The row's number.
  package var id: Run.ID
  /// The words of the request.
  package var prompt: String
  /// A name that the user gave it; empty where nobody did.
  package var title: String
  /// The words that came of it, for a caption; else empty.
  package var answer: String
  /// The name of the task, `picture` for a picture from words.
  package var task: String
  /// The seed of the picture.
  package var seed: UInt64
  /// The model's name; empty where only its hash is known.
  package var model: String
  /// The model's weights by hash.
  package var modelHash: String
  /// The codes written so far.
  package var written: Int
  /// The codes of the whole picture.
  package var codeCount: Int
  /// How far the picture got.
  package var state: Run.State
  /// What the user decided.
  package var verdict: Run.Verdict
  /// 0 to 5, or nil where nobody rated it.
  package var rating: Int?
  /// Whether it is among the user's favourites.
  package var isFavourite: Bool
  /// The user's tags, in the order they were given.
  package var tags: [String]
  /// Whether the user wrote something about it.
  package var hasNotes: Bool
  /// The run that this one was taken from.
  package var parent: Run.ID?
  /// Runs that were taken from this one, drafts and deleted ones not counted.
  package var childCount: Int
  /// The comparison that it belongs to.
  package var comparison: Comparison.ID?
  /// The file in the pictures' folder, once there is one.
  package var picture: String?
  /// The path of the copy that was made when it was kept.
  package var kept: String?
  /// Where it was imported from; nil for what was drawn here.
  package var origin: String?
  /// When it was asked for.
  package var createdAt: Date
  /// When the last code came or the writing stopped.
  package var closedAt: Date?
  /// When it was deleted; it can still be brought back.
  package var deletedAt: Date?
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
  /// The run that this one is taken from; a draft becomes an entry by that.
  package var parent: Run.ID?
  /// The model's name.
  package var model = ""
  /// The name of the task.
  package var task = "picture"
  /// What else a replay needs, as JSON.
  package var replay = ""
  /// The comparison that it belongs to.
  package var comparison: Comparison.ID?
  /// The order of the queue that it carries out, which leaves the queue by that.
  package var order: QueueItem.ID?

  /// Makes the record of a request; what is not named here is set afterwards.
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

/// Runs that were drawn together to be compared.
package struct Comparison: Hashable, Sendable, Identifiable {
  /// The row's number.
  package struct ID: Hashable, Sendable, RawRepresentable {
    /// Counted from 1.
    package let rawValue: Int64

    /// Wraps a row number.
    package init(rawValue: Int64) { self.rawValue = rawValue }
  }

  /// The row's number.
  package let id: ID
  /// What differs between its runs, as JSON of the studio's.
  package let axes: String
  /// When it was asked for.
  package let createdAt: Date
}
