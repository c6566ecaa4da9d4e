import Tensors
import TestSupport
import Testing

@Suite struct PictureKernelTests {
  /// B, H, W, in, out; sizes of 1, primes, and beyond Winograd's tiles of 4 × 4.
  private static let sizes = [
    [1, 1, 1, 1, 1], [2, 5, 7, 3, 5], [1, 4, 9, 2, 17], [1, 13, 3, 19, 2],
  ]
  private static let halved = [[1, 2, 2, 1, 1], [2, 6, 4, 3, 5], [1, 10, 14, 17, 3]]

  private struct Convolution {
    let size: [Int]
    let stride: Int
    let x: [Float]
    let weight: [Float]
    let bias: [Float]
    let dy: [Float]
    let result: [Int]

    init(_ size: [Int], stride: Int) {
      self.size = size
      self.stride = stride
      x = seededFloats(size[0..<4].reduce(1, *), seed: 1)
      weight = seededFloats(9 * size[3] * size[4], seed: 2)
      bias = seededFloats(size[4], seed: 3)
      result = [size[0], size[1] / stride, size[2] / stride, size[4]]
      dy = seededFloats(result.reduce(1, *), seed: 4)
    }

    /// Padded by one all round, or at the right and the bottom when strided.
    func naive(_ x: [Float], _ weight: [Float], _ bias: [Float]) -> [Float] {
      let (h, w, input, output) = (size[1], size[2], size[3], size[4])
      let before = stride == 1 ? 1 : 0
      var y = [Float](repeating: 0, count: dy.count)
      for at in y.indices {
        let o = at % output
        let column = at / output % result[2] * stride - before
        let row = at / output / result[2] % result[1] * stride - before
        let picture = at / output / result[2] / result[1]
        var sum = Double(bias[o])
        for (r, c) in (0..<9).map({ (row + $0 / 3, column + $0 % 3) })
        where r >= 0 && r < h && c >= 0 && c < w {
          for i in 0..<input {
            let tap = ((r - row) * 3 + c - column) * input + i
            sum +=
              Double(x[((picture * h + r) * w + c) * input + i])
              * Double(weight[tap * output + o])
          }
        }
        y[at] = Float(sum)
      }
      return y
    }

    var tensors: (x: Tensor, weight: Tensor, bias: Tensor, dy: Tensor) {
      (
        Tensor(Array(size[0..<4]), x), Tensor([3, 3, size[3], size[4]], weight),
        Tensor([size[4]], bias), Tensor(result, dy)
      )
    }

    func forward(on compute: Compute) -> [Float] {
      let t = tensors
      let shape = ConvolutionShape(t.x, t.weight, stride: stride)
      let y = Tensor(result)
      convolutionForward(
        into: y, t.x, t.weight, t.bias,
        scratch: Tensor([shape.scratchCount(threads: compute.threads)]), shape: shape,
        on: compute)
      return y.values
    }

    func backward(on compute: Compute) -> (x: [Float], weight: [Float], bias: [Float]) {
      let t = tensors
      let shape = ConvolutionShape(t.x, t.weight, stride: stride)
      let scratch = Tensor([shape.scratchCount(threads: compute.threads)])
      let (dx, dw, db) = (Tensor(t.x.shape), Tensor(t.weight.shape), Tensor(t.bias.shape))
      convolutionBackwardInput(
        into: dx, accumulate: false, t.dy, t.weight, scratch: scratch, shape: shape, on: compute)
      convolutionBackwardWeights(
        into: dw, db, t.x, t.dy, scratch: scratch, shape: shape, on: compute)
      return (dx.values, dw.values, db.values)
    }

    func total(_ y: [Float]) -> Double { zip(y, dy).reduce(0) { $0 + Double($1.0) * Double($1.1) } }
  }

  @Test(arguments: sizes)
  func convolutionEqualsTheNaiveTwin(size: [Int]) throws {
    let c = Convolution(size, stride: 1)
    let fast = c.forward(on: try Compute(threads: 2))
    // Winograd's F(4×4, 3×3) loses about two digits.
    #expect(difference(fast, c.naive(c.x, c.weight, c.bias), absolute: 2e-4) == nil)
  }

  @Test(arguments: halved)
  func stridedConvolutionEqualsTheNaiveTwin(size: [Int]) throws {
    let c = Convolution(size, stride: 2)
    let fast = c.forward(on: try Compute(threads: 2))
    #expect(difference(fast, c.naive(c.x, c.weight, c.bias)) == nil)
  }

