/// How a picture was made: enough to make it again, and nothing that changes from run to run.
package struct PictureMetadata: Codable, Hashable, Sendable {
  /// The request that draws this picture alone.
  package var request: GenerationRequest
  /// Where the knobs were turned while it was written.
  package var knobChanges: [KnobChange]
  /// The model's name.
  package var model: String
  /// The hash of its weights.
  package var modelHash: String
  /// What the processor could do; on another level a few codes may differ.
  package var cpuLevel: String
  /// Pixels a side.
  package var imageSide: Int
  /// Codes in all.
  package var codeCount: Int

  /// The text chunks of the PNG: `parameters` as other studios write it, `leon` as JSON.
  package var textChunks: [(keyword: String, text: String)] {
    preconditionFailure("being written")
  }

  /// Reads the chunk `leon`.
  ///
  /// - Throws: `GenerationError.metadata` when it is broken or of another version.
  package init(leonChunk: String) throws { preconditionFailure("being written") }
}
