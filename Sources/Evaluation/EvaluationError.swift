/// Why something cannot be measured.
package enum EvaluationError: Error, Equatable, CustomStringConvertible {
  /// What is measured, how many there are, how many are needed.
  case tooFew(String, count: Int, needed: Int)
  /// A table of features of another shape: its name, its shape, what is wanted.
  case shape(String, [Int], String)
  /// Two tables of features of different widths.
  case widths(Int, Int)
  /// A table of features with a value that is no number.
  case notFinite(String)

  package var description: String {
    switch self {
    case .tooFew(let what, let count, let needed):
      "\(what): there are \(count), at least \(needed) are needed."
    case .shape(let name, let shape, let wanted):
      "\(name) has the shape \(shape); features are \(wanted)."
    case .widths(let a, let b):
      "Features of width \(a) cannot be compared with features of width \(b)."
    case .notFinite(let name): "\(name) holds a value that is no finite number."
    }
  }
}
