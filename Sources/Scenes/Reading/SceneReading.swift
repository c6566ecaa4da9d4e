package import Imaging

/// What the reader found in a picture.
package struct SceneReading: Hashable, Sendable {
  /// An object of a picture.
  package struct Found: Hashable, Sendable {
    /// What it is, nil where no form fits.
    package var thing: SceneThing?
    /// How well the form fits, 0…1.
    package var match: Double
    /// The name of its colour.
    package var colour: SceneColour
    /// Its colour as it is in the picture.
    package var paint: Image.Color
    /// The size whose side is nearest to its longer one.
    package var size: SceneSize
    /// The box of the form that fits, which may reach a little over the border.
    package var box: PixelBox
    /// Its pixels.
    package var mask: PixelMask
  }

  /// What lies behind.
  package var background: SceneBackground
  /// From the largest to the smallest.
  package var objects: [Found]
  /// Pixels a side of the picture.
  package var canvas: Int

  /// What was found in words, "a large red star, a small blue key on a white background".
  package var text: String {
    let named = objects.map { object in
      let noun = object.thing?.name ?? "thing of no known form"
      return "\(object.size) \(object.colour) \(noun)".withArticle
    }
    let all = named.isEmpty ? "nothing" : named.joined(separator: ", ")
    return "\(all) on \(background.phrase)"
  }
}
