package import Generation
package import Imaging
package import Tokens

/// What the studio needs of a model; made and used on the computing thread alone.
package protocol PictureEngine: AnyObject {
  /// What the state needs to know.
  var facts: ModelFacts { get }
  /// Counts the tokens of a prompt.
  func tokenCount(_ prompt: String) -> Int
  /// Begins a picture.
  ///
  /// - Parameters:
  ///   - request: What to draw.
  ///   - steering: What is done by itself, for a replay.
  ///   - codes: What that is known to begin with, so that it need not be drawn again.
  /// - Returns: The picture behind those codes.
  /// - Throws: A sentence where the model refuses the request.
  func begin(_ request: GenerationRequest, replaying steering: Steering, from codes: [CodeIndex])
    throws -> any PictureWriting
  /// Begins pictures that are written together, each at its first code.
  func beginSheet(_ requests: [GenerationRequest]) throws -> any SheetWriting
  /// How well pictures fit words by the model's own account: log p(words | picture), in nats.
  func scores(of pictures: [[CodeIndex]], by prompt: String) -> [Double]
  /// The codes of a picture of any size.
  func codes(of image: Image) -> [CodeIndex]
  /// The words of the one blank in a filled task's segments.
  ///
  /// - Throws: A sentence where they leave no room for words; `CancellationError` once `goesOn` says
  ///   no, which is asked before each token.
  func words(
    of segments: [[FilledTask.Piece]], seed: Seed, knobs: Knobs, while goesOn: () -> Bool
  ) throws -> String
  /// Opens a bank of documents in place of the one before.
  ///
  /// - Parameters:
  ///   - path: Its file, or a folder of pictures; empty for the model's own.
  ///   - read: Is told how many of a folder's pictures have been read; what it throws ends that.
  /// - Returns: What there is to say of it; nil where the model has none of its own.
  /// - Throws: A sentence where it cannot be used.
  func openBank(
    _ path: String, read: (_ count: Int, _ total: Int) throws -> Void
  ) throws -> BankFacts?
  /// The documents of the open bank for a question, the best last.
  func documents(for query: DocumentQuery) throws -> [ReferenceDocument]
  /// The pixels of codes, as many as there are.
  func image(of codes: [CodeIndex]) -> Image
  /// The pixels of a picture that still grows, in less time and in about the same colours.
  func preview(of codes: [CodeIndex]) -> Image
  /// How a picture was made, as the JSON that its file carries.
  func record(of request: GenerationRequest, steering: Steering) throws -> String
  /// A finished picture as a PNG file that says how to make it again.
  func file(of request: GenerationRequest, steering: Steering, image: Image) throws -> [UInt8]
}

extension PictureEngine {
  /// The same pixels as in the end.
  package func preview(of codes: [CodeIndex]) -> Image { image(of: codes) }

  /// None: an engine without a retriever.
  package func openBank(
    _ path: String, read: (_ count: Int, _ total: Int) throws -> Void
  ) throws -> BankFacts? { nil }

  /// None.
  package func documents(for query: DocumentQuery) throws -> [ReferenceDocument] { [] }
}

/// A picture that is being written.
package protocol PictureWriting: AnyObject {
  /// Heard at the next code.
  var knobs: Knobs { get set }
  /// Heard at the next code too.
  var seed: Seed { get set }
  /// The codes so far.
  var codes: [CodeIndex] { get }
  /// What was done by hand so far.
  var steering: Steering { get }
  /// Writes one more code; false once all are there.
  func advance() -> Bool
  /// Goes back to the first `position` codes and takes a code there, or leaves it to be drawn.
  func cut(to position: Int, taking code: CodeIndex?)
  /// What the model thought of each code.
  func inspections() -> [TokenInspection]
}

/// Pictures that are written together, one code of each at a time.
package protocol SheetWriting: AnyObject {
  /// The codes of each so far; all have the same number.
  var codes: [[CodeIndex]] { get }
  /// The knobs turned so far in each.
  var changes: [[KnobChange]] { get }
  /// Turns the knobs of one picture from its next code on.
  func turn(_ picture: Int, to knobs: Knobs)
  /// Writes one more code of each; false once all are there.
  func advance() -> Bool
}
