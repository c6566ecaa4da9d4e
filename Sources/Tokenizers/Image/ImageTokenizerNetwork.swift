package import Layers
package import Tensors

/// The convolutions of an image tokenizer, named as VQGAN names them (reference b.3).
package final class ImageTokenizerNetwork {
  /// The sizes.
  package let configuration: ImageTokenizerConfiguration
  /// Every weight, in the order of the layers.
  package private(set) var parameters: [Parameter] = []
  /// The codebook, `[K, D]`; moved by averages, not by gradients.
  package let codebook: Tensor
  private var byName: [String: Parameter] = [:]
  private let training: Bool

  /// Makes a network with random weights.
  ///
  /// - Parameters:
  ///   - configuration: the sizes, without a flaw.
  ///   - training: whether gradients are kept.
  ///   - generator: the source of the weights.
  package init(
    _ configuration: ImageTokenizerConfiguration, training: Bool,
    using generator: inout some RandomNumberGenerator
  ) {
    precondition(configuration.flaw == nil, configuration.flaw ?? "")
    self.configuration = configuration
    self.training = training
    codebook = Tensor([configuration.codeCount, configuration.embedWidth])
    for row in 0..<codebook.count { codebook[row] = normal(&generator) }
    layEncoder(&generator)
    layDecoder(&generator)
  }

  /// The weight of that name.
  package func parameter(_ name: String) -> Parameter {
    guard let parameter = byName[name] else { preconditionFailure("no weight \(name)") }
    return parameter
  }

  private var widths: [Int] { configuration.multipliers.map { $0 * configuration.channels } }
  private var foldedChannels: Int { 3 * configuration.unshuffle * configuration.unshuffle }

  // MARK: weights

  private func layEncoder(_ generator: inout some RandomNumberGenerator) {
    lay3x3("encoder.conv_in", foldedChannels, widths[0], &generator)
    var width = widths[0]
    for (level, next) in widths.enumerated() {
      for block in 0..<configuration.blocks {
        layBlock("encoder.down.\(level).block.\(block)", width, next, &generator)
        width = next
      }
      if level + 1 < widths.count {
        lay3x3("encoder.down.\(level).downsample.conv", width, width, &generator)
      }
    }
    layBlock("encoder.mid.block_1", width, width, &generator)
    layBlock("encoder.mid.block_2", width, width, &generator)
    layNorm("encoder.norm_out", width)
    lay3x3("encoder.conv_out", width, configuration.embedWidth, &generator)
    lay1x1("quant_conv", configuration.embedWidth, configuration.embedWidth, &generator)
  }

  private func layDecoder(_ generator: inout some RandomNumberGenerator) {
    var width = widths[widths.count - 1]
    lay1x1("post_quant_conv", configuration.embedWidth, configuration.embedWidth, &generator)
    lay3x3("decoder.conv_in", configuration.embedWidth, width, &generator)
    layBlock("decoder.mid.block_1", width, width, &generator)
    layBlock("decoder.mid.block_2", width, width, &generator)
    for (level, next) in widths.enumerated().reversed() {
      for block in 0...configuration.blocks {
        layBlock("decoder.up.\(level).block.\(block)", width, next, &generator)
        width = next
      }
      if level > 0 { lay3x3("decoder.up.\(level).upsample.conv", width, width, &generator) }
    }
    layNorm("decoder.norm_out", width)
    lay3x3("decoder.conv_out", width, foldedChannels, &generator)
  }

  private func layBlock(
    _ name: String, _ input: Int, _ output: Int, _ generator: inout some RandomNumberGenerator
  ) {
    layNorm(name + ".norm1", input)
    lay3x3(name + ".conv1", input, output, &generator)
    layNorm(name + ".norm2", output)
    // A small second convolution starts the block near the identity.
    lay3x3(name + ".conv2", output, output, &generator, gain: 0.1)
    if input != output { lay1x1(name + ".nin_shortcut", input, output, &generator) }
  }

  private func lay3x3(
    _ name: String, _ input: Int, _ output: Int, _ generator: inout some RandomNumberGenerator,
    gain: Float = 1
  ) {
    let weight = Tensor([3, 3, input, output])
    fill(weight, deviation: gain / Float(9 * input).squareRoot(), &generator)
    keep(name + ".weight", weight)
    keep(name + ".bias", Tensor([output]))
  }

  private func lay1x1(
    _ name: String, _ input: Int, _ output: Int, _ generator: inout some RandomNumberGenerator
  ) {
    let weight = Tensor([output, input])
    fill(weight, deviation: 1 / Float(input).squareRoot(), &generator)
    keep(name + ".weight", weight)
    keep(name + ".bias", Tensor([output]))
  }

  private func layNorm(_ name: String, _ width: Int) {
    keep(name + ".weight", Tensor([width], [Float](repeating: 1, count: width)))
    keep(name + ".bias", Tensor([width]))
  }

  private func fill(
    _ weight: Tensor, deviation: Float, _ generator: inout some RandomNumberGenerator
  ) {
    for i in 0..<weight.count { weight[i] = deviation * normal(&generator) }
  }

  private func keep(_ name: String, _ value: Tensor) {
    let parameter = Parameter(name, value, training: training)
    parameters.append(parameter)
    byName[name] = parameter
  }

  // MARK: passes

  /// Maps pictures to vectors.
  ///
  /// - Parameters:
  ///   - x: `[B, R, R, 3]` in −1…1.
  ///   - tape: where the operations are recorded.
  /// - Returns: `[B, h, w, D]`, before quantisation.
  package func encode(_ x: Variable, on tape: Tape) -> Variable {
    var x = configuration.unshuffle == 1 ? x : tape.pixelUnshuffle(x, factor: configuration.unshuffle)
    x = conv("encoder.conv_in", x, tape)
    for level in widths.indices {
      for block in 0..<configuration.blocks {
        x = residual("encoder.down.\(level).block.\(block)", x, tape)
      }
      if level + 1 < widths.count {
        x = conv("encoder.down.\(level).downsample.conv", x, tape, stride: 2)
      }
    }
    x = residual("encoder.mid.block_1", x, tape)
    x = residual("encoder.mid.block_2", x, tape)
    x = conv("encoder.conv_out", norm("encoder.norm_out", x, tape), tape)
    return point("quant_conv", x, tape)
  }

  /// Maps quantised vectors `[B, h, w, D]` to pictures `[B, R, R, 3]`, nominally in −1…1.
  package func decode(_ z: Variable, on tape: Tape) -> Variable {
    var x = conv("decoder.conv_in", point("post_quant_conv", z, tape), tape)
    x = residual("decoder.mid.block_1", x, tape)
    x = residual("decoder.mid.block_2", x, tape)
    for level in widths.indices.reversed() {
      for block in 0...configuration.blocks {
        x = residual("decoder.up.\(level).block.\(block)", x, tape)
      }
      if level > 0 { x = conv("decoder.up.\(level).upsample.conv", tape.upsample(x), tape) }
    }
    x = conv("decoder.conv_out", norm("decoder.norm_out", x, tape), tape)
    return configuration.unshuffle == 1 ? x : tape.pixelShuffle(x, factor: configuration.unshuffle)
  }

  private func residual(_ name: String, _ x: Variable, _ tape: Tape) -> Variable {
    var h = conv(name + ".conv1", norm(name + ".norm1", x, tape), tape)
    h = conv(name + ".conv2", norm(name + ".norm2", h, tape), tape)
    let shortcut = byName[name + ".nin_shortcut.weight"] == nil
      ? x : point(name + ".nin_shortcut", x, tape)
    return tape.add(shortcut, h)
  }

  private func conv(_ name: String, _ x: Variable, _ tape: Tape, stride: Int = 1) -> Variable {
    tape.convolution(
      x, parameter(name + ".weight"), parameter(name + ".bias"), stride: stride)
  }

  private func point(_ name: String, _ x: Variable, _ tape: Tape) -> Variable {
    tape.pointwise(x, parameter(name + ".weight"), parameter(name + ".bias"))
  }

  /// Group norm followed by SiLU.
  private func norm(_ name: String, _ x: Variable, _ tape: Tape) -> Variable {
    tape.groupNorm(
      x, parameter(name + ".weight"), parameter(name + ".bias"), groups: configuration.groups,
      swish: true)
  }
}
