package import Imaging

/// Reads the colours of a segmentation map as classes.
///
/// A class that is thin everywhere is the seam between two others, whose mixed colour is like its own;
/// its pixels go to the nearest of those that are there.
package struct ClassMapReader: Sendable {
  /// The ground's colour, then that of each class, in the cube of red, green and blue, where they lie
  /// 127 apart or more; to the eye some pairs are near.
  private let colours: [SIMD3<Int>]

  /// Makes a reader of the maps that a writer draws.
  package init(_ writer: TaskWriter) {
    let classes = writer.composer.catalog.things.map { writer.classColour(of: $0) }
    colours = ([.black] + classes).map(\.place)
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

extension Image.Color {
  fileprivate var place: SIMD3<Int> { SIMD3(Int(red), Int(green), Int(blue)) }
}
