package import Imaging

/// Reads the colours of a segmentation map as classes.
///
/// A class that is thin everywhere is the seam between two others, whose mixed colour is like its own;
/// its pixels go to the nearest of those that are there.
package struct ClassMapReader: Sendable {
  /// The ground's colour, then that of each class, as they are shown, in the cube of red, green and
  /// blue; to the eye some pairs are near.
  private let colours: [SIMD3<Int>]

  /// Makes a reader of the maps that a writer draws.
  ///
  /// - Parameters:
  ///   - writer: knows the colours.
  ///   - show: what the image tokenizer makes of a picture. It dulls strong colours, green most, so each
  ///     class is looked for in the colour that it then has.
  package init(_ writer: TaskWriter, shownBy show: (Image) -> Image = { $0 }) {
    let canvas = writer.composer.canvas
    let colours = [.black] + writer.composer.catalog.things.map { writer.classColour(of: $0) }
    self.colours = colours.map { show(Self.patch(of: $0, canvas: canvas)).middle }
  }

  /// A square of a colour on black.
  private static func patch(of colour: Image.Color, canvas: Int) -> Image {
    var image = Image(width: canvas, height: canvas, fill: .black)
    for y in canvas / 4..<canvas * 3 / 4 {
      for x in canvas / 4..<canvas * 3 / 4 { image.set(colour, x: x, y: y) }
    }
    return image
  }

  /// Classes, the ground's among them.
  package var classCount: Int { colours.count }

  /// A class that is nowhere as deep in pixels, at 128 a side, is a seam.
  private static let seamDepth = 4

  /// The class of each pixel by the nearest colour: 0 for the ground, then things in the order of the
  /// catalog.
  package func classes(of map: Image) -> [Int] {
    let grid = ColourGrid(map)
    let places = grid.colours.map(\.place)
    let first = nearest(Array(colours.indices), places)
    let there = Set(first).filter { $0 > 0 && !isSeam($0, first, grid) }.sorted()
    return nearest([0] + there, places)
  }

  private func nearest(_ classes: [Int], _ places: [SIMD3<Int>]) -> [Int] {
    places.map { place in
      func distance(_ number: Int) -> Int {
        let difference = colours[number] &- place
        return (difference &* difference).wrappedSum()
      }
      return classes.min { distance($0) < distance($1) } ?? 0
    }
  }

  private func isSeam(_ number: Int, _ classes: [Int], _ grid: ColourGrid) -> Bool {
    let depths = DepthMap(classes.map { $0 == number }, width: grid.width).depths
    return (depths.max() ?? 0) * 128 < Self.seamDepth * grid.width
  }
}

extension Image {
  /// The mean colour of the inner ninth.
  fileprivate var middle: SIMD3<Int> {
    let rows = height / 3..<height * 2 / 3
    let columns = width / 3..<width * 2 / 3
    let sum = rows.reduce(SIMD3<Int>.zero) { sum, y in
      columns.reduce(sum) { $0 &+ color(x: $1, y: y).place }
    }
    return sum / SIMD3(repeating: rows.count * columns.count)
  }
}

extension Image.Color {
  fileprivate var place: SIMD3<Int> { SIMD3(Int(red), Int(green), Int(blue)) }
}
