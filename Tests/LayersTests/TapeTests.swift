import Layers
import Tensors
import TestSupport
import Testing

@Suite struct TapeTests {
  private func parameter(_ name: String, _ shape: [Int], seed: UInt64, scale: Float = 0.5)
    -> Parameter
  {
    let values = seededFloats(shape.reduce(1, *), seed: seed).map { $0 * scale }
    return Parameter(name, Tensor(shape, values), training: true)
  }

  /// F = Σ y · seeds, and the gradients of the input and of every weight.
  private func differentiated(
    _ values: [Float], _ shape: [Int], _ weights: [Parameter], on tape: Tape,
    _ network: (Variable) -> Variable
  ) -> (value: Double, input: [Float], weights: [[Float]]) {
    for weight in weights { weight.gradient?.fill(0) }
    tape.begin()
    let x = tape.input(Tensor(shape, values), wantsGradient: true)
    let y = network(x)
    let dy = Tensor(y.value.shape, seededFloats(y.value.count, seed: 99))
    let value = zip(y.value.values, dy.values).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    tape.backward(from: y, gradient: dy)
    return (value, x.gradient?.values ?? [], weights.map { $0.gradient?.values ?? [] })
  }

  private func expectSlopes(
    _ shape: [Int], _ weights: [Parameter], _ network: (Tape, Variable) -> Variable
  ) throws {
    let tape = Tape(on: try Compute(threads: 2), recording: true)
    let values = seededFloats(shape.reduce(1, *), seed: 7)
    func run(_ x: [Float]) -> (value: Double, input: [Float], weights: [[Float]]) {
      differentiated(x, shape, weights, on: tape) { network(tape, $0) }
    }
    let result = run(values)
    #expect(gradientFlaw(of: result.input, at: values) { run($0).value } == nil)
    for (i, weight) in weights.enumerated() {
      let kept = weight.value.values
      let flaw = gradientFlaw(of: result.weights[i], at: kept) { moved in
        weight.value.assign(moved)
        defer { weight.value.assign(kept) }
        return run(values).value
      }
      #expect(flaw == nil, "\(weight.name)")
    }
  }

  @Test func aResidualBlockHasTheGradientsOfItsSlopes() throws {
    let up = parameter("up", [11, 5], seed: 1)
    let down = parameter("down", [5, 11], seed: 2)
    let bias = parameter("bias", [11], seed: 3)
    try expectSlopes([7, 5], [up, down, bias]) { tape, x in
      let hidden = tape.activation(tape.linear(tape.layerNorm(x), up, bias: bias), .gelu)
      return tape.add(x, tape.linear(hidden, down))
    }
  }

  @Test func attentionOverThreeUsesOfOneValueAddsTheirGradients() throws {
    let weights = (0..<3).map { parameter("\($0)", [6, 6], seed: UInt64($0) + 1) }
    let rows = PackedRows(lengths: [4, 1, 3])
    try expectSlopes([8, 6], weights) { tape, x in
      let y = tape.attention(
        tape.linear(x, weights[0]), tape.linear(x, weights[1]), tape.linear(x, weights[2]),
        rows: rows, heads: 2)
      return tape.add(y, y)
    }
  }

  @Test func aPictureNetworkHasTheGradientsOfItsSlopes() throws {
    let first = parameter("first", [3, 3, 8, 4], seed: 1)
    let second = parameter("second", [3, 3, 4, 4], seed: 2)
    let point = parameter("point", [8, 4], seed: 3)
    let biases = [4, 4, 8, 8, 8].enumerated().map {
      parameter("bias \($0)", [$1], seed: UInt64($0) + 4)
    }
    try expectSlopes([1, 4, 6, 2], [first, second, point] + biases) { tape, x in
      let folded = tape.pixelUnshuffle(x, factor: 2)
      let y = tape.convolution(tape.upsample(folded), first, biases[0])
      let z = tape.pointwise(tape.convolution(y, second, biases[1], stride: 2), point, biases[2])
      let normal = tape.groupNorm(z, biases[3], biases[4], groups: 2, swish: true)
      return tape.pixelShuffle(normal, factor: 2)
    }
  }

  @Test func embeddingsAddTheGradientsOfRepeatedIDs() throws {
    let tape = Tape(on: try Compute(threads: 2), recording: true)
    let tokens = parameter("tokens", [5, 3], seed: 1)
    let positions = parameter("positions", [2, 3], seed: 2)
    tape.begin()
    let y = tape.embedding([4, 0, 4], tokens, positionIDs: [0, 1, 0], positions)
    let dy: [Float] = [1, 2, 3, 10, 20, 30, 100, 200, 300]
    tape.backward(from: y, gradient: Tensor([3, 3], dy))
    let sum = zip(tokens.value.values[12..<15], positions.value.values[0..<3]).map { $0 + $1 }
    #expect(Array(y.value.values[6..<9]) == sum)
    #expect(
      tokens.gradient?.values == [10, 20, 30] + .init(repeating: 0, count: 9) + [101, 202, 303])
    #expect(positions.gradient?.values == [101, 202, 303, 10, 20, 30])
  }

  @Test func theSecondPassIsBitwiseTheFirst() throws {
    let tape = Tape(on: try Compute(threads: 2), recording: true, precision: .bfloat16)
    let weight = parameter("weight", [6, 6], seed: 1)
    let x = seededFloats(48, seed: 5)
    func run() -> (value: Double, input: [Float], weights: [[Float]]) {
      differentiated(x, [8, 6], [weight], on: tape) { tape.linear(tape.linear($0, weight), weight) }
    }
    let first = run()
    let second = run()
    #expect(first.value == second.value)
    #expect(first.input == second.input)
    #expect(first.weights == second.weights)
  }

  @Test func precisionsAgreeWithinBFloat16Rounding() throws {
    let compute = try Compute(threads: 2)
    let weight = parameter("weight", [32, 64], seed: 1)
    let x = seededFloats(9 * 64, seed: 5)
    let results = Precision.allCases.map { precision in
      let tape = Tape(on: compute, recording: true, precision: precision)
      return differentiated(x, [9, 64], [weight], on: tape) { tape.linear($0, weight) }
    }
    for (a, b) in [
      (results[0].input, results[1].input), (results[0].weights[0], results[1].weights[0]),
    ] {
      // 64 products of numbers below 1, each rounded by 1/512 at most on both sides.
      #expect(difference(a, b, absolute: 0.1) == nil)
      #expect(a != b)
    }
  }

  @Test func aTapeThatDoesNotRecordKeepsNoGradient() throws {
    let tape = Tape(on: try Compute(threads: 1), recording: false)
    tape.begin()
    let weight = parameter("weight", [6, 6], seed: 1)
    let y = tape.linear(tape.input(Tensor([2, 6]), wantsGradient: true), weight)
    tape.backward(from: y, gradient: Tensor([2, 6]))
    #expect(y.gradient == nil)
    #expect(weight.gradient?.values == .init(repeating: 0, count: 36))
  }
}
