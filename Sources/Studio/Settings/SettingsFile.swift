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

/// Turns the text of `config.toml` into settings.
private struct SettingsReader {
  let path: String
  let text: String
  var settings = StudioSettings()
  var flaws: [FileFlaw] = []
  private let outline: TOMLOutline

  init(path: String, text: String) {
    self.path = path
    self.text = text
    outline = TOMLOutline(text)
  }

  mutating func read() {
    do {
      read(try TOMLTable(string: text))
    } catch let error as TOMLParseError {
      let sentence = "this is not sound TOML: \(error.description); the defaults are used"
      flaws = [
        FileFlaw(file: path, line: error.source.begin.line, sentence: sentence, isError: true)
      ]
    } catch {
      flaws = [FileFlaw(file: path, line: nil, sentence: "\(error)", isError: true)]
    }
    flaws.sort { ($0.line ?? 0) < ($1.line ?? 0) }
  }

  private mutating func read(_ table: TOMLTable) {
    for key in table.keys {
      guard let value = table[key] else { continue }
      if key == "keys" {
        readKeys(value)
      } else if let setting = Setting.named(key) {
        if !setting.take(value, into: &settings) {
          add([key], "\(key) must be \(setting.accepted); its default is used", isError: true)
        }
      } else {
        let meant = Setting.like(key).map { "; did you mean \($0)?" } ?? ""
        add([key], "there is no setting “\(key)”\(meant)", isError: false)
      }
    }
  }

  private mutating func readKeys(_ value: any TOMLValueConvertible) {
    guard let table = value.table else {
      return add(["keys"], "keys must be a table of keys by command", isError: true)
    }
    for command in table.keys {
      guard let names = KeyNames.list(table[command]) else {
        add(
          ["keys", command],
          "keys.\(command) must be a key such as \"Ctrl-S\", a list of keys, or \"none\"",
          isError: true)
        continue
      }
      settings.keys[command] = names
    }
  }

  private mutating func add(_ key: [String], _ sentence: String, isError: Bool) {
    flaws.append(
      FileFlaw(file: path, line: outline.line(of: key), sentence: sentence, isError: isError))
  }
}

/// The names of keys as `[keys]` writes them.
enum KeyNames {
  /// A key or a list of keys; nil for anything else.
  static func list(_ value: (any TOMLValueConvertible)?) -> [String]? {
    if let name = value?.string { return [name] }
    guard let array = value?.array else { return nil }
    let names = Array(array).compactMap(\.string)
    return names.count == array.count && !names.isEmpty ? names : nil
  }
}
