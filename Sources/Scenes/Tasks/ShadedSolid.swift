package import Imaging

/// A solid in the light: its faces look in known directions.
package struct ShadedSolid: Hashable, Codable, Sendable {
  /// What it is.
  package enum Kind: String, Codable, CaseIterable, Sendable {
    case sphere, cylinder, cone, cube
  }

  /// What it is.
  package var kind: Kind
  /// The name of its colour.
  package var colour: SceneColour
  /// What it is drawn in where the light falls straight.
  package var paint: Image.Color
  /// What it fills.
  package var box: PixelBox

  /// Makes a solid.
  package init(kind: Kind, colour: SceneColour, paint: Image.Color, box: PixelBox) {
    self.kind = kind
    self.colour = colour
    self.paint = paint
    self.box = box
  }

  /// Where the light comes from: above, left and in front.
  private static let light = SIMD3(-0.48, -0.6, 0.64)

  /// The direction that the surface looks in; x to the right, y downwards, z to the viewer.
  ///
  /// - Parameters:
  ///   - x: a column of the canvas.
  ///   - y: a row.
  /// - Returns: a vector of length 1, nil where the solid is not.
  package func normal(x: Int, y: Int) -> SIMD3<Double>? {
    let u = (Double(x - box.x) + 0.5) / Double(box.width) * 2 - 1
    let v = (Double(y - box.y) + 0.5) / Double(box.height) * 2 - 1
    guard abs(u) <= 1, abs(v) <= 1 else { return nil }
    switch kind {
    case .sphere:
      let rest = 1 - u * u - v * v
      return rest >= 0 ? SIMD3(u, v, rest.squareRoot()) : nil
    case .cylinder: return Self.across(u / 0.7, slope: 0)
    case .cone: return Self.across(u / ((v + 1) / 2), slope: -0.45)
    case .cube: return Self.cube(u, v)
    }
  }

  /// A round surface that leans by `slope`, at a share of its half width.
  private static func across(_ share: Double, slope: Double) -> SIMD3<Double>? {
    guard abs(share) <= 1 else { return nil }
    let flat = (1 - slope * slope).squareRoot()
    return SIMD3(share * flat, slope, (1 - share * share).squareRoot() * flat)
  }

  /// A cube seen from above its front edge: a lid and two sides.
  private static func cube(_ u: Double, _ v: Double) -> SIMD3<Double>? {
    if abs(u) + 2 * abs(v + 0.5) <= 1 { return SIMD3(0, -0.8, 0.6) }
    let top = -0.5 * abs(u)
    guard v >= top, v <= top + 1 else { return nil }
    return SIMD3(u < 0 ? -0.7 : 0.7, 0.2, (1 - 0.49 - 0.04).squareRoot())
  }

  /// Draws solids that do not overlap in the light, on a canvas of so many pixels a side.
  package static func picture(_ solids: [ShadedSolid], canvas: Int, ground: Image.Color) -> Image {
    drawn(solids, canvas: canvas, ground: ground) { solid, normal in
      let falls = max(0, (normal * light).sum())
      return Image.Color.black.mixed(with: solid.paint, share: 0.35 + 0.65 * falls)
    }
  }

  /// Draws which way each pixel looks: red to the right, green upwards, blue to the viewer.
  package static func normalMap(_ solids: [ShadedSolid], canvas: Int) -> Image {
    let flat = Image.Color(red: 128, green: 128, blue: 255)
    return drawn(solids, canvas: canvas, ground: flat) { _, normal in
      func level(_ value: Double) -> UInt8 { UInt8(((value + 1) * 127.5).rounded()) }
      return Image.Color(red: level(normal.x), green: level(-normal.y), blue: level(normal.z))
    }
  }

  private static func drawn(
    _ solids: [ShadedSolid], canvas: Int, ground: Image.Color,
    _ colour: (ShadedSolid, SIMD3<Double>) -> Image.Color
  ) -> Image {
    var image = Image(width: canvas, height: canvas, fill: ground)
    for solid in solids {
      for y in max(0, solid.box.y)..<min(canvas, solid.box.y + solid.box.height) {
        for x in max(0, solid.box.x)..<min(canvas, solid.box.x + solid.box.width) {
          if let normal = solid.normal(x: x, y: y) { image.set(colour(solid, normal), x: x, y: y) }
        }
      }
    }
    return image
  }
}