  @Test(arguments: [([1, 5, 3, 2, 3], 1), ([2, 4, 6, 2, 3], 2)])
  func convolutionGradientsAreTheSlopes(size: [Int], stride: Int) throws {
    let c = Convolution(size, stride: stride)
    let gradients = c.backward(on: try Compute(threads: 2))
    let x = gradientFlaw(of: gradients.x, at: c.x) { c.total(c.naive($0, c.weight, c.bias)) }
    let weight = gradientFlaw(of: gradients.weight, at: c.weight) {
      c.total(c.naive(c.x, $0, c.bias))
    }
    let bias = gradientFlaw(of: gradients.bias, at: c.bias) {
      c.total(c.naive(c.x, c.weight, $0))
    }
    #expect((x, weight, bias) == (nil, nil, nil))
  }

  @Test func upsamplingRepeatsPixelsAndItsGradientSumsThem() throws {
    let compute = try Compute(threads: 2)
    let shape = [2, 3, 5, 7]
    let x = seededFloats(210, seed: 1)
    let y = Tensor([2, 6, 10, 7])
    upsampleForward(into: y, Tensor(shape, x), on: compute)
    func source(_ at: Int) -> Int {
      let (c, column, row, b) = (at % 7, at / 7 % 10, at / 70 % 6, at / 420)
      return ((b * 3 + row / 2) * 5 + column / 2) * 7 + c
    }
    #expect(y.values == (0..<840).map { x[source($0)] })
    let dy = seededFloats(840, seed: 2)
    var sums = [Float](repeating: 0, count: 210)
    for at in 0..<840 { sums[source(at)] += dy[at] }
    let dx = Tensor(shape)
    upsampleBackward(into: dx, accumulate: false, Tensor(y.shape, dy), on: compute)
    #expect(difference(dx.values, sums) == nil)
  }

  @Test(arguments: [1, 2, 3])
  func pixelShuffleMovesChannelsIntoThePlaneAndBack(factor f: Int) throws {
    let compute = try Compute(threads: 2)
    let (h, w, c) = (3, 5, 7)
    let shape = [2, h, w, c * f * f]
    let x = Tensor(shape, seededFloats(shape.reduce(1, *), seed: 1))
    let y = Tensor([2, h * f, w * f, c])
    pixelShuffle(into: y, x, factor: f, on: compute)
    let expected = (0..<y.count).map { at -> Float in
      let (k, column, row) = (at % c, at / c % (w * f), at / c / (w * f) % (h * f))
      let pixel = (at / c / (w * f) / (h * f) * h + row / f) * w + column / f
      return x[pixel * c * f * f + (row % f * f + column % f) * c + k]
    }
    #expect(y.values == expected)
    let back = Tensor(shape)
    pixelUnshuffle(into: back, y, factor: f, on: compute)
    #expect(back.values == x.values)
  }

  @Test(arguments: [(1, 1, 1), (67, 5, 13), (130, 8, 259)])
  func nearestCodesAreThoseOfAllDistances(n: Int, d: Int, k: Int) throws {
    let compute = try Compute(threads: 2)
    let (z, book) = (seededFloats(n * d, seed: 1), seededFloats(k * d, seed: 2))
    func squares(_ j: Int) -> Float {
      (0..<d).reduce(0) { $0 + book[j * d + $1] * book[j * d + $1] }
    }
    let codes = nearestCodes(
      Tensor([n, d], z), codebook: Tensor([k, d], book),
      bias: Tensor([k], (0..<k).map { -squares($0) / 2 }),
      scratch: Tensor([compute.threads * 64 * k]), on: compute)
    func distance(_ i: Int, _ j: Int) -> Float {
      (0..<d).reduce(0) { sum, l in
        let x = z[i * d + l] - book[j * d + l]
        return sum + x * x
      }
    }
    for i in 0..<n {
      let least = (0..<k).map { distance(i, $0) }.min() ?? 0
      #expect(distance(i, Int(codes[i])) <= least + 1e-5)
    }
  }

  @Test func theLowerOfTwoEqualEntriesIsChosen() throws {
    let codes = nearestCodes(
      Tensor([1, 2], [1, 1]), codebook: Tensor([3, 2], [0, 0, 1, 1, 1, 1]),
      bias: Tensor([3], [0, -1, -1]), scratch: Tensor([192]), on: try Compute(threads: 1))
    #expect(codes == [1])
  }
}
