package import Imaging
package import Retrieval
package import Tokens

/// A picture of one's own with words, of which a document is made.
package struct CaptionedPicture: Sendable {
  /// What it is called where it cannot be used.
  package let name: String
  /// The words.
  package let caption: String
  /// Where it comes from.
  package let origin: ReferenceDocument.Origin
  /// Reads its pixels, of any size.
  package let image: @Sendable () throws -> Image

  /// Describes a picture that is read later.
  package init(
    name: String, caption: String, origin: ReferenceDocument.Origin,
    image: @escaping @Sendable () throws -> Image
  ) {
    self.name = name
    self.caption = caption
    self.origin = origin
    self.image = image
  }
}

extension DocumentFinder {
  /// Makes a bank of pictures, fitted to the model's size and encoded by it.
  ///
  /// - Parameters:
  ///   - pictures: each with its words.
  ///   - folder: where they lie, for the error.
  ///   - skip: is told of each picture that is left out.
  ///   - read: is told how many have been read; what it throws ends the work, which goes on from
  ///     there when it is asked for again.
  /// - Returns: the bank, of those that are not left out.
  /// - Throws: `RetrievalError.noDocuments` where none can be used.
  package func bank(
    of pictures: [CaptionedPicture], folder: String, skip: (String) -> Void,
    read: (Int) throws -> Void
  ) throws -> MemoryBank {
    var builder = builder()
    for (number, picture) in pictures.enumerated() {
      do {
        let path = "\(folder)/\(picture.name)"
        let grid = try encoded[path] ?? codes(of: picture.image())
        encoded[path] = grid
        let document = ReferenceDocument(
          caption: picture.caption, picture: grid, origin: picture.origin)
        if let flaw = add(document, to: &builder) { skip("\(picture.name): \(flaw)") }
      } catch {
        skip("\(picture.name): \(error)")
      }
      try read(number + 1)
    }
    encoded = [:]
    return try finish(builder, of: folder)
  }
}
