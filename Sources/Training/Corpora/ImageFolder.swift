import Foundation
package import Imaging
internal import Layers

/// A folder of captioned pictures: `metadata.jsonl` (the `datasets` library's image folder) or
/// `name.png`, or JPEG, beside `name.txt`.
package struct ImageFolder: Sendable {
  /// The folder.
  package let path: String
  /// Its captioned pictures, in the order of the table, or by name.
  package let entries: [CorpusEntry]

  /// Reads the captions of a folder; the pictures stay on disk.
  ///
  /// - Parameters:
  ///   - path: the folder.
  ///   - captionsByName: whether a picture without a text beside it is called by its file's name.
  /// - Throws: `CorpusError` when the folder, its table or a line of it cannot be read.
  package init(_ path: String, captionsByName: Bool = false) throws {
    self.path = path
    let table = path + "/metadata.jsonl"
    entries =
      FileManager.default.fileExists(atPath: table)
      ? try Self.readTable(table) : try Self.readPairs(path, captionsByName)
    if entries.isEmpty { throw CorpusError.empty(path) }
  }

  /// Reads a picture.
  ///
  /// - Throws: `CorpusError.unreadable` or `ImageError`.
  package func image(of entry: CorpusEntry) throws -> Image {
    try Image.decode(readFile(path + "/" + entry.fileName))
  }

  private static func readTable(_ path: String) throws -> [CorpusEntry] {
    let decoder = JSONDecoder()
    var entries: [CorpusEntry] = []
    let text = String(decoding: try readFile(path), as: UTF8.self)
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    where !line.isEmpty {
      do {
        entries.append(try decoder.decode(CorpusEntry.self, from: Data(line.utf8)))
      } catch {
        throw CorpusError.badLine(path, number + 1, "no JSON object with file_name and text")
      }
    }
    return entries
  }

  private static func readPairs(
    _ path: String, _ captionsByName: Bool
  ) throws -> [CorpusEntry] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    } catch {
      throw CorpusError.unreadable(path, "no such folder")
    }
    return try names.compactMap { name in
      let file = URL(fileURLWithPath: name)
      guard ["png", "jpg", "jpeg"].contains(file.pathExtension.lowercased()) else { return nil }
      let title = file.deletingPathExtension().lastPathComponent
      let words = "\(path)/\(title).txt"
      guard FileManager.default.fileExists(atPath: words) else {
        return captionsByName ? CorpusEntry(fileName: name, text: caption(of: title)) : nil
      }
      let text = String(decoding: try readFile(words), as: UTF8.self)
      return CorpusEntry(
        fileName: name, text: text.trimmingCharacters(in: .whitespacesAndNewlines))
    }
  }

  /// The words of a file's name: `red-apple_2` is a red apple.
  private static func caption(of title: String) -> String {
    title.split { !$0.isLetter && !$0.isNumber && $0 != "'" }
      .filter { !$0.allSatisfy(\.isNumber) }.joined(separator: " ")
  }
}

/// Reads a whole file.
///
/// - Throws: `CorpusError.unreadable`.
func readFile(_ path: String) throws -> [UInt8] {
  do {
    return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  } catch {
    throw CorpusError.unreadable(path, "no such file, or no permission")
  }
}

/// Writes a whole file under a temporary name, syncs it and renames it.
///
/// - Throws: `CorpusError.unwritable`.
func writeFile(_ bytes: [UInt8], to path: String) throws {
  guard WholeFile.write(Data(bytes), to: path) else {
    throw CorpusError.unwritable(path, "no such folder, no permission, or a full disk")
  }
}
