import Foundation

/// The files that a typed path may become.
enum FileListing {
  /// More than a list shows.
  private static let most = 200

  private static let endings = [".png", ".jpg", ".jpeg"]

  /// Folders, which end in a slash, and pictures, by name; hidden ones only where a dot is typed.
  ///
  /// - Parameter path: What is typed; `~/` is the home folder.
  /// - Returns: Paths that begin with it, spelled as it is.
  static func paths(beginningWith path: String) -> [String] {
    let cut = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let (folder, start) = (String(path[..<cut]), path[cut...])
    let place = folder.isEmpty ? "." : UserPath.expanded(folder)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
    let fitting = names.filter {
      $0.hasPrefix(start) && (start.hasPrefix(".") || !$0.hasPrefix("."))
    }
    return Array(
      fitting.sorted().lazy.compactMap { name in
        var isFolder: ObjCBool = false
        let isThere = unsafe FileManager.default.fileExists(
          atPath: "\(place)/\(name)", isDirectory: &isFolder)
        if isThere && isFolder.boolValue { return folder + name + "/" }
        let small = name.lowercased()
        return isThere && endings.contains { small.hasSuffix($0) } ? folder + name : nil
      }.prefix(most))
  }
}
