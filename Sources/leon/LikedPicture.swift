import Foundation
import Generation
import Imaging

/// A picture of leon's that is to be made again.
struct LikedPicture {
  /// How it was made.
  let metadata: PictureMetadata
  private let path: String

  /// Reads the texts of a PNG.
  ///
  /// - Throws: `InputError` when it cannot be read, `GenerationError.metadata` when it is not leon's.
  init(path: String) throws {
    self.path = path
    let bytes = try InputFile.read(path)
    _ = try PNG.decode(bytes)
    metadata = try PictureMetadata(PNG.texts(of: bytes))
  }

  /// Why the picture may come out otherwise here, one sentence a reason.
  func warnings(_ model: LoadedModel) -> [String] {
    var result: [String] = []
    if metadata.modelHash != model.hash {
      result.append(
        "\(path) was drawn by \(metadata.model) \(metadata.modelHash), this is \(model.name) "
          + "\(model.hash); the picture will differ.")
    }
    if metadata.cpuLevel != model.cpuLevel {
      result.append(
        "\(path) was drawn on a processor with \(metadata.cpuLevel), this one has "
          + "\(model.cpuLevel); a few codes may differ.")
    }
    if metadata.kernelVersion != LoadedModel.kernelVersion {
      result.append(
        "\(path) was drawn by an edition of leon whose sums were rounded otherwise; codes may differ."
      )
    }
    return result
  }
}
