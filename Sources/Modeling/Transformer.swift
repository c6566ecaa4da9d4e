package import Tensors
package import Tokens

/// The inference path of a CM3Leon transformer, on weights packed for it.
///
/// The same function as `TransformerPass`, by kernels whose sums run in one order: a lane's logits are
/// bitwise the same whatever runs beside it, however its cache was filled and on any number of
/// threads (ARCHITECTURE.md, "What always holds", 3). One caller at a time.
/// ```swift
/// let model = try Transformer(folder: path, precision: .bfloat16, on: compute)
/// var cache = model.makeCache()
/// let lane = cache.addLane()
/// var logits = model.prefill(prompt, lane: lane, into: &cache, logitsOf: codes)
/// logits = model.step([best(logits)], lanes: [lane], into: &cache, logitsOf: codes)
/// ```
package final class Transformer: LanguageModel {
  private struct Block {
    /// Query, key and value head by head, `[H, 3, D, C]`: a thread meets its own heads in attention.
    let attention: PackedMatrix
    let output: PackedMatrix
    let up: PackedMatrix
    let down: PackedMatrix
  }

  /// Changes whenever the same weights would give other logits on the same processor: 2 keeps keys and
  /// values as the weights are kept, 3 rounds activations so where the processor multiplies bfloat16,
  /// 4 multiplies whole numbers.
  package static let kernelVersion = 4

  package let configuration: ModelConfiguration
  /// How the weights are kept.
  package let precision: PackedPrecision
  /// Where it runs; what runs beside it, such as an image tokenizer, may share its threads.
  package let compute: Compute
  /// The instructions it uses.
  package let level: CPULevel
  private let tokens: PackedMatrix
  private let positions: PackedMatrix
  private let blocks: [Block]
  private let pages: CachePagePool
  private var buffers: TransformerBuffers

  package func map<Value: Sendable>(_ count: Int, _ body: @Sendable (Int) -> Value) -> [Value] {
    compute.workers.map(count, body)
  }

  /// Makes a model of tensors that are asked for one after the other and not kept.
  ///
  /// - Parameters:
  ///   - c: the sizes.
  ///   - precision: how the weights are kept; all but float32 rounds them.
  ///   - cachePrecision: how keys and values are kept, in bfloat16 unless the weights are in float32.
  ///   - compute: where to run.
  ///   - level: the instructions to use, not above the machine's; results are bitwise equal on one.
  ///   - tensor: gives the values of a tensor.
  package init(
    _ c: ModelConfiguration, precision: PackedPrecision, cachePrecision: Precision? = nil,
    on compute: Compute, level: CPULevel = .fastest, tensor: (ModelTensor) throws -> Tensor
  ) rethrows {
    func packed(_ entry: ModelTensor) throws -> PackedMatrix {
      let matrix = PackedMatrix(
        rowCount: entry.shape[0], rowWidth: entry.shape[1], precision: precision)
      matrix.pack(try tensor(entry), on: compute)
      return matrix
    }
    func packedHeads(_ layer: Int) throws -> PackedMatrix {
      let matrix = PackedMatrix(rowCount: 3 * c.width, rowWidth: c.width, precision: precision)
      let width = c.headWidth
      for (i, role) in [ModelTensor.Role.query, .key, .value].enumerated() {
        let weights = try tensor(.block(layer, role, c))
        for head in 0..<c.headCount {
          let rows = weights.rows(head * width..<(head + 1) * width)
          matrix.pack(rows, at: (3 * head + i) * width, on: compute)
        }
      }
      return matrix
    }
    configuration = c
    self.precision = precision
    self.compute = compute
    self.level = level
    tokens = try packed(.tokens(c))
    positions = try packed(.positions(c))
    blocks = try (0..<c.layerCount).map { layer in
      Block(
        attention: try packedHeads(layer), output: try packed(.block(layer, .output, c)),
        up: try packed(.block(layer, .up, c)), down: try packed(.block(layer, .down, c)))
    }
    pages = CachePagePool(CachePageLayout(c, cachePrecision ?? precision.floats))
    buffers = TransformerBuffers(c, threads: compute.threads)
  }

  /// Loads a model folder.
  ///
  /// - Throws: `ModelError` or `SafetensorsError`, naming what is missing or does not fit.
  package convenience init(
    folder: String, precision: PackedPrecision, on compute: Compute
  ) throws {
    let folder = try ModelFolder(folder)
    try self.init(
      folder.configuration, precision: precision, on: compute, tensor: folder.tensor)
  }

  /// Loads a model folder on threads of its own, the weights kept as the file stores them.
  ///
  /// - Throws: `ModelError`, `SafetensorsError` or `OpenBLASError`.
  package convenience init(folder: String, threads: Int) throws {
    let compute = try Compute(threads: threads)
    let folder = try ModelFolder(folder)
    try self.init(
      folder.configuration, precision: folder.precision, on: compute, tensor: folder.tensor)
  }

  /// The bytes of weights that a step reads when the logits of `count` ids are wanted.
  package func weightByteCount(logits count: Int) -> Int {
    let layers = blocks.flatMap { [$0.attention, $0.output, $0.up, $0.down] }
    return layers.reduce(tokens.byteCount * count / tokens.rowCount) { $0 + $1.byteCount }
  }

  package func makeCache() -> KeyValueCache {
    KeyValueCache(pages, contextLength: configuration.contextLength)
  }

  package func prefill(
    _ ids: [TokenID], lane: Int, into cache: inout KeyValueCache, logitsOf range: Range<Int>
  ) -> [Float] {
    precondition(!ids.isEmpty, "a prefill needs at least one id")
    var last = 0..<0
    for chunk in chunks(of: ids.indices) {
      extend(lane, by: Array(ids[chunk]), &cache)
      last = chunk.count - 1..<chunk.count
    }
    return range.isEmpty ? [] : logits(ofRows: last, range).values
  }

  package func step(
    _ ids: [TokenID], lanes: [Int], into cache: inout KeyValueCache, logitsOf range: Range<Int>
  ) -> [Float] {
    precondition(
      ids.count == lanes.count && Set(lanes).count == lanes.count,
      "\(ids.count) ids for the lanes \(lanes)")
    var result: [Float] = []
    for chunk in chunks(of: ids.indices) {
      for i in chunk { cache.append([ids[i]], lane: lanes[i]) }
      forward(Array(ids[chunk]), cache.rows(lanes[chunk].map { (lane: $0, count: 1) }))
      let values = logits(ofRows: 0..<chunk.count, range).values
      // Most often there is one chunk: its logits need not be copied again.
      if chunk.count == ids.count { return values }
      result += values
    }
    return result
  }

  package func logProbabilities(of ids: [TokenID], from start: Int) -> [Float] {
    precondition(
      start >= 1 && start <= ids.count, "ids from \(start) of \(ids.count) cannot be scored")
    var result: [Float] = []
    pass(over: Array(ids.dropLast()), from: start - 1) { places, rows in
      result += Tensors.logProbabilities(
        logits(ofRows: rows, 0..<configuration.vocabulary.count),
        targets: places.map { ids[$0 + 1].rawValue }, level: level, on: compute)
    }
    return result
  }

  package func logits(
    of range: Range<Int>, behindEachOf ids: [TokenID], from start: Int
  ) -> [Float] {
    precondition(start >= 1 && start <= ids.count, "ids from \(start) of \(ids.count)")
    var result: [Float] = []
    result.reserveCapacity((ids.count - start + 1) * range.count)
    pass(over: ids, from: start - 1) { _, rows in result += logits(ofRows: rows, range).values }
    return result
  }

  /// Runs a sequence through a cache of its own and stops where logits may be asked for.
  ///
  /// - Parameters:
  ///   - ids: the sequence.
  ///   - start: the first place that is wanted.
  ///   - body: is given some places and the rows in the buffers where their states are.
  private func pass(
    over ids: [TokenID], from start: Int, _ body: (_ places: Range<Int>, _ rows: Range<Int>) -> Void
  ) {
    var cache = makeCache()
    let lane = cache.addLane()
    for chunk in chunks(of: ids.indices) {
      extend(lane, by: Array(ids[chunk]), &cache)
      let wanted = max(chunk.lowerBound, start)..<max(chunk.upperBound, start)
      for places in chunks(of: wanted, TransformerBuffers.scoredRows) {
        body(
          places,
          places.lowerBound - chunk.lowerBound..<places.upperBound - chunk.lowerBound)
      }
    }
  }

  private func chunks(
    of range: Range<Int>, _ size: Int = TransformerBuffers.rows
  ) -> [Range<Int>] {
    stride(from: range.lowerBound, to: range.upperBound, by: size).map {
      $0..<min($0 + size, range.upperBound)
    }
  }

  private func extend(_ lane: Int, by ids: [TokenID], _ cache: inout KeyValueCache) {
    cache.append(ids, lane: lane)
    forward(ids, cache.rows([(lane: lane, count: ids.count)]))
  }
}

