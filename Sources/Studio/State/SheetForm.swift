import Foundation
package import Generation
import Terminal

/// What is asked for in the form of a sheet: one axis or two, each with its values.
package struct SheetForm: Hashable, Sendable {
  /// Along a row, and from row to row.
  package var axes: [Axis]
  /// The line that keys mean: 0 and 2 choose what differs, 1 and 3 hold the values.
  package var line = 0

  /// One axis as it is filled in.
  package struct Axis: Hashable, Sendable {
    /// What differs; nil for no axis.
    package var subject: ComparisonAxis.Subject?
    /// Its values, with commas between; a template for prompts.
    package var values = PromptEditor()
  }

  /// Makes a form of two axes whose first line is meant.
  package init(axes: [Axis]) { self.axes = axes }

  /// The axis of the present line.
  var axis: Int { line / 2 }

  /// The subjects to go through; only the second axis may be none.
  static func subjects(of axis: Int) -> [ComparisonAxis.Subject?] {
    (axis == 0 ? [] : [nil]) + ComparisonAxis.Subject.allCases
  }

  /// The axes that the form asks for.
  ///
  /// - Parameter wildcards: The words that `__name__` stands for, by name.
  /// - Returns: One axis or two.
  /// - Throws: A sentence about the first value that is none.
  func comparisonAxes(_ wildcards: [String: [String]]) throws -> [ComparisonAxis] {
    try axes.compactMap { axis in
      guard let subject = axis.subject else { return nil }
      guard subject == .prompt else {
        return try ComparisonAxis(subject, SheetForm.values(axis.values.text))
      }
      return try ComparisonAxis(PromptTemplate(axis.values.text), wildcards: wildcards)
    }
  }

  /// More than any sheet takes: a guard against `1..1000000`.
  private static let mostValues = 64

  /// Reads `1, 2, 4`, `1..8`, `0.5..1.2` (eight values) and `0.5..1.2/4` (four).
  package static func values(_ text: String) -> [String] {
    let parts = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    return Array(parts.filter { !$0.isEmpty }.flatMap { range($0) ?? [$0] }.prefix(mostValues))
  }

  private static func range(_ text: String) -> [String]? {
    guard let dots = text.range(of: "..") else { return nil }
    let rest = text[dots.upperBound...].split(separator: "/", omittingEmptySubsequences: false)
    let start = text[..<dots.lowerBound].trimmingCharacters(in: .whitespaces)
    let end = (rest.first ?? "").trimmingCharacters(in: .whitespaces)
    if rest.count == 1, let low = Int(start), let high = Int(end), low <= high {
      return (low...min(high, low + mostValues)).map(String.init)
    }
    let wanted = rest.count == 2 ? Int(rest[1].trimmingCharacters(in: .whitespaces)) : 8
    guard let low = Float(start), let high = Float(end), let count = wanted,
      (2...mostValues).contains(count)
    else { return nil }
    return (0..<count).map { place in
      let value = low + (high - low) * Float(place) / Float(count - 1)
      let text = String(format: "%.2f", Double(value))
      return text.replacing(/\.?0+$/, with: "")
    }
  }
}
