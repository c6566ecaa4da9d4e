package import Layers
internal import Tensors
package import Tokens

#if canImport(Glibc)
  private import Glibc
#endif

/// Two towers that turn words and pictures into vectors of length 1 of one space (reference a.3).
///
/// ```
/// words    ids → entries → sum, whatever their order → norm → two layers → length 1
/// picture  codes → entries + places → 3×3 convolutions, each halving the grid → a layer → length 1
/// ```
/// Pictures are codes everywhere in leon, so the tower reads codes, never pixels.
package final class BiEncoder {
  /// The sizes.
  package let configuration: RetrieverConfiguration
  /// Every weight in order.
  package private(set) var parameters: [Parameter] = []
  /// The logarithm of the contrastive loss's inverse temperature, one number.
  package let logScale: Parameter
  private var byName: [String: Parameter] = [:]
  private let training: Bool

  /// CLIP's start: 1 / 0.07.
  private static let firstLogScale: Float = 2.6593

  /// Makes towers of zeros, norms 1: to be loaded or drawn.
  ///
  /// - Parameters:
  ///   - configuration: the sizes, without a flaw.
  ///   - training: whether gradients are kept.
  package init(_ configuration: RetrieverConfiguration, training: Bool) {
    precondition(configuration.flaw == nil, configuration.flaw ?? "")
    self.configuration = configuration
    self.training = training
    logScale = Parameter("log_scale", Tensor([1], [Self.firstLogScale]), training: training)
    parameters = [logScale]
    layText(configuration)
    layImage(configuration)
  }

  /// Makes towers with random weights.
  package convenience init(
    _ configuration: RetrieverConfiguration, training: Bool,
    using generator: inout some RandomNumberGenerator
  ) {
    self.init(configuration, training: training)
    for parameter in parameters {
      let weight = parameter.value
      guard let deviation = Self.deviation(of: parameter) else { continue }
      for i in 0..<weight.count { weight[i] = truncatedNormal(deviation: deviation, &generator) }
    }
  }

  /// σ of the initial values; nil for norms and biases.
  private static func deviation(of parameter: Parameter) -> Float? {
    let shape = parameter.value.shape
    if parameter.name.hasSuffix("positions") { return 0.01 }
    if parameter.name.hasSuffix("entries") { return 0.1 }
    switch shape.count {
    case 2: return 1 / Float(shape[1]).squareRoot()
    case 4: return 1 / Float(9 * shape[2]).squareRoot()
    default: return nil
    }
  }

  // MARK: weights

  private func lay(_ name: String, _ shape: [Int], filled: Float = 0) {
    let value = Tensor(shape)
    value.fill(filled)
    let parameter = Parameter(name, value, training: training)
    parameters.append(parameter)
    byName[name] = parameter
  }

  private func layText(_ c: RetrieverConfiguration) {
    lay("text.entries", [c.textCount, c.textWidth])
    lay("text.hidden.weight", [2 * c.textWidth, c.textWidth])
    lay("text.hidden.bias", [2 * c.textWidth])
    lay("text.output", [c.vectorWidth, 2 * c.textWidth])
  }

  private func layImage(_ c: RetrieverConfiguration) {
    // One entry more: a code that is left out in training.
    lay("image.entries", [c.codeCount + 1, c.codeWidth])
    lay("image.positions", [c.gridSide * c.gridSide, c.codeWidth])
    var width = c.codeWidth
    for (level, next) in c.channels.enumerated() {
      lay("image.\(level).weight", [3, 3, width, next])
      lay("image.\(level).bias", [next])
      lay("image.\(level).norm.weight", [next], filled: 1)
      lay("image.\(level).norm.bias", [next])
      width = next
    }
    lay("image.output", [c.vectorWidth, c.lastSide * c.lastSide * width])
  }

  private func weight(_ name: String) -> Parameter {
    guard let parameter = byName[name] else { preconditionFailure("no weight \(name)") }
    return parameter
  }

  // MARK: towers

  /// The vectors of texts.
  ///
  /// - Parameters:
  ///   - texts: ids of words, at least one a text.
  ///   - tape: where the operations are recorded.
  /// - Returns: `[texts, D]`, rows of length 1.
  package func text(_ texts: [[TokenID]], on tape: Tape) -> Variable {
    precondition(texts.allSatisfy { !$0.isEmpty }, "a text without words")
    let entries = tape.embedding(texts.flatMap { $0.map(\.rawValue) }, weight("text.entries"))
    let rows = PackedRows(lengths: texts.map(\.count))
    let pooled = tape.layerNorm(tape.sum(entries, over: rows))
    let hidden = tape.activation(
      tape.linear(pooled, weight("text.hidden.weight"), bias: weight("text.hidden.bias")), .gelu)
    return tape.unitRows(tape.linear(hidden, weight("text.output")))
  }

  /// The vectors of pictures.
  ///
  /// - Parameters:
  ///   - codes: of all pictures in raster order, 0 up to the number of codes, which says that a code is
  ///     not told.
  ///   - tape: where the operations are recorded.
  /// - Returns: `[pictures, D]`, rows of length 1.
  package func image(_ codes: [Int32], on tape: Tape) -> Variable {
    let side = configuration.gridSide
    let count = codes.count / (side * side)
    precondition(codes.count == count * side * side, "\(codes.count) codes of \(side) × \(side)")
    let places = (0..<count).flatMap { _ in (0..<Int32(side * side)) }
    let entries = tape.embedding(
      codes, weight("image.entries"), positionIDs: places, weight("image.positions"))
    var x = tape.view(entries, [count, side, side, configuration.codeWidth])
    for (level, channels) in configuration.channels.enumerated() {
      let name = "image.\(level)"
      let y = tape.convolution(x, weight(name + ".weight"), weight(name + ".bias"), stride: 2)
      x = tape.groupNorm(
        y, weight(name + ".norm.weight"), weight(name + ".norm.bias"),
        groups: RetrieverConfiguration.groups(of: channels), swish: true)
    }
    let flat = tape.view(x, [count, x.value.count / count])
    return tape.unitRows(tape.linear(flat, weight("image.output")))
  }
}
