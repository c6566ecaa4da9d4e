/// Variants of one request along one or two axes.
///
/// ```swift
/// let guidance = try ComparisonAxis(.guidance, [1, 3, 6])
/// let colours = try ComparisonAxis(PromptTemplate("{red|green} apple"), wildcards: [:])
/// let sheet = try Comparison(of: request, [guidance, colours])     // two rows of three
/// ```
/// The first axis runs along a row of the sheet, the second one from row to row.
package struct Comparison: Hashable, Sendable {
  /// One of the variants.
  package struct Variant: Hashable, Sendable {
    /// What differs, a label an axis.
    package let labels: [String]
    /// What draws it.
    package let request: GenerationRequest
  }

  /// How many variants there may be.
  package static let counts = 2...16

  /// What differs.
  package let axes: [ComparisonAxis]
  /// The variants, row after row.
  package let variants: [Variant]

  /// Spreads a request over one or two axes.
  ///
  /// - Parameters:
  ///   - request: for one picture; of several the first is taken.
  ///   - axes: of different subjects.
  /// - Throws: `ComparisonError` for a number of variants that is not 2 to 16 or an axis without
  ///   effect, `GenerationError.knobs` for a value out of its range.
  package init(of request: GenerationRequest, _ axes: [ComparisonAxis]) throws {
    guard (1...2).contains(axes.count), Set(axes.map(\.subject)).count == axes.count else {
      throw ComparisonError.axes(axes.map(\.subject))
    }
    let count = axes.reduce(1) { $0 * $1.values.count }
    guard Self.counts.contains(count) else { throw ComparisonError.count(count) }
    let columns = axes[0].values.count
    self.axes = axes
    variants = try (0..<count).map { place in
      let indices = [place % columns, place / columns]
      let request = try zip(axes, indices).reduce(request.picture(0)) {
        try $1.0.applied($1.1, to: $0)
      }
      return Variant(labels: zip(axes, indices).map { $0.labels[$1] }, request: request)
    }
    for (place, axis) in axes.enumerated() { try Self.check(axis, requests(along: place)) }
  }

  /// The requests along an axis, once for each value of the other.
  private func requests(along axis: Int) -> [[GenerationRequest]] {
    let columns = axes[0].values.count
    let rows = variants.count / columns
    let requests = variants.map(\.request)
    return axis == 0
      ? (0..<rows).map { row in (0..<columns).map { requests[row * columns + $0] } }
      : (0..<columns).map { column in (0..<rows).map { requests[$0 * columns + column] } }
  }

  /// Refuses an axis of which two values draw the same picture whatever the other axis says.
  private static func check(_ axis: ComparisonAxis, _ lines: [[GenerationRequest]]) throws {
    for second in axis.values.indices {
      for first in 0..<second
      where lines.allSatisfy({ $0[first].effective == $0[second].effective }) {
        throw ComparisonError.noEffect(
          lines[0][second].whyNoEffect(of: axis.subject)
            ?? "\(axis.labels[first]) and \(axis.labels[second]) draw the same picture")
      }
    }
  }
}

/// Why variants cannot be compared.
package enum ComparisonError: Error, Equatable, CustomStringConvertible {
  /// The number of variants that was asked for.
  case count(Int)
  /// The subjects of the axes: none, too many, or one twice.
  case axes([ComparisonAxis.Subject])
  /// A value that is none of the subject's.
  case value(ComparisonAxis.Subject, String)
  /// A value that stands twice on one axis.
  case twice(ComparisonAxis.Subject, String)
  /// Why an axis has no effect, as a sentence without the full stop.
  case noEffect(String)

  package var description: String {
    switch self {
    case .count(let count):
      "A comparison has \(Comparison.counts.lowerBound) to \(Comparison.counts.upperBound) variants, "
        + "got \(count)."
    case .axes(let subjects):
      "A comparison has one or two axes that differ, got "
        + (subjects.isEmpty ? "none" : subjects.map(\.rawValue).joined(separator: " and ")) + "."
    case .value(let subject, let value):
      "\"\(value)\" is no value for the axis \(subject.rawValue), which takes \(subject.values)."
    case .twice(let subject, let value): "The axis \(subject.rawValue) has \(value) twice."
    case .noEffect(let reason): "\(reason)."
    }
  }
}
