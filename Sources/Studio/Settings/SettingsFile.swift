import Foundation
import Glibc
import TOMLKit

/// `config.toml`: read at the start, changed by the studio and by `leon config`, written by hand.
package struct SettingsFile: Hashable, Sendable {
  /// Where it lies; it need not exist.
  package let path: String

  /// Makes a file's face.
  package init(path: String) { self.path = path }

  /// Reads the settings: whatever is wrong is left at its default and named.
  package func read() -> (settings: StudioSettings, flaws: [FileFlaw]) {
    guard FileManager.default.fileExists(atPath: path) else { return (StudioSettings(), []) }
    guard let data = FileManager.default.contents(atPath: path) else {
      let sentence = "it cannot be read: no permission; the defaults are used"
      return (
        StudioSettings(), [FileFlaw(file: path, line: nil, sentence: sentence, isError: true)]
      )
    }
    var reader = SettingsReader(path: path, text: String(decoding: data, as: UTF8.self))
    reader.read()
    return (reader.settings, reader.flaws)
  }

  /// Changes one value; comments and order stay as they are.
  ///
  /// The file is read again just before, so that what another studio or an editor changed meanwhile
  /// is kept, and is replaced as a whole. A link to a file elsewhere stays a link.
  ///
  /// - Parameters:
  ///   - key: The key behind the names of its tables.
  ///   - literal: The value as TOML writes it.
  /// - Throws: `SettingError`, or a `FileFlaw` where the file is not sound.
  package func set(_ key: [String], to literal: String) throws {
    let text = try soundText()
    guard let changed = TOMLEdit.setting(key, to: literal, in: text),
      (try? TOMLTable(string: changed)) != nil
    else { throw SettingError.unchangeable(path, key: key.joined(separator: ".")) }
    if changed != text { try write(changed) }
  }

  /// Changes a setting to what it is in `settings`.
  ///
  /// - Throws: As `set(_:to:)`.
  package func write(_ setting: Setting, of settings: StudioSettings) throws {
    try set([setting.key], to: setting.literal(in: settings))
  }

  private func soundText() throws -> String {
    guard FileManager.default.fileExists(atPath: path) else { return "" }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw SettingError.unwritable(path, "it cannot be read")
    }
    let text = String(decoding: data, as: UTF8.self)
    do {
      _ = try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      throw FileFlaw(
        file: path, line: error.source.begin.line,
        sentence: "this is not sound TOML: \(error.description)", isError: true)
    }
    return text
  }

  /// Writes under another name, syncs and renames.
  private func write(_ text: String) throws {
    let file = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
    let temporary = "\(file).\(getpid()).part"
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let mode = try? FileManager.default.attributesOfItem(atPath: file)[.posixPermissions]
      try Data(text.utf8).write(to: URL(fileURLWithPath: temporary))
      if let mode {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: temporary)
      }
      let handle = try FileHandle(forUpdating: URL(fileURLWithPath: temporary))
      try handle.synchronize()
      try handle.close()
    } catch {
      try? FileManager.default.removeItem(atPath: temporary)
      throw SettingError.unwritable(path, error.localizedDescription)
    }
    guard unsafe rename(temporary, file) == 0 else {
      let reason = unsafe String(cString: strerror(errno))
      try? FileManager.default.removeItem(atPath: temporary)
      throw SettingError.unwritable(path, reason)
    }
  }
}
