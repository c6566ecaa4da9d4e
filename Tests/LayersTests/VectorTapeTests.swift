import Layers
import Tensors
import TestSupport
import Testing

@Suite struct VectorTapeTests {
  /// F = Σ y · seeds of a network, and the gradient of its input.
  private func slopesFlaw(_ shape: [Int], _ network: (Tape, Variable) -> Variable) throws -> String?
  {
    let tape = Tape(on: try Compute(threads: 2), recording: true)
    let values = seededFloats(shape.reduce(1, *), seed: 7)
    func run(_ x: [Float]) -> (value: Double, gradient: [Float]) {
      tape.begin()
      let input = tape.input(Tensor(shape, x), wantsGradient: true)
      let y = network(tape, input)
      let dy = Tensor(y.value.shape, seededFloats(y.value.count, seed: 99))
      let value = zip(y.value.values, dy.values).reduce(0) { $0 + Double($1.0) * Double($1.1) }
      tape.backward(from: y, gradient: dy)
      return (value, input.gradient?.values ?? [])
    }
    return gradientFlaw(of: run(values).gradient, at: values) { run($0).value }
  }

  @Test func rowsOfADocumentAreSummed() throws {
    let tape = Tape(on: try Compute(threads: 2), recording: false)
    let rows = PackedRows(lengths: [1, 3, 2])
    #expect(rows.owners == [0, 1, 1, 1, 2, 2])
    let x = Tensor([6, 5], seededFloats(30, seed: 1))
    let y = tape.sum(tape.input(x), over: rows).value
    let naive = [0..<1, 1..<4, 4..<6].flatMap { document in
      (0..<5).map { j in document.reduce(Float(0)) { $0 + x[$1 * 5 + j] } }
    }
    #expect(difference(y.values, naive) == nil)
  }

  @Test func sumsHaveTheGradientsOfTheirSlopes() throws {
    #expect(
      try slopesFlaw([7, 3]) { $0.sum($1, over: PackedRows(lengths: [2, 1, 4])) } == nil)
  }

  @Test func rowsOfLengthOneHaveTheirDirection() throws {
    let tape = Tape(on: try Compute(threads: 1), recording: false)
    let y = tape.unitRows(tape.input(Tensor([2, 2], [3, 4, 0, -0.01]))).value.values
    #expect(difference(y, [0.6, 0.8, 0, -1]) == nil)
  }

  @Test func scalingRowsHasTheGradientsOfItsSlopes() throws {
    #expect(try slopesFlaw([5, 7]) { $0.unitRows($1) } == nil)
  }
}
