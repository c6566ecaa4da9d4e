package import Generation
package import Imaging
package import Tokens

/// What the studio needs of a model; made and used on the computing thread alone.
package protocol PictureEngine: AnyObject {
  /// What the state needs to know.
  var facts: ModelFacts { get }
  /// Counts the tokens of a prompt.
  func tokenCount(_ prompt: String) -> Int
  /// Begins a picture at its first code; throws a sentence where the model refuses the request.
  func begin(_ request: GenerationRequest, replaying changes: [KnobChange]) throws
    -> any PictureWriting
  /// The pixels of codes, as many as there are.
  func image(of codes: [CodeIndex]) -> Image
  /// A finished picture as a PNG file that says how to make it again.
  func file(of request: GenerationRequest, changes: [KnobChange], image: Image) throws -> [UInt8]
}

/// A picture that is being written.
package protocol PictureWriting: AnyObject {
  /// Heard at the next code.
  var knobs: Knobs { get set }
  /// The codes so far.
  var codes: [CodeIndex] { get }
  /// The knobs turned so far.
  var changes: [KnobChange] { get }
  /// Writes one more code; false once all are there.
  func advance() -> Bool
}
