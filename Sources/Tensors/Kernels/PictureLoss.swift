internal import CKernels

/// The weights of the reconstruction loss, and its unweighted terms once computed.
package struct PictureLoss: Hashable, Codable, Sendable {
  /// Mean absolute difference.
  package var absolute: Float
  /// Mean square difference.
  package var square: Float
  /// Mean absolute difference of neighbours' differences: keeps edges sharp.
  package var edges: Float
  /// Mean square of differences averaged over 8×8 pixels: keeps colours true (training-notes.md).
  package var colour: Float

  /// Makes weights or terms.
  package init(absolute: Float, square: Float, edges: Float, colour: Float) {
    self.absolute = absolute
    self.square = square
    self.edges = edges
    self.colour = colour
  }

  /// The sum of terms under weights.
  package func total(_ weights: PictureLoss) -> Float {
    absolute * weights.absolute + square * weights.square + edges * weights.edges
      + colour * weights.colour
  }
}

/// Computes the reconstruction loss of pictures in −1…1 and its gradient.
///
/// - Parameters:
///   - dy: the gradient, `[B, H, W, 3]`, written.
///   - y: reconstructions, `[B, H, W, 3]`.
///   - x: originals.
///   - weights: of the four terms.
///   - compute: where to run.
/// - Returns: the four terms, unweighted, averaged over the batch.
package func pictureLoss(
  into dy: Tensor, _ y: Tensor, _ x: Tensor, weights: PictureLoss, on compute: Compute
) -> PictureLoss {
  precondition(
    y.shape.count == 4 && y.shape[3] == 3 && x.count == y.count && dy.count == y.count,
    "loss of \(y.shape) against \(x.shape)")
  let batch = y.shape[0]
  var terms = [Float](repeating: 0, count: batch * 4)
  let factors = [weights.absolute, weights.square, weights.edges, weights.colour]
  unsafe leon_picture_loss(
    compute.pool, batch, y.shape[1], y.shape[2], y.pointer, x.pointer, factors, dy.pointer, &terms)
  func mean(_ term: Int) -> Float {
    (0..<batch).reduce(0) { $0 + terms[$1 * 4 + term] } / Float(batch)
  }
  return PictureLoss(absolute: mean(0), square: mean(1), edges: mean(2), colour: mean(3))
}
