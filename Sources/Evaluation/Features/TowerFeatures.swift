package import Generation
package import Imaging

/// Features out of the image tower of the model's bi-encoder: a picture's vector, which lies near the
/// words that it was trained with.
///
/// `[D]`, of length √D instead of 1, so that KID's kernel (x·y / D + 1)³ sees the cosine. They know
/// concepts and styles; their numbers hold beside those of the same retriever only.
package struct TowerFeatures: FeatureExtractor {
  package let name: String
  private let finder: DocumentFinder
  private let model: LoadedModel

  /// Takes the retriever of a model.
  package init(_ finder: DocumentFinder, _ model: LoadedModel) {
    (self.finder, self.model) = (finder, model)
    name = "image tower of the retriever \(finder.name)"
  }

  package func features(of images: [Image]) -> FeatureTable {
    FeatureTable(
      rows: images.map { image in
        let vector = finder.vector(of: model.encode(image))
        let length = Double(vector.count).squareRoot()
        return vector.map { Double($0) * length }
      })
  }
}
