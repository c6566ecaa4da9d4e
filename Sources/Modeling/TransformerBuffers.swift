import Tensors

/// The memory of a pass, allocated once (speed.md): rows beyond it run in further passes.
struct TransformerBuffers {
  /// Rows of a pass: enough that reading the weights costs little beside computing with them.
  static let rows = 128
  /// Rows whose whole vocabulary is computed at once: 64,512 logits each.
  static let scoredRows = 32

  /// The residual stream, `[rows, C]`.
  let x: Tensor
  /// What a norm or attention made of it, `[rows, C]`.
  let normed: Tensor
  /// Query, key and value of each head, `[rows, H, 3, D]`.
  let qkv: Tensor
  /// Between the two matrices of a feed-forward layer, `[rows, F]`.
  let hidden: Tensor
  /// Scratch of attention over a full context.
  let scores: Tensor
  private var logitStorage = TensorStorage(count: 0)

  /// Makes the buffers of a model.
  init(_ c: ModelConfiguration, threads: Int) {
    let page = CachePageLayout.positions
    x = Tensor([Self.rows, c.width])
    normed = Tensor([Self.rows, c.width])
    qkv = Tensor([Self.rows, 3 * c.width])
    hidden = Tensor([Self.rows, c.feedForwardWidth])
    scores = Tensor([
      threads * ((c.contextLength + page - 1) / page * page + (c.headWidth + 15) / 16 * 16)
    ])
  }

  private init(_ b: Self, count: Int) {
    x = b.x.rows(0..<count)
    normed = b.normed.rows(0..<count)
    qkv = b.qkv.rows(0..<count)
    hidden = b.hidden.rows(0..<count)
    scores = b.scores
  }

  /// The first `count` rows of all buffers.
  func prefix(_ count: Int) -> Self { Self(self, count: count) }

  /// A buffer for logits, which grows to the largest asked for.
  mutating func logits(_ shape: [Int]) -> Tensor {
    let count = shape.reduce(1, *)
    if logitStorage.count < count { logitStorage = TensorStorage(count: count) }
    return Tensor(shape, storage: logitStorage, offset: 0)
  }
}
