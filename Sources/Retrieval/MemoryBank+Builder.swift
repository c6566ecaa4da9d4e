package import Tensors
package import Tokens

extension MemoryBank {
  /// Gathers the documents of a bank.
  package struct Builder {
    /// Why a document is left out.
    package enum Flaw: Equatable, CustomStringConvertible {
      /// It has no words.
      case noCaption
      /// Another one, with this caption, has the same picture.
      case duplicate(of: String)

      package var description: String {
        switch self {
        case .noCaption: "it has no caption"
        case .duplicate(let caption): "its picture is that of “\(caption)”, code for code"
        }
      }
    }

    private let maker: Maker
    private let gridSide: Int
    private let codeCount: Int
    private let width: Int
    private var captions: [String] = []
    private var origins: [ReferenceDocument.Origin] = []
    private var originIndices: [Int] = []
    private var placeOfOrigin: [ReferenceDocument.Origin: Int] = [:]
    private var identities: [Fingerprint] = []
    private var placeOfIdentity: [Fingerprint: Int] = [:]
    private var codes: [CodeIndex] = []
    private var vectors: [Int8] = []

    /// Begins an empty bank of a retriever's vectors.
    package init(for retriever: Retriever) {
      maker = Maker(retriever)
      gridSide = retriever.configuration.gridSide
      codeCount = retriever.configuration.codeCount
      width = retriever.configuration.vectorWidth
    }

    /// How many documents there are so far.
    package var count: Int { captions.count }

    /// Adds a document with its vector, unless it has a flaw.
    ///
    /// - Parameters:
    ///   - document: with a whole picture of the retriever's size.
    ///   - vector: of length 1.
    /// - Returns: why it was left out, nil if it was not.
    package mutating func add(_ document: ReferenceDocument, vector: [Float]) -> Flaw? {
      precondition(
        document.picture.isComplete && document.picture.height == gridSide
          && document.picture.width == gridSide && vector.count == width,
        "a document of another size")
      if document.caption.allSatisfy(\.isWhitespace) { return .noCaption }
      let identity = document.picture.fingerprint
      if let first = placeOfIdentity[identity] { return .duplicate(of: captions[first]) }
      placeOfIdentity[identity] = count
      identities.append(identity)
      captions.append(document.caption)
      originIndices.append(place(of: document.origin))
      codes += document.picture.codes
      vectors += Self.numbers(vector)
      return nil
    }

    private mutating func place(of origin: ReferenceDocument.Origin) -> Int {
      if let known = placeOfOrigin[origin] { return known }
      placeOfOrigin[origin] = origins.count
      origins.append(origin)
      return origins.count - 1
    }

    /// The vector in whole numbers, its largest coordinate ±127.
    private static func numbers(_ vector: [Float]) -> [Int8] {
      let largest = vector.reduce(0) { max($0, abs($1)) }
      let factor = largest > 0 ? 127 / largest : 0
      return vector.map { Int8(($0 * factor).rounded()) }
    }

    /// The bank.
    ///
    /// - Parameters:
    ///   - folder: where the documents came from, for the error.
    ///   - compute: where vectors are packed.
    /// - Returns: a bank of all documents that were added.
    /// - Throws: `RetrievalError.noDocuments`.
    package func bank(of folder: String, on compute: Compute) throws -> MemoryBank {
      if captions.isEmpty { throw RetrievalError.noDocuments(folder) }
      return MemoryBank(
        maker: maker, gridSide: gridSide, codeCount: codeCount, captions: captions,
        origins: origins, originIndices: originIndices, identities: identities,
        codes: PackedCodes(codes, codeCount: codeCount), vectors: vectors, on: compute)
    }
  }
}
