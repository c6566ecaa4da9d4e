internal import CKernels

/// The sizes of a 3×3 convolution over pictures `[B, H, W, in]`, weights `[3, 3, in, out]`.
package struct ConvolutionShape: Hashable, Sendable {
  /// Pictures.
  package var batch: Int
  /// Rows of the input.
  package var height: Int
  /// Columns of the input.
  package var width: Int
  /// Channels of the input.
  package var input: Int
  /// Channels of the output.
  package var output: Int
  /// 1 (padded by one all round) or 2 (padded by one at the right and the bottom).
  package var stride: Int

  /// Reads the sizes off a picture and a weight tensor.
  package init(_ x: Tensor, _ weight: Tensor, stride: Int) {
    precondition(
      x.shape.count == 4 && weight.shape.count == 4 && weight.shape[0] == 3 && weight.shape[1] == 3
        && weight.shape[2] == x.shape[3] && (stride == 1 || stride == 2),
      "a 3×3 convolution of \(x.shape) with \(weight.shape), stride \(stride)")
    batch = x.shape[0]
    height = x.shape[1]
    width = x.shape[2]
    input = x.shape[3]
    output = weight.shape[3]
    self.stride = stride
  }

  /// The shape of the result.
  package var result: [Int] { [batch, height / stride, width / stride, output] }

  /// Floats of scratch that any of the three passes needs.
  package func scratchCount(threads: Int) -> Int {
    let forward =
      stride == 1
      ? leon_winograd_scratch(Int32(threads), input, output)
      : leon_im2col_scratch(Int32(threads), input, output)
    return forward
  }
}

/// Computes a 3×3 convolution with a bias (Winograd for stride 1: Lavin & Gray, arXiv 1509.09308).
///
/// - Parameters:
///   - y: the result, `shape.result`.
///   - x: pictures, channels last.
///   - weight: `[3, 3, in, out]`.
///   - bias: `[out]`.
///   - scratch: at least `shape.scratchCount` floats.
///   - s: the sizes.
///   - compute: where to run.
package func convolutionForward(
  into y: Tensor, _ x: Tensor, _ weight: Tensor, _ bias: Tensor, scratch: Tensor,
  shape s: ConvolutionShape, on compute: Compute
) {
  precondition(y.shape == s.result, "\(y.shape) for a result of \(s.result)")
  if s.stride == 1 {
    unsafe leon_winograd_forward(
      compute.pool, s.batch, s.height, s.width, s.input, s.output, x.pointer, weight.pointer,
      bias.pointer, y.pointer, scratch.pointer)
  } else {
    unsafe leon_stride2_forward(
      compute.pool, compute.sgemm, s.batch, s.height, s.width, s.input, s.output, x.pointer,
      weight.pointer, bias.pointer, y.pointer, scratch.pointer)
  }
}

/// Writes the gradient of the input to `dx`, or adds it.
package func convolutionBackwardInput(
  into dx: Tensor, accumulate: Bool, _ dy: Tensor, _ weight: Tensor, scratch: Tensor,
  shape s: ConvolutionShape, on compute: Compute
) {
  if s.stride == 1 {
    unsafe leon_winograd_backward_input(
      compute.pool, s.batch, s.height, s.width, s.input, s.output, dy.pointer, weight.pointer,
      accumulate ? 1 : 0, dx.pointer, scratch.pointer)
  } else {
    if !accumulate { dx.fill(0) }
    unsafe leon_stride2_backward_input(
      compute.pool, compute.sgemm, s.batch, s.height, s.width, s.input, s.output, dy.pointer,
      weight.pointer, dx.pointer, scratch.pointer)
  }
}

/// Adds the gradients of weight and bias to `dweight` and `dbias`.
package func convolutionBackwardWeights(
  into dweight: Tensor, _ dbias: Tensor, _ x: Tensor, _ dy: Tensor, scratch: Tensor,
  shape s: ConvolutionShape, on compute: Compute
) {
  if s.stride == 1 {
    unsafe leon_winograd_backward_weights(
      compute.pool, compute.sgemm, s.batch, s.height, s.width, s.input, s.output, x.pointer,
      dy.pointer, dweight.pointer, dbias.pointer, scratch.pointer)
  } else {
    unsafe leon_stride2_backward_weights(
      compute.pool, compute.sgemm, s.batch, s.height, s.width, s.input, s.output, x.pointer,
      dy.pointer, dweight.pointer, dbias.pointer, scratch.pointer)
  }
}
