extension Image {
  /// The picture at another size.
  ///
  /// A side that shrinks averages the pixels that each new one covers; a side that grows is
  /// interpolated by Catmull-Rom's cubic. Transparent pixels give no colour.
  package func resized(width newWidth: Int, height newHeight: Int) -> Image {
    precondition(newWidth > 0 && newHeight > 0, "\(newWidth) × \(newHeight) pixels")
    guard (newWidth, newHeight) != (width, height) else { return self }
    let columns = Taps.resampling(from: width, to: newWidth)
    let rows = Taps.resampling(from: height, to: newHeight)
    let narrow = widthResampled(columns)
    return Image(
      width: newWidth, height: newHeight,
      pixels: Self.heightResampled(narrow, width: newWidth, rows))
  }

  /// [height, newWidth] of premultiplied colour.
  private func widthResampled(_ columns: [Taps]) -> [SIMD4<Float>] {
    var result = [SIMD4<Float>]()
    result.reserveCapacity(height * columns.count)
    var line = [SIMD4<Float>](repeating: .zero, count: width)
    for y in 0..<height {
      for x in 0..<width { line[x] = premultiplied(x: x, y: y) }
      for taps in columns { result.append(taps.sum { line[$0] }) }
    }
    return result
  }

  private static func heightResampled(
    _ narrow: [SIMD4<Float>], width: Int, _ rows: [Taps]
  ) -> [UInt8] {
    var result = [UInt8]()
    result.reserveCapacity(4 * width * rows.count)
    for taps in rows {
      for x in 0..<width {
        let pixel = bytes(of: taps.sum { narrow[$0 * width + x] })
        result += [pixel.x, pixel.y, pixel.z, pixel.w]
      }
    }
    return result
  }

  private func premultiplied(x: Int, y: Int) -> SIMD4<Float> {
    let i = 4 * (y * width + x)
    let alpha = Float(pixels[i + 3])
    return SIMD4(
      Float(pixels[i]) * alpha, Float(pixels[i + 1]) * alpha, Float(pixels[i + 2]) * alpha, alpha)
  }

  private static func bytes(of sum: SIMD4<Float>) -> SIMD4<UInt8> {
    guard sum.w > 0 else { return .zero }
    var value = sum / sum.w
    value.w = sum.w
    return SIMD4<UInt8>(
      truncatingIfNeeded: SIMD4<Int32>(
        value.clamped(lowerBound: .zero, upperBound: SIMD4(repeating: 255)) + 0.5))
  }
}

/// The pixels that make one new pixel along one side, and their shares, which add up to 1.
private struct Taps {
  let start: Int
  let weights: [Float]

  func sum(_ value: (Int) -> SIMD4<Float>) -> SIMD4<Float> {
    var total = SIMD4<Float>.zero
    for (offset, weight) in weights.enumerated() { total += weight * value(start + offset) }
    return total
  }

  static func resampling(from old: Int, to new: Int) -> [Taps] {
    let scale = Float(old) / Float(new)
    return (0..<new).map { new < old ? covering($0, scale, old) : interpolating($0, scale, old) }
  }

  /// The share of each old pixel in `i * scale ..< (i + 1) * scale`.
  private static func covering(_ i: Int, _ scale: Float, _ old: Int) -> Taps {
    let low = Float(i) * scale
    let high = min(Float(i + 1) * scale, Float(old))
    let first = min(Int(low), old - 1)
    let last = min(max(Int(high.rounded(.up)) - 1, first), old - 1)
    let weights = (first...last).map { min(Float($0 + 1), high) - max(Float($0), low) }
    return Taps(start: first, weights).normalized
  }

  /// Catmull-Rom over the four nearest; beyond the edge the outermost pixel repeats.
  private static func interpolating(_ i: Int, _ scale: Float, _ old: Int) -> Taps {
    let center = (Float(i) + 0.5) * scale - 0.5
    let left = Int(center.rounded(.down))
    let t = center - Float(left)
    let cubic = [
      ((2 - t) * t - 1) * t / 2, ((3 * t - 5) * t * t + 2) / 2, ((4 - 3 * t) * t + 1) * t / 2,
      (t - 1) * t * t / 2,
    ]
    let first = min(max(left - 1, 0), old - 1)
    let last = min(max(left + 2, 0), old - 1)
    var weights = [Float](repeating: 0, count: last - first + 1)
    for (k, weight) in cubic.enumerated() {
      weights[min(max(left - 1 + k, first), last) - first] += weight
    }
    return Taps(start: first, weights)
  }

  private init(start: Int, _ weights: [Float]) {
    self.start = start
    self.weights = weights
  }

  private var normalized: Taps {
    let total = weights.reduce(0, +)
    return Taps(start: start, weights.map { $0 / total })
  }
}
