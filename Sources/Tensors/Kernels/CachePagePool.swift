private import Synchronization

/// Memory for pages of one layout, kept for the next page when one is given back.
///
/// Fresh memory costs a fault every 4 KB, and a sheet of sixteen lanes takes tens of megabytes: as
/// long as its attention. What was in a page stays there, so a page begins with any numbers.
package final class CachePagePool: Sendable {
  /// How its pages are laid out.
  package let layout: CachePageLayout
  private let mostKept: Int
  private let kept = Mutex<[PageMemory]>([])

  /// Makes a pool without pages.
  ///
  /// - Parameters:
  ///   - layout: of its pages.
  ///   - mostBytes: of memory to keep while nobody uses it.
  package init(_ layout: CachePageLayout, mostBytes: Int = 64 << 20) {
    self.layout = layout
    mostKept = mostBytes / max(1, layout.byteCount)
  }

  /// How many pages wait to be used again.
  package var keptCount: Int { kept.withLock(\.count) }

  fileprivate func take() -> PageMemory {
    kept.withLock { $0.popLast() } ?? PageMemory(byteCount: layout.byteCount)
  }

  fileprivate func giveBack(_ memory: PageMemory) {
    kept.withLock { if $0.count < mostKept { $0.append(memory) } }
  }
}

/// The memory of a page.
@safe private final class PageMemory: @unchecked Sendable {
  let pointer: UnsafeMutableRawPointer

  init(byteCount: Int) {
    unsafe pointer = .allocate(byteCount: max(1, byteCount), alignment: 64)
  }

  deinit { unsafe pointer.deallocate() }
}

/// The keys and values of 64 positions of a lane; its memory returns to the pool with it.
@safe package final class CachePage: Sendable {
  private let memory: PageMemory
  private let pool: CachePagePool

  /// Takes a page, with any numbers in it.
  init(from pool: CachePagePool) {
    self.pool = pool
    memory = pool.take()
  }

  /// Takes a page with the numbers of another.
  convenience init(copying other: CachePage) {
    self.init(from: other.pool)
    unsafe pointer.copyMemory(from: other.pointer, byteCount: pool.layout.byteCount)
  }

  deinit { pool.giveBack(memory) }

  var pointer: UnsafeMutableRawPointer { unsafe memory.pointer }
}
