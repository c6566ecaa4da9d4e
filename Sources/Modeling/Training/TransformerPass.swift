package import Layers
package import Tensors

/// The training path: a pass over packed documents on a tape.
///
/// x = tokens + positions; for each block x += output(attention(norm x)), x += down(act(up(norm x)));
/// logits = norm(x) · tokensᵀ (reference a.5).
package enum TransformerPass {
  /// Computes the logits of every position.
  ///
  /// - Parameters:
  ///   - ids: N ids, documents after each other.
  ///   - positions: the place of each in its document.
  ///   - rows: the documents.
  ///   - weights: of the model.
  ///   - tape: where the operations are recorded.
  /// - Returns: `[N, V]`.
  package static func logits(
    _ ids: [Int32], positions: [Int32], rows: PackedRows, _ weights: ModelWeights, on tape: Tape
  ) -> Variable {
    let c = weights.configuration
    var x = tape.embedding(ids, weights.tokens, positionIDs: positions, weights.positions)
    for block in weights.blocks {
      let a = tape.layerNorm(x, epsilon: c.normEpsilon)
      let mixed = tape.attention(
        tape.linear(a, block.query), tape.linear(a, block.key), tape.linear(a, block.value),
        rows: rows, heads: c.headCount)
      x = tape.add(x, tape.linear(mixed, block.output))
      let f = tape.layerNorm(x, epsilon: c.normEpsilon)
      let hidden = tape.activation(tape.linear(f, block.up), c.activation)
      x = tape.add(x, tape.linear(hidden, block.down))
    }
    return tape.linear(tape.layerNorm(x, epsilon: c.normEpsilon), weights.tokens)
  }
}
