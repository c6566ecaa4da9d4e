internal import CKernels

/// What the processor can do; results are bitwise equal on one level only.
package enum CPULevel: Int, Sendable, CustomStringConvertible {
  case plain, avx2, avx512, avx512BF16

  /// The level of this machine.
  package static var current: CPULevel { CPULevel(rawValue: Int(leon_cpu_level())) ?? .plain }

  /// The level that is fastest on this machine, which need not be its last.
  package static var fastest: CPULevel {
    CPULevel(rawValue: Int(leon_cpu_fastest_level())) ?? .plain
  }

  /// The most of this machine that rounds nothing but sums.
  package static var exact: CPULevel {
    CPULevel(rawValue: min(current.rawValue, avx512.rawValue)) ?? .plain
  }

  package var description: String {
    switch self {
    case .plain: "plain"
    case .avx2: "AVX2"
    case .avx512: "AVX-512"
    case .avx512BF16: "AVX-512 with BF16"
    }
  }
}

/// Where kernels run: a pool of threads and the matrix product of OpenBLAS.
///
/// One caller at a time.
@safe package final class Compute: @unchecked Sendable {
  /// The threads that kernels are split over.
  package let workers: WorkerPool
  private let blas: OpenBLAS
  private var workspaceStorage = TensorStorage(count: 0)

  /// Makes a place to compute.
  ///
  /// - Parameter threads: parts a kernel is cut into, at least 1.
  /// - Throws: `OpenBLASError` when the library is not installed.
  package init(threads: Int) throws {
    workers = WorkerPool(threads: threads)
    blas = try OpenBLAS.loaded.get()
  }

  /// The number of parts a kernel is cut into.
  package var threads: Int { workers.threads }
  /// The kernel that OpenBLAS runs, such as `Haswell` or `SkylakeX`.
  package var blasCoreName: String { blas.coreName }

  var pool: OpaquePointer { unsafe workers.handle }
  var sgemm: leon_sgemm { unsafe blas.sgemm }

  /// Memory for one kernel while it runs, in words of 32 bits; grows and is kept (speed.md).
  func workspace(words: Int) -> UnsafeMutablePointer<UInt32> {
    if workspaceStorage.count < words { workspaceStorage = TensorStorage(count: words) }
    let start = unsafe UnsafeMutableRawPointer(workspaceStorage.pointer)
    return unsafe start.assumingMemoryBound(to: UInt32.self)
  }
}
