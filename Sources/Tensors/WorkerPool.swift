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

  /// Computes values that do not depend on each other, on whichever threads are free.
  ///
  /// - Parameters:
  ///   - count: how many.
  ///   - body: computes one of them.
  /// - Returns: the values in their order.
  package func map<Value: Sendable>(_ count: Int, _ body: @Sendable (Int) -> Value) -> [Value] {
    unsafe [Value](unsafeUninitializedCapacity: count) { buffer, initialized in
      let places = unsafe Places(buffer)
      each(count) { index in places.fill(index, with: body(index)) }
      initialized = count
    }
  }

  /// C knows the work by its address alone.
  private func each(_ count: Int, _ body: @Sendable (Int) -> Void) {
    withoutActuallyEscaping(body) { body in
      var work = body
      unsafe withUnsafeMutablePointer(to: &work) { work in
        unsafe leon_pool_each(
          handle, count,
          { work, index in
            unsafe work?.assumingMemoryBound(to: (@Sendable (Int) -> Void).self).pointee(index)
          }, work)
      }
    }
  }

  /// The number of parts a kernel is cut into.
  package var threads: Int { unsafe Int(leon_pool_threads(handle)) }
}

/// Places that threads fill side by side, each place once.
@safe private struct Places<Value>: @unchecked Sendable {
  private let buffer: UnsafeMutableBufferPointer<Value>

  init(_ buffer: UnsafeMutableBufferPointer<Value>) { unsafe self.buffer = buffer }

  func fill(_ index: Int, with value: Value) {
    unsafe buffer.initializeElement(at: index, to: value)
  }
}
