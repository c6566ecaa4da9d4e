import Tensors
import TestSupport
import Testing

@Suite struct PictureLossTests {
  private let shape = [2, 17, 11, 3]
  private let weights = PictureLoss(absolute: 0.7, square: 0.5, edges: 0.3, colour: 2)

  private func naive(_ y: [Float], _ x: [Float]) -> PictureLoss {
    let (batch, h, w) = (shape[0], shape[1], shape[2])
    let d = zip(y, x).map { Double($0) - Double($1) }
    func at(_ b: Int, _ r: Int, _ q: Int, _ c: Int) -> Double { d[((b * h + r) * w + q) * 3 + c] }
    var edges = 0.0
    var colour = 0.0
    var cells = 0.0
    for (b, c) in (0..<batch).flatMap({ b in (0..<3).map { (b, $0) } }) {
      for (r, q) in (0..<h).flatMap({ r in (0..<w).map { (r, $0) } }) {
        if q + 1 < w { edges += abs(at(b, r, q + 1, c) - at(b, r, q, c)) }
        if r + 1 < h { edges += abs(at(b, r + 1, q, c) - at(b, r, q, c)) }
        guard r % 8 == 0, q % 8 == 0, r + 8 <= h, q + 8 <= w else { continue }
        let sum = (0..<64).reduce(0) { $0 + at(b, r + $1 / 8, q + $1 % 8, c) }
        colour += sum / 64 * sum / 64
        cells += 1
      }
    }
    let n = Double(d.count)
    return PictureLoss(
      absolute: Float(d.reduce(0) { $0 + abs($1) } / n),
      square: Float(d.reduce(0) { $0 + $1 * $1 } / n), edges: Float(edges / n),
      colour: Float(colour / cells))
  }

  private func pictures() -> (y: [Float], x: [Float]) {
    let count = shape.reduce(1, *)
    return (seededFloats(count, seed: 1), seededFloats(count, seed: 2))
  }

  @Test func termsEqualTheNaiveTwin() throws {
    let (y, x) = pictures()
    let terms = pictureLoss(
      into: Tensor(shape), Tensor(shape, y), Tensor(shape, x), weights: weights,
      on: try Compute(threads: 2))
    let expected = naive(y, x)
    #expect(
      difference(
        [terms.absolute, terms.square, terms.edges, terms.colour],
        [expected.absolute, expected.square, expected.edges, expected.colour]) == nil)
  }

  @Test func gradientsAreTheSlopesOfTheWeightedTerms() throws {
    let (y, x) = pictures()
    let dy = Tensor(shape)
    _ = pictureLoss(
      into: dy, Tensor(shape, y), Tensor(shape, x), weights: weights, on: try Compute(threads: 2))
    // Along a few directions, since the terms are means over all values and have corners.
    let step: Float = 1e-3
    for seed in 3..<6 as Range<UInt64> {
      let direction = seededFloats(y.count, seed: seed)
      func total(_ sign: Float) -> Double {
        let moved = zip(y, direction).map { $0 + sign * step * $1 }
        return Double(naive(moved, x).total(weights))
      }
      let slope = (total(1) - total(-1)) / Double(2 * step)
      let given = zip(dy.values, direction).reduce(0) { $0 + Double($1.0) * Double($1.1) }
      #expect(abs(slope - given) < 2e-3, "\(slope) against \(given)")
    }
  }

  @Test func equalPicturesLoseNothing() throws {
    let (y, _) = pictures()
    let dy = Tensor(shape)
    let terms = pictureLoss(
      into: dy, Tensor(shape, y), Tensor(shape, y), weights: weights, on: try Compute(threads: 2))
    #expect(terms == PictureLoss(absolute: 0, square: 0, edges: 0, colour: 0))
    #expect(dy.values.allSatisfy { $0 == 0 })
  }
}
