import Foundation
import Layers
import Retrieval
import Tensors
import TestSupport
import Testing
import Tokens

@Suite struct BiEncoderTests {
  private let texts: [[TokenID]] = [[4, 9], [17], [4, 5, 6, 7]].map { $0.map { TokenID($0) } }
  private let codes = (0..<48).map { Int32($0 * 5 % 9) }

  private func length(_ row: ArraySlice<Float>) -> Float {
    row.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  @Test func bothTowersGiveVectorsOfLengthOne() throws {
    let tape = Tape(on: try Compute(threads: 2), recording: false)
    let encoder = TinyRetriever.encoder()
    for vectors in [encoder.text(texts, on: tape), encoder.image(codes, on: tape)] {
      #expect(vectors.value.shape == [3, 12])
      for row in 0..<3 {
        #expect(abs(length(vectors.value.values[row * 12..<(row + 1) * 12]) - 1) < 1e-4)
      }
    }
  }

  @Test func wordsCountInAnyOrderAndCodesByTheirPlace() throws {
    let tape = Tape(on: try Compute(threads: 1), recording: false)
    let encoder = TinyRetriever.encoder()
    func text(_ ids: [Int]) -> [Float] {
      encoder.text([ids.map { TokenID($0) }], on: tape).value.values
    }
    #expect(difference(text([4, 9]), text([9, 4])) == nil)
    #expect(difference(text([4, 9]), text([4, 8])) != nil)
    let upright = encoder.image(Array(codes[..<16]), on: tape).value.values
    let turned = encoder.image(codes[..<16].reversed(), on: tape).value.values
    #expect(difference(upright, turned) != nil)
  }

  @Test func aTextIsTheSameAloneAndBesideOthers() throws {
    let tape = Tape(on: try Compute(threads: 1), recording: false)
    let encoder = TinyRetriever.encoder()
    let together = encoder.text(texts, on: tape).value.values
    let alone = encoder.text([texts[1]], on: tape).value.values
    #expect(difference(Array(together[12..<24]), alone) == nil)
  }

  /// Every weight of both towers, and the scale, against finite differences of the loss.
  @Test func theLossHasTheGradientsOfItsSlopes() throws {
    let tape = Tape(on: try Compute(threads: 2), recording: true)
    let encoder = TinyRetriever.encoder(training: true)
    for parameter in encoder.parameters where parameter.name != "log_scale" {
      parameter.value.assign(seededFloats(parameter.value.count, seed: 3).map { $0 * 0.5 })
    }
    func loss() -> Double {
      tape.begin()
      let (a, b) = (encoder.text(texts, on: tape), encoder.image(codes, on: tape))
      return Double(ContrastiveLoss(a, b, logScale: encoder.logScale, on: tape).value)
    }
    for parameter in encoder.parameters { parameter.gradient?.fill(0) }
    _ = loss()
    tape.backward()
    let gradients = encoder.parameters.map { $0.gradient?.values ?? [] }
    for (parameter, gradient) in zip(encoder.parameters, gradients) {
      let kept = parameter.value.values
      // A handful of each: the sum of all is what costs.
      let some = stride(from: 0, to: kept.count, by: max(1, kept.count / 6))
      for i in some {
        let flaw = gradientFlaw(of: [gradient[i]], at: [kept[i]], step: 4e-3, tolerance: 5e-2) {
          parameter.value[i] = $0[0]
          defer { parameter.value[i] = kept[i] }
          return loss()
        }
        // Slopes of almost nothing are noise of the loss's own rounding.
        #expect(flaw == nil || abs(gradient[i]) < 2e-3, "\(parameter.name) \(flaw ?? "")")
      }
    }
  }

  @Test func theLossIsTheNaiveOne() throws {
    let tape = Tape(on: try Compute(threads: 1), recording: false)
    let a = tape.unitRows(tape.input(Tensor([5, 7], seededFloats(35, seed: 1))))
    let b = tape.unitRows(tape.input(Tensor([5, 7], seededFloats(35, seed: 2))))
    let scale = Parameter("s", Tensor([1], [1.5]), training: false)
    let logits = naiveMatrixMultiply(
      a.value.values, transposed(b.value.values, 5, 7), m: 5, n: 5, k: 7
    ).map { Double($0) * exp(1.5) }
    var sum = 0.0
    for i in 0..<5 {
      for line in [(0..<5).map { logits[5 * i + $0] }, (0..<5).map { logits[5 * $0 + i] }] {
        sum += log(line.reduce(0) { $0 + exp($1) }) - line[i]
      }
    }
    let loss = ContrastiveLoss(a, b, logScale: scale, on: tape)
    #expect(abs(Double(loss.value) - sum / 10) < 1e-5)
  }

  private func transposed(_ x: [Float], _ rows: Int, _ columns: Int) -> [Float] {
    (0..<columns).flatMap { j in (0..<rows).map { x[$0 * columns + j] } }
  }

  @Test func aFolderThatDoesNotFitIsNamed() throws {
    func refusal(_ change: (String) throws -> Void) throws -> String {
      try TinyRetriever.with { retriever, folder in
        try change(folder + "/retriever")
        do {
          _ = try Retriever(folder: folder + "/retriever", on: retriever.compute)
          return "accepted"
        } catch {
          return "\(error)".replacing(folder, with: "")
        }
      }
    }
    #expect(
      try refusal { try "{}".write(toFile: $0 + "/config.json", atomically: true, encoding: .utf8) }
        == "/retriever/config.json: not the JSON of a retriever's sizes.")
    #expect(
      try refusal { path in
        var sizes = TinyRetriever.sizes
        sizes.channels = [8, 8, 8, 8]
        try JSONEncoder().encode(sizes).write(to: URL(fileURLWithPath: path + "/config.json"))
      } == "/retriever/config.json: image_grid_side 4 cannot be halved 4 times.")
    #expect(
      try refusal { path in
        var sizes = TinyRetriever.sizes
        sizes.vectorWidth = 10
        try JSONEncoder().encode(sizes).write(to: URL(fileURLWithPath: path + "/config.json"))
      }.contains("model.safetensors: text.output has the shape [12, 32], expected [10, 32]"))
  }
}