// The pass itself, on the buffers.
extension Transformer {
  /// Runs rows through all blocks; their states are left in `buffers.x`.
  private func forward(_ ids: [TokenID], _ rows: CachedRows) {
    let b = buffers.prefix(ids.count)
    packedEmbedding(
      into: b.x, ids.map(\.rawValue), tokens, places: rows.positions, positions)
    for (layer, block) in blocks.enumerated() {
      normalize(into: b.normed, b.x)
      product(into: b.qkv, b.normed, block.attention)
      cachedAttention(
        into: b.normed, b.qkv, rows: rows, layer: layer, scratch: b.scores, level: level,
        on: compute)
      product(into: b.x, b.normed, block.output, finish: .add)
      normalize(into: b.normed, b.x)
      product(
        into: b.hidden, b.normed, block.up, finish: .activation(configuration.activation))
      product(into: b.x, b.hidden, block.down, finish: .add)
    }
  }

  /// The logits of `range` for some rows of the last pass, `[rows.count, range.count]`.
  private func logits(ofRows rows: Range<Int>, _ range: Range<Int>) -> Tensor {
    let normed = buffers.normed.rows(0..<rows.count)
    normalize(into: normed, buffers.x.rows(rows))
    let logits = buffers.logits([rows.count, range.count])
    packedProduct(into: logits, normed, tokens, rows: range, level: level, on: compute)
    return logits
  }

  private func normalize(into y: Tensor, _ x: Tensor) {
    normalizeRows(into: y, x, epsilon: configuration.normEpsilon, level: level, on: compute)
  }

  private func product(
    into y: Tensor, _ x: Tensor, _ weights: PackedMatrix, finish: ProductFinish = .store
  ) {
    packedProduct(into: y, x, weights, finish: finish, level: level, on: compute)
  }
}
