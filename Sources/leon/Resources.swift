import Foundation

/// Where the files that belong to leon lie.
///
/// ```
///              $LEON_RESOURCES   a checkout                    installed
/// training/    …/training        Sources/leon/Resources/…      PREFIX/share/leon/…
/// leon-mini/   …/leon-mini       Sources/leon/Resources/…      PREFIX/share/leon/…
/// tasks.toml   …/tasks.toml      Sources/leon/Resources/…      PREFIX/share/leon/…
/// themes/      …/themes          themes                        PREFIX/share/leon/themes
/// ```
struct Resources {
  private let folders: [String]

  /// Looks for them: the environment first, then a checkout around the program, then its prefix.
  init(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    program: String = Resources.program
  ) {
    if let named = environment["LEON_RESOURCES"], !named.isEmpty {
      folders = [named]
      return
    }
    let own = URL(fileURLWithPath: program).resolvingSymlinksInPath().deletingLastPathComponent()
    folders = Self.checkout(around: own) ?? [own.appending(path: "../share/leon").standardized.path]
  }

  /// Finds a file or folder by its path inside the resources.
  ///
  /// - Throws: `ResourceError.missing` with the places that were tried.
  func path(of name: String) throws -> String {
    let tried = folders.map { "\($0)/\(name)" }
    guard let found = tried.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
      throw ResourceError.missing(name, tried: tried)
    }
    return found
  }

  /// The program's own file.
  static var program: String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      ?? CommandLine.arguments[0]
  }

  private static func checkout(around folder: URL) -> [String]? {
    var root = folder
    while root.path != "/" {
      let resources = root.appending(path: "Sources/leon/Resources").path
      if FileManager.default.fileExists(atPath: resources) { return [resources, root.path] }
      root.deleteLastPathComponent()
    }
    return nil
  }
}

/// Why a resource is not there.
enum ResourceError: Error, CustomStringConvertible {
  /// Its name and the paths that were tried.
  case missing(String, tried: [String])

  var description: String {
    switch self {
    case .missing(let name, let tried):
      "\(name) was not found as \(tried.joined(separator: " or ")); set LEON_RESOURCES to the folder "
        + "that holds it."
    }
  }
}
