package import Imaging

/// Turns pictures into features that are compared by their distribution.
package protocol FeatureExtractor {
  /// What the features are, for a report: figures of different features cannot be compared.
  var name: String { get }

  /// The features of pictures, a row each.
  ///
  /// - Parameter images: at least one, of any size.
  /// - Returns: the table.
  func features(of images: [Image]) -> FeatureTable
}
