package import Tensors
package import Tokens

/// Captioned pictures with their vectors, to be looked up.
///
/// Thumbnails are drawn from the codes, so that no pixels are kept. Every document has words and a
/// picture (reference a.3: modality), and no two have the same picture.
package struct MemoryBank: Sendable {
  /// What a bank belongs to: its vectors to a retriever, its codes to an image tokenizer.
  package struct Maker: Hashable, Codable, Sendable {
    /// The fingerprint of the retriever's weights.
    package let retriever: String
    /// The fingerprint of the image tokenizer's codebook.
    package let imageTokenizer: String

    enum CodingKeys: String, CodingKey {
      case retriever
      case imageTokenizer = "image_tokenizer"
    }

    /// What a retriever makes.
    package init(_ retriever: Retriever) {
      self.retriever = retriever.fingerprint.description
      imageTokenizer = retriever.configuration.imageTokenizer
    }
  }

  /// What made it.
  package let maker: Maker
  /// Codes a side of its pictures.
  package let gridSide: Int
  /// Entries of the codebook.
  package let codeCount: Int
  let captions: [String]
  let origins: [ReferenceDocument.Origin]
  /// Which of `origins` a document has.
  let originIndices: [Int]
  /// What tells the pictures apart, in the order of the documents.
  package let identities: [Fingerprint]
  let codes: PackedCodes
  /// `[count, D]`, whole numbers that are in proportion to the vectors.
  let vectors: [Int8]
  let index: VectorIndex

  init(
    maker: Maker, gridSide: Int, codeCount: Int, captions: [String],
    origins: [ReferenceDocument.Origin], originIndices: [Int], identities: [Fingerprint],
    codes: PackedCodes, vectors: [Int8], on compute: Compute
  ) {
    self.maker = maker
    self.gridSide = gridSide
    self.codeCount = codeCount
    self.captions = captions
    self.origins = origins
    self.originIndices = originIndices
    self.identities = identities
    self.codes = codes
    self.vectors = vectors
    let width = vectors.count / max(1, captions.count)
    index = VectorIndex(count: captions.count, width: width, on: compute) {
      vectors[$0 * width + $1]
    }
  }

  /// How many documents there are.
  package var count: Int { captions.count }
  /// D, the width of the vectors.
  package var vectorWidth: Int { index.width }

  /// One document, without a score.
  package func document(_ index: Int) -> ReferenceDocument {
    let size = gridSide * gridSide
    let picture = CodeGrid(
      height: gridSide, width: gridSide, codes: codes[index * size..<(index + 1) * size])
    return ReferenceDocument(
      caption: captions[index], picture: picture, origin: origins[originIndices[index]])
  }

  /// A document that was found, with its score.
  package func document(_ hit: VectorIndex.Hit) -> ReferenceDocument {
    var result = document(hit.index)
    result.score = hit.score
    return result
  }

  /// The vector of a document, of length 1.
  package func vector(_ index: Int) -> [Float] {
    let numbers = vectors[index * vectorWidth..<(index + 1) * vectorWidth].map(Float.init)
    let length = numbers.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return numbers.map { $0 / max(1, length) }
  }

  /// The documents nearest to a vector, the best first.
  ///
  /// - Parameters:
  ///   - count: how many at most.
  ///   - query: D numbers, of length 1.
  ///   - compute: where to run.
  /// - Returns: places and scores.
  package func nearest(
    _ count: Int, to query: [Float], on compute: Compute
  ) -> [VectorIndex.Hit] {
    index.nearest(count, to: Tensor([1, query.count], query), on: compute)[0]
  }
}
