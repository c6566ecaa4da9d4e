internal import Dispatch
internal import Imaging
package import Scenes
internal import Synchronization
internal import Tensors
package import Tokenizers

/// Composes scenes, writes tasks about them, and encodes their pictures.
package struct TaskPoolBuilder: Sendable {
  private let writer: TaskWriter
  private let mixture: Mixture
  /// Pictures in one pass of the tokenizer.
  private static let batch = 16
  /// Documents that are composed at once.
  private static let chunk = 32

  /// Makes a builder.
  ///
  /// - Parameters:
  ///   - writer: writes documents.
  ///   - mixture: says how many of which, with at least one group of tasks.
  package init(_ writer: TaskWriter, _ mixture: Mixture) {
    precondition(!mixture.groups.isEmpty, "a mixture without tasks")
    self.writer = writer
    self.mixture = mixture
  }

  /// Builds the pool: the same one for the same mixture.
  ///
  /// - Parameters:
  ///   - tokenizer: of the scenes' size.
  ///   - name: tells the pool from others.
  ///   - progress: called now and then with pictures done and all.
  /// - Returns: documents with at least as many pictures as the mixture wants, and at least one of
  ///   each group.
  /// - Throws: `SceneError`.
  package func build(
    tokenizer: ImageTokenizer, name: String, progress: (Int, Int) -> Void
  ) throws -> TaskPool {
    let side = tokenizer.configuration.gridSide
    var generator = SplitMix64(seed: mixture.seed)
    var (rows, codes, waiting) = ([TaskPool.Row](), [UInt16](), [Image]())
    var count = 0
    while count < mixture.pictures || rows.count < mixture.groups.count {
      for document in try documents(from: rows.count, &generator) {
        rows.append(row(document, firstPicture: count))
        count += document.pictures.count
        waiting += document.pictures
      }
      while waiting.count >= Self.batch {
        if codes.count % (64 * Self.batch * side * side) == 0 {
          progress(codes.count / (side * side), mixture.pictures)
        }
        codes += Self.codes(of: waiting.prefix(Self.batch), tokenizer)
        waiting.removeFirst(Self.batch)
      }
    }
    codes += Self.codes(of: waiting[...], tokenizer)
    return TaskPool(name: name, side: side, rows: rows, codes: codes)
  }

  /// Composes some documents on all cores; each has chance of its own, so that their order is fixed.
  private func documents(
    from number: Int, _ generator: inout SplitMix64
  ) throws -> [TaskDocument] {
    let seeds = (0..<Self.chunk).map { _ in generator.next() }
    let written = Mutex([Int: Result<TaskDocument, any Error>]())
    DispatchQueue.concurrentPerform(iterations: seeds.count) { index in
      var own = SplitMix64(seed: seeds[index])
      let result = Result { try writer.document(task(number + index, &own), using: &own) }
      written.withLock { $0[index] = result }
    }
    let all = written.withLock { $0 }
    return try seeds.indices.compactMap { try all[$0]?.get() }
  }

  /// First one of each group, then by the shares.
  private func task(_ number: Int, _ generator: inout SplitMix64) -> SceneTask {
    let groups = mixture.groups
    guard number >= groups.count else { return groups[number].task(using: &generator) }
    while true {
      if let group = mixture.source(using: &generator).group {
        return group.task(using: &generator)
      }
    }
  }

  private func row(_ document: TaskDocument, firstPicture: Int) -> TaskPool.Row {
    let segments = document.segments.map { segment in
      if case .words(let pieces) = segment { pieces } else { [String]() }
    }
    return TaskPool.Row(
      task: document.task, segments: segments, answer: document.answer, firstPicture: firstPicture)
  }

  private static func codes(
    of images: ArraySlice<Image>, _ tokenizer: ImageTokenizer
  ) -> [UInt16] {
    images.isEmpty
      ? [] : tokenizer.encode(Array(images)).flatMap { $0.codes.map { UInt16($0.rawValue) } }
  }
}
