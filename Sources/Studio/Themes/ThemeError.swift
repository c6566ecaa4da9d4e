/// Why no theme can be used.
package enum ThemeError: Error, Equatable, CustomStringConvertible {
  /// A name that no theme has.
  case unknown(String, known: [String])

  package var description: String {
    switch self {
    case .unknown(let name, let known):
      "there is no theme “\(name)”; there are \(known.joined(separator: ", "))"
    }
  }
}
