/// Why a request, a picture's file or a model folder is refused.
package enum GenerationError: Error, Equatable, CustomStringConvertible {
  /// A knob and its range, as a sentence without the full stop.
  case knobs(String)
  /// The number of pictures that was asked for.
  case count(Int)
  /// Why given codes do not fit into a picture of the model, as a sentence without the full stop.
  case codes(String)
  /// Why documents cannot be looked at, as a sentence without the full stop.
  case documents(String)
  /// Why nothing can be drawn from what a request is based on, as a sentence without the full stop.
  case base(String)
  /// Why the best of several cannot be drawn, as a sentence without the full stop.
  case candidates(String)
  /// A file of the model folder and what is wrong with it.
  case model(String, String)
  /// What is wrong with a picture's text chunk.
  case metadata(String)

  package var description: String {
    switch self {
    case .knobs(let flaw), .codes(let flaw), .candidates(let flaw), .documents(let flaw),
      .base(let flaw):
      "\(flaw)."
    case .count(let count):
      "The number of pictures must be \(GenerationRequest.counts.lowerBound) to "
        + "\(GenerationRequest.counts.upperBound), got \(count)."
    case .model(let path, let reason): "\(path): \(reason)."
    case .metadata(let reason): "The picture does not say how it was made: \(reason)."
    }
  }
}
