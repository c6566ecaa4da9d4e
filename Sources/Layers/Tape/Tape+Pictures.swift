internal import Tensors

/// Operations on pictures `[B, H, W, C]`, channels last.
extension Tape {
  /// Convolves with a 3×3 kernel; stride 2 halves both sides, padded at the right and the bottom.
  package func convolution(
    _ x: Variable, _ weight: Parameter, _ bias: Parameter, stride: Int = 1
  ) -> Variable {
    let shape = ConvolutionShape(x.value, weight.value, stride: stride)
    let y = variable(shape.result)
    let count = shape.scratchCount(threads: compute.threads)
    convolutionForward(
      into: y.value, x.value, weight.value, bias.value, scratch: scratch(count), shape: shape,
      on: compute)
    record(y) { [compute] dy in
      let scratch = self.scratch(count)
      if let dw = weight.gradient, let db = bias.gradient {
        convolutionBackwardWeights(
          into: dw, db, x.value, dy, scratch: scratch, shape: shape, on: compute)
      }
      self.addGradient(of: x) { dx, accumulate in
        convolutionBackwardInput(
          into: dx, accumulate: accumulate, dy, weight.value, scratch: scratch, shape: shape,
          on: compute)
      }
    }
    return y
  }

  /// Maps the channels of every pixel: a 1×1 convolution with weight `[out, in]`.
  package func pointwise(_ x: Variable, _ weight: Parameter, _ bias: Parameter) -> Variable {
    let shape = Array(x.value.shape.dropLast()) + [weight.value.shape[0]]
    return view(linear(x, weight, bias: bias), shape)
  }

  /// Sees a value under another shape.
  package func view(_ x: Variable, _ shape: [Int]) -> Variable {
    Variable(value: x.value.reshaped(shape), slot: x.slot)
  }

  /// Normalises groups of channels, then applies SiLU if asked.
  package func groupNorm(
    _ x: Variable, _ weight: Parameter, _ bias: Parameter, groups: Int, swish: Bool
  ) -> Variable {
    let y = variable(x.value.shape)
    let mean = buffer([x.value.shape[0], groups])
    let inverse = buffer([x.value.shape[0], groups])
    groupNormForward(
      into: y.value, x.value, weight: weight.value, bias: bias.value, mean: mean, scale: inverse,
      groups: groups, swish: swish, on: compute)
    record(y) { [compute] dy in
      guard let dweight = weight.gradient, let dbias = bias.gradient else { return }
      let scratch = self.scratch(x.value.shape[0] * 2 * x.value.rowWidth)
      self.addGradient(of: x) { dx, accumulate in
        groupNormBackward(
          into: dx, accumulate: accumulate, dweight, dbias, x.value, weight: weight.value,
          bias: bias.value, mean: mean, scale: inverse, dy, groups: groups, swish: swish,
          scratch: scratch, on: compute)
      }
    }
    return y
  }

  /// Doubles both sides by repetition.
  package func upsample(_ x: Variable) -> Variable {
    let s = x.value.shape
    let y = variable([s[0], 2 * s[1], 2 * s[2], s[3]])
    upsampleForward(into: y.value, x.value, on: compute)
    record(y) { [compute] dy in
      self.addGradient(of: x) { dx, accumulate in
        upsampleBackward(into: dx, accumulate: accumulate, dy, on: compute)
      }
    }
    return y
  }

  /// Turns channels into pixels: `[B, H, W, C f f]` to `[B, H f, W f, C]`.
  package func pixelShuffle(_ x: Variable, factor f: Int) -> Variable {
    let s = x.value.shape
    let y = variable([s[0], s[1] * f, s[2] * f, s[3] / (f * f)])
    Tensors.pixelShuffle(into: y.value, x.value, factor: f, on: compute)
    record(y) { [compute] dy in
      self.setGradients(of: [x]) { into in
        Tensors.pixelUnshuffle(into: into[0], dy, factor: f, on: compute)
      }
    }
    return y
  }

  /// Turns pixels into channels: `[B, H f, W f, C]` to `[B, H, W, C f f]`.
  package func pixelUnshuffle(_ x: Variable, factor f: Int) -> Variable {
    let s = x.value.shape
    let y = variable([s[0], s[1] / f, s[2] / f, s[3] * f * f])
    Tensors.pixelUnshuffle(into: y.value, x.value, factor: f, on: compute)
    record(y) { [compute] dy in
      self.setGradients(of: [x]) { into in
        Tensors.pixelShuffle(into: into[0], dy, factor: f, on: compute)
      }
    }
    return y
  }
}
