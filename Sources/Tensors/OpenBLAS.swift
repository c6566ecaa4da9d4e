private import COpenBLAS
internal import CKernels

/// OpenBLAS, opened when first needed, with its best kernel for this processor and one thread.
///
/// The library reads `OPENBLAS_CORETYPE` while it loads, so the choice is made before (DECISIONS.md).
/// This file holds the only global state of the numeric targets.
@safe struct OpenBLAS: @unchecked Sendable {
  /// `cblas_sgemm`.
  let sgemm: leon_sgemm
  /// The kernel it runs, such as `Haswell` or `SkylakeX`.
  let coreName: String

  /// The library, or the sentence that says why it is not there.
  static let loaded: Result<OpenBLAS, OpenBLASError> = open()

  private static let names = ["libopenblas.so.0", "libopenblas.so"]

  private static func open() -> Result<OpenBLAS, OpenBLASError> {
    unsafe setenv("OPENBLAS_NUM_THREADS", "1", 1)
    if leon_cpu_level() >= 2 { unsafe setenv("OPENBLAS_CORETYPE", "SkylakeX", 0) }
    for name in names {
      guard let library = unsafe dlopen(name, RTLD_NOW | RTLD_LOCAL) else { continue }
      guard let symbol = unsafe dlsym(library, "cblas_sgemm") else { continue }
      let sgemm = unsafe unsafeBitCast(symbol, to: leon_sgemm.self)
      let coreName = unsafe readCoreName(library)
      return unsafe .success(OpenBLAS(sgemm: sgemm, coreName: coreName))
    }
    return .failure(.notFound(names))
  }

  private static func readCoreName(_ library: UnsafeMutableRawPointer) -> String {
    guard let symbol = unsafe dlsym(library, "openblas_get_corename") else { return "unknown" }
    typealias Function = @convention(c) () -> UnsafePointer<CChar>?
    let function = unsafe unsafeBitCast(symbol, to: Function.self)
    guard let name = unsafe function() else { return "unknown" }
    return unsafe String(cString: name)
  }
}

/// Why there is no OpenBLAS.
package enum OpenBLASError: Error, CustomStringConvertible {
  /// None of the names could be opened.
  case notFound([String])

  package var description: String {
    switch self {
    case .notFound(let names):
      "OpenBLAS was not found as \(names.joined(separator: " or ")); install libopenblas0."
    }
  }
}
