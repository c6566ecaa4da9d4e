import Foundation
package import Generation
import Tokens

/// What a sheet draws: variants of one request, and what differs between them.
package struct SheetPlan: Codable, Hashable, Sendable {
  /// The request that the variants are taken from.
  package let base: GenerationRequest
  /// What differs; none where candidates are drawn for the best of them.
  package let axes: [ComparisonAxis]
  /// A line a variant: what it has that the others have not.
  package let labels: [String]
  /// What draws each variant, row after row.
  package let variants: [GenerationRequest]
  /// The task that its tiles are filed under; nil for pictures from words.
  package var task: String?

  private enum CodingKeys: CodingKey { case base, axes, labels, variants, task }

  /// Spreads a request over one or two axes.
  ///
  /// - Parameters:
  ///   - base: What the variants have in common.
  ///   - axes: The first runs along a row.
  /// - Throws: A sentence where an axis has no effect or there are too many variants.
  package init(of base: GenerationRequest, _ axes: [ComparisonAxis]) throws {
    let comparison = try Generation.Comparison(of: base, axes)
    self.base = base
    self.axes = comparison.axes
    variants = comparison.variants.map(\.request)
    labels = comparison.variants.map { $0.labels.map(SheetPlan.word).joined(separator: ", ") }
  }

  /// Candidates of which the model itself says how well they fit the words.
  ///
  /// - Throws: A sentence where all candidates would be the same.
  package init(best count: Int, of base: GenerationRequest) throws {
    self.base = base
    axes = []
    variants = try BestOf(count, of: base).candidates
    labels = variants.map { "seed \($0.seed.rawValue), \(SheetPlan.way(of: $0))" }
  }

  /// How a candidate for the best chooses its tokens.
  func way(of variant: Int) -> String { SheetPlan.way(of: variants[variant]) }

  private static func way(of request: GenerationRequest) -> String {
    request.knobs.contrastive == nil ? "top-p" : "CD-K"
  }

  /// Whether the tiles are ranked once all are there.
  package var isRanked: Bool { axes.isEmpty }

  /// `CFG`, `CFG by seed`, `best of 8`.
  package var title: String {
    isRanked ? "best of \(variants.count)" : axes.map(\.subject.rawValue).joined(separator: " by ")
  }

  /// The labels of an axis as tiles show them.
  package func labels(of axis: Int) -> [String] { axes[axis].labels.map(SheetPlan.word) }

  /// The same comparison of another request.
  ///
  /// - Throws: A sentence where an axis has no effect there.
  func moved(to base: GenerationRequest) throws -> SheetPlan {
    var plan =
      isRanked
      ? try SheetPlan(best: variants.count, of: base) : try SheetPlan(of: base, axes)
    plan.task = task
    return plan
  }

  /// The knobs of each variant where those of the base are turned; nil where an axis has no effect.
  func knobs(turnedTo knobs: Knobs) -> [Knobs]? {
    var base = base
    base.knobs = knobs
    return try? moved(to: base).variants.map(\.knobs)
  }

  /// The turns of each variant that turns of the base come to.
  func changes(_ changes: [KnobChange]) -> [[KnobChange]] {
    let turned = changes.compactMap { change in
      knobs(turnedTo: change.knobs).map { (change.position, $0) }
    }
    return variants.indices.map { index in
      turned.map { KnobChange(position: $0.0, knobs: $0.1[index]) }
    }
  }

  /// What switches a knob off is called so.
  private static func word(_ label: String) -> String {
    ["top-k 0": "top-k off", "variation 0": "variation off", "top-p 1": "top-p off"][label] ?? label
  }
}

/// A sheet's request as the history keeps it: that of the base, and beside it the plan.
///
///     {"count": 1, "knobs": {…}, "prompt": …, "seed": 7, …, "sheet": {"axes": […], …}}
struct SheetRecord: Codable {
  let plan: SheetPlan

  private enum CodingKeys: CodingKey { case sheet }

  init(_ plan: SheetPlan) { self.plan = plan }

  init(from decoder: any Decoder) throws {
    plan = try decoder.container(keyedBy: CodingKeys.self).decode(SheetPlan.self, forKey: .sheet)
  }

  func encode(to encoder: any Encoder) throws {
    try plan.base.encode(to: encoder)
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(plan, forKey: .sheet)
  }

  /// The plan in a request's JSON, if it is a sheet's.
  static func plan(in request: String) -> SheetPlan? {
    guard request.contains("\"sheet\":") else { return nil }
    return try? JSONDecoder().decode(SheetRecord.self, from: Data(request.utf8)).plan
  }
}
