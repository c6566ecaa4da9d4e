import Foundation
import Tensors
import TestSupport
import Testing

/// Rows and columns: 1, primes, and more than a vector.
private let shapes = [[1, 3], [2, 1], [5, 7], [3, 67]]

@Suite struct NormalizationTests {
  private func naiveLayerNorm(
    _ x: [Float], _ c: Int, epsilon: Double, weight: [Float]? = nil, bias: [Float]? = nil
  ) -> [Double] {
    stride(from: 0, to: x.count, by: c).flatMap { start -> [Double] in
      let row = x[start..<start + c].map(Double.init)
      let mean = row.reduce(0, +) / Double(c)
      let variance = row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(c)
      return row.enumerated().map { j, value in
        (value - mean) / (variance + epsilon).squareRoot() * Double(weight?[j] ?? 1)
          + Double(bias?[j] ?? 0)
      }
    }
  }

  private func naiveRMSNorm(_ x: [Float], _ weight: [Float], epsilon: Double) -> [Double] {
    let c = weight.count
    return stride(from: 0, to: x.count, by: c).flatMap { start -> [Double] in
      let row = x[start..<start + c].map(Double.init)
      let square = row.reduce(0) { $0 + $1 * $1 } / Double(c)
      return zip(row, weight).map { $0 / (square + epsilon).squareRoot() * Double($1) }
    }
  }

  private func naiveGroupNorm(
    _ x: [Float], _ shape: [Int], groups: Int, weight: [Float], bias: [Float], swish: Bool
  ) -> [Double] {
    let (pixels, c) = (shape[1] * shape[2], shape[3])
    let size = c / groups
    var y = [Double](repeating: 0, count: x.count)
    for (b, g) in (0..<shape[0]).flatMap({ b in (0..<groups).map { (b, $0) } }) {
      let places = (0..<pixels).flatMap { p in
        (0..<size).map { (b * pixels + p) * c + g * size + $0 }
      }
      let mean = places.reduce(0) { $0 + Double(x[$1]) } / Double(places.count)
      let variance =
        places.reduce(0) { $0 + (Double(x[$1]) - mean) * (Double(x[$1]) - mean) }
        / Double(places.count)
      for place in places {
        let normal = (Double(x[place]) - mean) / (variance + 1e-6).squareRoot()
        let value = normal * Double(weight[place % c]) + Double(bias[place % c])
        y[place] = swish ? value / (1 + exp(-value)) : value
      }
    }
    return y
  }

  private func weighted(_ y: [Double], _ dy: [Float]) -> Double {
    zip(y, dy).reduce(0) { $0 + $1.0 * Double($1.1) }
  }

  @Test(arguments: shapes, [false, true])
  func layerNormEqualsTheNaiveTwin(shape: [Int], affine: Bool) throws {
    let (m, c) = (shape[0], shape[1])
    let x = seededFloats(m * c, seed: 1)
    let weight = affine ? seededFloats(c, seed: 2) : nil
    let bias = affine ? seededFloats(c, seed: 3) : nil
    let y = Tensor(shape)
    layerNormForward(
      into: y, Tensor(shape, x), weight: weight.map { Tensor([c], $0) },
      bias: bias.map { Tensor([c], $0) }, mean: Tensor([m]), scale: Tensor([m]), epsilon: 1e-5,
      on: try Compute(threads: 2))
    let expected = naiveLayerNorm(x, c, epsilon: 1e-5, weight: weight, bias: bias)
    #expect(difference(y.values, expected.map { Float($0) }, absolute: 1e-4) == nil)
  }

  @Test(arguments: [false, true])
  func layerNormGradientsAreTheSlopes(affine: Bool) throws {
    let compute = try Compute(threads: 2)
    let shape = [3, 7]
    let x = seededFloats(21, seed: 1)
    let weight = affine ? seededFloats(7, seed: 2) : nil
    let bias = affine ? seededFloats(7, seed: 3) : nil
    let dy = seededFloats(21, seed: 4)
    let (mean, scale, dx) = (Tensor([3]), Tensor([3]), Tensor(shape))
    let (dweight, dbias) = (Tensor([7]), Tensor([7]))
    layerNormForward(
      into: Tensor(shape), Tensor(shape, x), weight: weight.map { Tensor([7], $0) },
      bias: bias.map { Tensor([7], $0) }, mean: mean, scale: scale, epsilon: 1e-5, on: compute)
    layerNormBackward(
      into: dx, accumulate: false, dweight: affine ? dweight : nil, dbias: affine ? dbias : nil,
      Tensor(shape, x), weight: weight.map { Tensor([7], $0) }, mean: mean, scale: scale,
      Tensor(shape, dy), on: compute)
    func total(_ x: [Float], _ weight: [Float]?, _ bias: [Float]?) -> Double {
      weighted(naiveLayerNorm(x, 7, epsilon: 1e-5, weight: weight, bias: bias), dy)
    }
    #expect(gradientFlaw(of: dx.values, at: x) { total($0, weight, bias) } == nil)
    guard let weight, let bias else { return }
    #expect(gradientFlaw(of: dweight.values, at: weight) { total(x, $0, bias) } == nil)
    #expect(gradientFlaw(of: dbias.values, at: bias) { total(x, weight, $0) } == nil)
  }

