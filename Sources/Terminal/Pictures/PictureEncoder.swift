import Foundation
import Imaging
import Synchronization

/// Encodes pictures on a thread of its own, so that whoever answers keys never waits for it.
///
/// For each place on the screen only the newest picture is waited for; what was encoded is kept for the
/// next time it is shown.
package final class PictureEncoder: Sendable {
  /// An encoded picture.
  package struct Encoding: Sendable {
    /// What was asked.
    package var job: PictureJob
    /// What it became.
    package var bytes: [UInt8]

    /// Makes an encoding.
    package init(job: PictureJob, bytes: [UInt8]) {
      self.job = job
      self.bytes = bytes
    }
  }

  private struct State {
    var cache = EncodingCache()
    /// What is still to be done, at most one a place, the oldest first.
    var waiting: [PictureJob] = []
    /// What is being done.
    var current: PictureJob?
    var isWorking = false
    /// The newest state of a growing picture, for each place.
    var newest: [CellArea: Encoding] = [:]
  }

  private let state = Mutex(State())
  private let onDone: @Sendable () -> Void

  /// Makes an encoder that tells whenever a picture is ready, on another thread.
  package init(onDone: @escaping @Sendable () -> Void) { self.onDone = onDone }

  /// The bytes of a picture if they are ready, else those of a state shortly before, else nil.
  ///
  /// What is missing is begun.
  package func encoding(of job: PictureJob) -> Encoding? {
    let (found, mustStart) = state.withLock { state in Self.look(for: job, in: &state) }
    if mustStart { start() }
    return found
  }

  private static func look(for job: PictureJob, in state: inout State) -> (Encoding?, Bool) {
    if !job.picture.isLive { state.newest[job.fit.area] = nil }
    if let found = state.cache.take(job) { return (found, false) }
    if state.current != job, !state.waiting.contains(job) {
      state.waiting.removeAll { $0.fit.area == job.fit.area }
      state.waiting.append(job)
    }
    let mustStart = !state.isWorking
    state.isWorking = true
    let before = state.newest[job.fit.area]
    return (before.flatMap { job.isSuccessor(of: $0.job) ? $0 : nil }, mustStart)
  }

  private func start() {
    let thread = Thread { [self] in work() }
    thread.name = "pictures"
    thread.stackSize = 4 << 20
    thread.start()
  }

  /// Works until nothing is left; the thread then ends.
  private func work() {
    while let job = next() {
      // Without memory there is nothing to show, and asking again would not help.
      let encoding = Encoding(job: job, bytes: job.encoded() ?? [])
      state.withLock { state in
        state.cache.add(encoding)
        if job.picture.isLive { state.newest[job.fit.area] = encoding }
        state.current = nil
      }
      onDone()
    }
  }

  private func next() -> PictureJob? {
    state.withLock { state in
      guard !state.waiting.isEmpty else {
        state.isWorking = false
        return nil
      }
      state.current = state.waiting.removeFirst()
      return state.current
    }
  }

  /// Whether nothing is being done.
  package var isIdle: Bool { state.withLock { !$0.isWorking } }
}

extension PictureJob {
  /// Whether an earlier state of the same growing picture may stand for this one.
  fileprivate func isSuccessor(of job: PictureJob) -> Bool {
    picture.isLive && job.picture.isLive && fit == job.fit && cell == job.cell
      && picture.background == job.picture.background && coding == job.coding
  }
}

/// The encodings shown last.
struct EncodingCache {
  /// A sheet of sixteen pictures, flipped with another one, and some.
  private static let most = 40
  /// 16 MB hold that many large pictures.
  private static let mostBytes = 16 << 20

  private var kept: [PictureEncoder.Encoding] = []
  private var size = 0

  /// The encoding of a job, which becomes the last to be dropped.
  mutating func take(_ job: PictureJob) -> PictureEncoder.Encoding? {
    guard let at = kept.firstIndex(where: { $0.job == job }) else { return nil }
    let found = kept.remove(at: at)
    kept.append(found)
    return found
  }

  /// Keeps an encoding and drops those not shown for longest.
  mutating func add(_ encoding: PictureEncoder.Encoding) {
    kept.append(encoding)
    size += encoding.bytes.count
    while kept.count > 1, kept.count > Self.most || size > Self.mostBytes {
      size -= kept.removeFirst().bytes.count
    }
  }
}
