internal import CKernels

/// The documents of a packed batch: document d has rows `offsets[d] ..< offsets[d + 1]`.
package struct PackedRows: Sendable {
  /// Rising, from 0 to the number of rows.
  package let offsets: [Int32]

  /// Makes the offsets of documents of these lengths.
  package init(lengths: [Int]) {
    var offsets: [Int32] = [0]
    for length in lengths { offsets.append((offsets.last ?? 0) + Int32(length)) }
    self.offsets = offsets
  }

  /// The number of documents.
  package var count: Int { offsets.count - 1 }
  /// The number of rows.
  package var rowCount: Int { Int(offsets.last ?? 0) }
  /// The longest document.
  package var longest: Int {
    zip(offsets, offsets.dropFirst()).map { Int($1 - $0) }.max() ?? 0
  }
  /// The place of each row in its own document, from 0.
  package var positions: [Int32] {
    zip(offsets, offsets.dropFirst()).flatMap { (0..<($1 - $0)).map { $0 } }
  }
  /// The document of each row.
  package var owners: [Int32] {
    zip(offsets, offsets.dropFirst()).enumerated().flatMap { document, ends in
      (ends.0..<ends.1).map { _ in Int32(document) }
    }
  }

  /// Floats that keep the probabilities of the forward pass.
  package func probabilityCount(heads: Int) -> Int {
    unsafe leon_attention_floats(count, offsets, heads)
  }
}

/// Computes causal attention within each document: `y = softmax(q kᵀ / √D) v`.
///
/// - Parameters:
///   - y: the result, `[N, H · D]`.
///   - probabilities: kept for backward, `rows.probabilityCount(heads:)` floats.
///   - q: queries, `[N, H · D]`.
///   - k: keys, `[N, H · D]`.
///   - v: values, `[N, H · D]`.
///   - rows: the documents.
///   - heads: H.
///   - precision: what the products' two sides are rounded to first.
///   - level: the best processor level that the bfloat16 kernels may use.
///   - compute: where to run.
package func attentionForward(
  into y: Tensor, probabilities: Tensor, _ q: Tensor, _ k: Tensor, _ v: Tensor, rows: PackedRows,
  heads: Int, precision: Precision = .float32, level: CPULevel = .current, on compute: Compute
) {
  precondition(
    q.rowCount == rows.rowCount && q.rowWidth % heads == 0 && k.count == q.count
      && v.count == q.count && y.count == q.count
      && probabilities.count >= rows.probabilityCount(heads: heads),
    "attention of \(q.shape) over \(rows.rowCount) rows, \(heads) heads")
  let width = q.rowWidth / heads
  switch precision {
  case .float32:
    unsafe leon_attention_forward(
      compute.pool, compute.sgemm, rows.count, rows.offsets, heads, width, q.pointer, k.pointer,
      v.pointer, y.pointer, probabilities.pointer)
  case .bfloat16:
    let words = leon_attention_bf16_words(Int32(compute.threads), rows.longest, width)
    unsafe leon_attention_bf16_forward(
      compute.pool, Int32(level.rawValue), rows.count, rows.offsets, heads, width, q.pointer,
      k.pointer, v.pointer, y.pointer, probabilities.pointer, compute.workspace(words: words))
  }
}

/// Writes the gradients of queries, keys and values; precision and level as in the forward pass.
package func attentionBackward(
  into dq: Tensor, _ dk: Tensor, _ dv: Tensor, _ q: Tensor, _ k: Tensor, _ v: Tensor,
  probabilities: Tensor, _ dy: Tensor, rows: PackedRows, heads: Int,
  precision: Precision = .float32, level: CPULevel = .current, on compute: Compute
) {
  precondition(
    dq.count == q.count && dk.count == q.count && dv.count == q.count && dy.count == q.count
      && probabilities.count >= rows.probabilityCount(heads: heads),
    "gradient \(dy.shape) of attention over \(q.shape)")
  let width = q.rowWidth / heads
  switch precision {
  case .float32:
    let words = leon_attention_words(Int32(compute.threads), rows.longest)
    unsafe leon_attention_backward(
      compute.pool, compute.sgemm, rows.count, rows.offsets, heads, width, q.pointer, k.pointer,
      v.pointer, probabilities.pointer, dy.pointer, dq.pointer, dk.pointer, dv.pointer,
      compute.workspace(words: words))
  case .bfloat16:
    let words = leon_attention_bf16_words(Int32(compute.threads), rows.longest, width)
    unsafe leon_attention_bf16_backward(
      compute.pool, Int32(level.rawValue), rows.count, rows.offsets, heads, width, q.pointer,
      k.pointer, v.pointer, probabilities.pointer, dy.pointer, dq.pointer, dk.pointer, dv.pointer,
      compute.workspace(words: words))
  }
}