  @Test(arguments: shapes)
  func rmsNormEqualsTheNaiveTwin(shape: [Int]) throws {
    let (m, c) = (shape[0], shape[1])
    let x = seededFloats(m * c, seed: 1)
    let weight = seededFloats(c, seed: 2)
    let y = Tensor(shape)
    rmsNormForward(
      into: y, Tensor(shape, x), weight: Tensor([c], weight), scale: Tensor([m]), epsilon: 1e-5,
      on: try Compute(threads: 2))
    let expected = naiveRMSNorm(x, weight, epsilon: 1e-5)
    #expect(difference(y.values, expected.map { Float($0) }) == nil)
  }

  @Test func rmsNormGradientsAreTheSlopes() throws {
    let compute = try Compute(threads: 2)
    let x = seededFloats(21, seed: 1)
    let weight = seededFloats(7, seed: 2)
    let dy = seededFloats(21, seed: 4)
    let (scale, dx, dweight) = (Tensor([3]), Tensor([3, 7]), Tensor([7]))
    rmsNormForward(
      into: Tensor([3, 7]), Tensor([3, 7], x), weight: Tensor([7], weight), scale: scale,
      epsilon: 1e-5, on: compute)
    rmsNormBackward(
      into: dx, accumulate: false, dweight: dweight, Tensor([3, 7], x),
      weight: Tensor([7], weight), scale: scale, Tensor([3, 7], dy), on: compute)
    func total(_ x: [Float], _ weight: [Float]) -> Double {
      weighted(naiveRMSNorm(x, weight, epsilon: 1e-5), dy)
    }
    #expect(gradientFlaw(of: dx.values, at: x) { total($0, weight) } == nil)
    #expect(gradientFlaw(of: dweight.values, at: weight) { total(x, $0) } == nil)
  }

  @Test(arguments: [([1, 1, 1, 2], 1), ([2, 3, 5, 6], 3), ([1, 7, 3, 34], 2)], [false, true])
  func groupNormEqualsTheNaiveTwin(size: (shape: [Int], groups: Int), swish: Bool) throws {
    let (shape, groups) = size
    let c = shape[3]
    let x = seededFloats(shape.reduce(1, *), seed: 1)
    let (weight, bias) = (seededFloats(c, seed: 2), seededFloats(c, seed: 3))
    let y = Tensor(shape)
    groupNormForward(
      into: y, Tensor(shape, x), weight: Tensor([c], weight), bias: Tensor([c], bias),
      mean: Tensor([shape[0], groups]), scale: Tensor([shape[0], groups]), groups: groups,
      swish: swish, on: try Compute(threads: 2))
    let expected = naiveGroupNorm(
      x, shape, groups: groups, weight: weight, bias: bias, swish: swish)
    #expect(difference(y.values, expected.map { Float($0) }, absolute: 1e-4) == nil)
  }

  @Test(arguments: [false, true])
  func groupNormGradientsAreTheSlopes(swish: Bool) throws {
    let compute = try Compute(threads: 2)
    let shape = [2, 2, 3, 4]
    let x = seededFloats(48, seed: 1)
    let (weight, bias) = (seededFloats(4, seed: 2), seededFloats(4, seed: 3))
    let dy = seededFloats(48, seed: 4)
    let (mean, scale) = (Tensor([2, 2]), Tensor([2, 2]))
    let (dx, dweight, dbias) = (Tensor(shape), Tensor([4]), Tensor([4]))
    groupNormForward(
      into: Tensor(shape), Tensor(shape, x), weight: Tensor([4], weight),
      bias: Tensor([4], bias), mean: mean, scale: scale, groups: 2, swish: swish, on: compute)
    groupNormBackward(
      into: dx, accumulate: false, dweight, dbias, Tensor(shape, x), weight: Tensor([4], weight),
      bias: Tensor([4], bias), mean: mean, scale: scale, Tensor(shape, dy), groups: 2,
      swish: swish, scratch: Tensor([16]), on: compute)
    func total(_ x: [Float], _ weight: [Float], _ bias: [Float]) -> Double {
      weighted(
        naiveGroupNorm(x, shape, groups: 2, weight: weight, bias: bias, swish: swish), dy)
    }
    #expect(gradientFlaw(of: dx.values, at: x) { total($0, weight, bias) } == nil)
    #expect(gradientFlaw(of: dweight.values, at: weight) { total(x, $0, bias) } == nil)
    #expect(gradientFlaw(of: dbias.values, at: bias) { total(x, weight, $0) } == nil)
  }
}
