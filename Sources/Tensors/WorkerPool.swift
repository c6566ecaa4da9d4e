private import CKernels

/// The threads that kernels are split over; one caller at a time.
@safe package final class WorkerPool: @unchecked Sendable {
  let handle: OpaquePointer

  /// Starts `threads - 1` threads beside the caller's.
  package init(threads: Int) {
    guard let handle = unsafe leon_pool_create(Int32(max(1, threads))) else {
      preconditionFailure("no memory for \(threads) threads")
    }
    unsafe self.handle = handle
  }

  deinit { unsafe leon_pool_destroy(handle) }

  /// The number of parts a kernel is cut into.
  package var threads: Int { unsafe Int(leon_pool_threads(handle)) }
}
