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

  /// Makes a network without content, to be loaded or drawn: every weight 0, norms 1.
  ///
  /// - Parameters:
  ///   - configuration: the sizes, without a flaw.
  ///   - training: whether gradients are kept.
  package init(_ configuration: ImageTokenizerConfiguration, training: Bool) {
    precondition(configuration.flaw == nil, configuration.flaw ?? "")
    self.configuration = configuration
    self.training = training
    codebook = Tensor([configuration.codeCount, configuration.embedWidth])
    layEncoder()
    layDecoder()
  }

  /// Makes a network with random weights.
  ///
  /// - Parameters:
  ///   - configuration: the sizes, without a flaw.
  ///   - training: whether gradients are kept.
  ///   - generator: the source of the weights.
  package convenience init(
    _ configuration: ImageTokenizerConfiguration, training: Bool,
    using generator: inout some RandomNumberGenerator
  ) {
    self.init(configuration, training: training)
    for i in 0..<codebook.count { codebook[i] = normal(&generator) }
    for parameter in parameters {
      guard let deviation = Self.deviation(of: parameter) else { continue }
      let weight = parameter.value
      for i in 0..<weight.count { weight[i] = deviation * normal(&generator) }
    }
  }

  /// σ of the initial values: one over the root of the inputs; nil for norms and biases.
  private static func deviation(of parameter: Parameter) -> Float? {
    let shape = parameter.value.shape
    switch shape.count {
    case 2: return 1 / Float(shape[1]).squareRoot()
    case 4:
      // A residual block begins near the identity.
      let gain: Float = parameter.name.hasSuffix(".conv2.weight") ? 0.1 : 1
      return gain / Float(9 * shape[2]).squareRoot()
    default: return nil
    }
  }

  /// The weight of that name.
  package func parameter(_ name: String) -> Parameter {
    guard let parameter = byName[name] else { preconditionFailure("no weight \(name)") }
    return parameter
  }

  private var widths: [Int] { configuration.multipliers.map { $0 * configuration.channels } }
  private var latentWidth: Int { configuration.latentWidth ?? configuration.embedWidth }
  private var attends: Bool { configuration.middleAttention ?? false }
  private var foldedChannels: Int { 3 * configuration.unshuffle * configuration.unshuffle }

  // MARK: weights

  private func layEncoder() {
    lay3x3("encoder.conv_in", foldedChannels, widths[0])
    var width = widths[0]
    for (level, next) in widths.enumerated() {
      for block in 0..<configuration.blocks {
        layBlock("encoder.down.\(level).block.\(block)", width, next)
        width = next
      }
      if level + 1 < widths.count {
        lay3x3("encoder.down.\(level).downsample.conv", width, width)
      }
    }
    layMiddle("encoder.mid", width)
    layNorm("encoder.norm_out", width)
    lay3x3("encoder.conv_out", width, latentWidth)
    lay1x1("quant_conv", latentWidth, configuration.embedWidth)
  }

  private func layDecoder() {
    var width = widths[widths.count - 1]
    lay1x1("post_quant_conv", configuration.embedWidth, latentWidth)
    lay3x3("decoder.conv_in", latentWidth, width)
    layMiddle("decoder.mid", width)
    for (level, next) in widths.enumerated().reversed() {
      for block in 0...configuration.blocks {
        layBlock("decoder.up.\(level).block.\(block)", width, next)
        width = next
      }
      if level > 0 { lay3x3("decoder.up.\(level).upsample.conv", width, width) }
    }
    layNorm("decoder.norm_out", width)
    lay3x3("decoder.conv_out", width, foldedChannels)
  }

  private func layMiddle(_ name: String, _ width: Int) {
    layBlock(name + ".block_1", width, width)
    if attends {
      layNorm(name + ".attn_1.norm", width)
      for part in ["q", "k", "v", "proj_out"] {
        lay1x1(name + ".attn_1." + part, width, width)
      }
    }
    layBlock(name + ".block_2", width, width)
  }

  private func layBlock(_ name: String, _ input: Int, _ output: Int) {
    layNorm(name + ".norm1", input)
    lay3x3(name + ".conv1", input, output)
    layNorm(name + ".norm2", output)
    lay3x3(name + ".conv2", output, output)
    if input != output { lay1x1(name + ".nin_shortcut", input, output) }
  }

  private func lay3x3(_ name: String, _ input: Int, _ output: Int) {
    keep(name + ".weight", Tensor([3, 3, input, output]))
    keep(name + ".bias", Tensor([output]))
  }

  private func lay1x1(_ name: String, _ input: Int, _ output: Int) {
    keep(name + ".weight", Tensor([output, input]))
    keep(name + ".bias", Tensor([output]))
  }

  private func layNorm(_ name: String, _ width: Int) {
    keep(name + ".weight", Tensor([width], [Float](repeating: 1, count: width)))
    keep(name + ".bias", Tensor([width]))
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
    var x =
      configuration.unshuffle == 1 ? x : tape.pixelUnshuffle(x, factor: configuration.unshuffle)
    x = conv("encoder.conv_in", x, tape)
    for level in widths.indices {
      for block in 0..<configuration.blocks {
        x = residual("encoder.down.\(level).block.\(block)", x, tape)
      }
      if level + 1 < widths.count {
        x = conv("encoder.down.\(level).downsample.conv", x, tape, stride: 2)
      }
    }
    x = middle("encoder.mid", x, tape)
    x = conv("encoder.conv_out", norm("encoder.norm_out", x, tape), tape)
    return point("quant_conv", x, tape)
  }

  /// Maps quantised vectors `[B, h, w, D]` to pictures `[B, R, R, 3]`, nominally in −1…1.
  package func decode(_ z: Variable, on tape: Tape) -> Variable {
    var x = conv("decoder.conv_in", point("post_quant_conv", z, tape), tape)
    x = middle("decoder.mid", x, tape)
    for level in widths.indices.reversed() {
      for block in 0...configuration.blocks {
        x = residual("decoder.up.\(level).block.\(block)", x, tape)
      }
      if level > 0 { x = conv("decoder.up.\(level).upsample.conv", tape.upsample(x), tape) }
    }
    x = conv("decoder.conv_out", norm("decoder.norm_out", x, tape), tape)
    return configuration.unshuffle == 1 ? x : tape.pixelShuffle(x, factor: configuration.unshuffle)
  }

  private func middle(_ name: String, _ x: Variable, _ tape: Tape) -> Variable {
    let x = residual(name + ".block_1", x, tape)
    return residual(name + ".block_2", attends ? attention(name + ".attn_1", x, tape) : x, tape)
  }

  private func attention(_ name: String, _ x: Variable, _ tape: Tape) -> Variable {
    let h = norm(name + ".norm", x, tape, swish: false)
    let y = tape.spatialAttention(
      point(name + ".q", h, tape), point(name + ".k", h, tape), point(name + ".v", h, tape))
    return tape.add(x, point(name + ".proj_out", y, tape))
  }

  private func residual(_ name: String, _ x: Variable, _ tape: Tape) -> Variable {
    var h = conv(name + ".conv1", norm(name + ".norm1", x, tape), tape)
    h = conv(name + ".conv2", norm(name + ".norm2", h, tape), tape)
    let shortcut =
      byName[name + ".nin_shortcut.weight"] == nil
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

  /// Group norm, followed by SiLU but in front of an attention.
  private func norm(
    _ name: String, _ x: Variable, _ tape: Tape, swish: Bool = true
  ) -> Variable {
    tape.groupNorm(
      x, parameter(name + ".weight"), parameter(name + ".bias"), groups: configuration.groups,
      swish: swish)
  }
}
