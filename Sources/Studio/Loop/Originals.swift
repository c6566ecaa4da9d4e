import Imaging
import Tokens

/// The last pictures of the user's own and what was made of them, by their codes: an edit keeps their
/// pixels where it leaves their codes alone, since codes cannot say all that was in a picture.
struct Originals {
  private var pictures: [(codes: [CodeIndex], image: Image)] = []
  private static let most = 16

  /// Remembers a picture of the model's size.
  mutating func remember(_ image: Image, codes: [CodeIndex]) {
    pictures.removeAll { $0.codes == codes }
    pictures.append((codes, image))
    pictures.removeFirst(max(0, pictures.count - Self.most))
  }

  /// What an order writes, with the pixels of the original where that is known and left alone.
  ///
  /// - Parameters:
  ///   - image: The pixels of the codes.
  ///   - codes: Of what is written so far.
  ///   - order: An edit, or the drawing of a rectangle; any other keeps nothing.
  ///   - grid: Codes a row.
  /// - Returns: Nil where no original is known.
  func kept(in image: Image, codes: [CodeIndex], of order: Order, grid: Int) -> Image? {
    guard order.keepsPixels, order.changesItsPicture,
      let before = order.request.base?.pictures.first,
      let original = pictures.first(where: { $0.codes == before.codes })
    else { return nil }
    let same = codes.indices.filter { codes[$0] == before.codes[$0] }
    return image.taking(same, ofGrid: grid, from: original.image)
  }
}

extension Order {
  /// Whether it draws a picture again, rather than one that follows its lines or its map.
  var changesItsPicture: Bool {
    if request.base?.rectangle != nil { return true }
    if case .dual = request.knobs.blend { return request.base != nil }
    return false
  }
}
