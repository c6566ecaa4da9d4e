package import Imaging

/// Finds for each pixel the nearest colour of a palette.
package struct PaletteMap {
  private let palette: [SIMD4<Int32>]

  /// Makes a map to 1 to 256 colours.
  package init(_ palette: [Image.Color]) {
    precondition((1...256).contains(palette.count), "\(palette.count) colours")
    self.palette = palette.map { SIMD4(Int32($0.red), Int32($0.green), Int32($0.blue), 0) }
  }

  /// The palette with each colour moved to the mean of the pixels nearest to it.
  ///
  /// libsixel counts colours with five bits a channel, which turns white into a light grey.
  package func means(of image: Image) -> [Image.Color] {
    var sums = [SIMD4<Int32>](repeating: .zero, count: palette.count)
    for (i, index) in plainIndices(of: image).enumerated() {
      sums[Int(index)] &+= color(image, i) &+ SIMD4(0, 0, 0, 1)
    }
    return zip(sums, palette).map { sum, old in
      let mean = sum.w == 0 ? old : (sum &+ sum.w / 2) / sum.w
      return Image.Color(red: UInt8(mean.x), green: UInt8(mean.y), blue: UInt8(mean.z))
    }
  }

  /// The number of the nearest colour of each pixel, [height, width].
  ///
  /// Dithered, the error of a pixel goes to its neighbours: 7/16 right, 3/16, 5/16 and 1/16 below
  /// (Floyd and Steinberg 1976).
  package func indices(of image: Image, dithered: Bool) -> [UInt8] {
    dithered ? ditheredIndices(of: image) : plainIndices(of: image)
  }

  private func plainIndices(of image: Image) -> [UInt8] {
    var last: (color: SIMD4<Int32>, index: UInt8) = (SIMD4(repeating: -1), 0)
    return (0..<image.width * image.height).map { i in
      let color = color(image, i)
      if color != last.color { last = (color, nearest(to: color)) }
      return last.index
    }
  }

  private func ditheredIndices(of image: Image) -> [UInt8] {
    // Errors of this row and the next in sixteenths, with a margin on each side.
    var here = [SIMD4<Int32>](repeating: .zero, count: image.width + 2)
    var below = here
    var result = [UInt8](repeating: 0, count: image.width * image.height)
    for y in 0..<image.height {
      for x in 0..<image.width {
        let wanted = (color(image, y * image.width + x) &+ here[x + 1] / 16)
          .clamped(lowerBound: .zero, upperBound: SIMD4(repeating: 255))
        let index = nearest(to: wanted)
        result[y * image.width + x] = index
        let error = wanted &- palette[Int(index)]
        here[x + 2] &+= 7 &* error
        below[x] &+= 3 &* error
        below[x + 1] &+= 5 &* error
        below[x + 2] &+= error
      }
      here = below
      below = [SIMD4<Int32>](repeating: .zero, count: image.width + 2)
    }
    return result
  }

  private func color(_ image: Image, _ i: Int) -> SIMD4<Int32> {
    SIMD4(
      Int32(image.pixels[4 * i]), Int32(image.pixels[4 * i + 1]), Int32(image.pixels[4 * i + 2]), 0)
  }

  private func nearest(to color: SIMD4<Int32>) -> UInt8 {
    var best = 0
    var least = Int32.max
    for (index, candidate) in palette.enumerated() {
      let difference = candidate &- color
      let distance = (difference &* difference).wrappedSum()
      if distance < least { (best, least) = (index, distance) }
    }
    return UInt8(best)
  }
}
