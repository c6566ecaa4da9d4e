package import Imaging

/// Finds the training picture that is nearest to a drawn one, so that memorising shows.
///
/// The mean difference of two pictures is at least that of their averages over blocks. So the training
/// pictures are kept as small averages, asked in the order of that bound, and read whole only as long as
/// one may still be nearer.
package struct CopySearch: Sendable {
  /// Below this mean difference of 0…255 a picture counts as a copy.
  package static let threshold = 5.0
  /// Blocks a side.
  private static let blocks = 16

  /// The nearest training picture.
  package struct Nearest: Codable, Hashable, Sendable {
    /// Its index.
    package var index: Int
    /// The mean absolute difference of red, green and blue.
    package var difference: Double
    /// Whether it counts as a copy.
    package var isCopy: Bool { difference < CopySearch.threshold }
  }

  private var averages: [[Float]] = []

  /// Begins without pictures.
  package init() {}

  /// Adds a training picture.
  ///
  /// - Parameter image: opaque, of the size of all others, a multiple of 16 a side.
  package mutating func add(_ image: Image) { averages.append(Self.averages(of: image)) }

  /// Finds the nearest training picture.
  ///
  /// - Parameters:
  ///   - image: opaque, of their size.
  ///   - load: reads the whole training picture of an index.
  /// - Returns: the nearest, the first of equally near ones; nil without training pictures.
  /// - Throws: what `load` throws.
  package func nearest(to image: Image, load: (Int) throws -> Image) rethrows -> Nearest? {
    let own = Self.averages(of: image)
    let bounds = averages.map { Self.meanDifference($0, own) }
    var best: Nearest?
    for index in bounds.indices.sorted(by: { (bounds[$0], $0) < (bounds[$1], $1) }) {
      // A float's rounding must not hide a picture that is equally near.
      if let best, Double(bounds[index]) > best.difference + 1e-3 { break }
      let difference = image.meanDifference(
        to: try load(index), limit: (best?.difference ?? .infinity) + 1e-9)
      let isNearer = best.map { (difference, index) < ($0.difference, $0.index) } ?? true
      if isNearer { best = Nearest(index: index, difference: difference) }
    }
    return best
  }

  private static func averages(of image: Image) -> [Float] {
    precondition(
      image.width % blocks == 0 && image.height % blocks == 0,
      "\(image.width) × \(image.height) pixels in \(blocks) squared blocks")
    let (across, down) = (image.width / blocks, image.height / blocks)
    var sums = [Int](repeating: 0, count: blocks * blocks * 3)
    for y in 0..<image.height {
      for x in 0..<image.width {
        let block = y / down * blocks + x / across
        for c in 0..<3 { sums[3 * block + c] += Int(image.pixels[4 * (y * image.width + x) + c]) }
      }
    }
    return sums.map { Float($0) / Float(across * down) }
  }

  private static func meanDifference(_ a: [Float], _ b: [Float]) -> Float {
    var sum: Float = 0
    for i in a.indices { sum += abs(a[i] - b[i]) }
    return sum / Float(a.count)
  }
}
