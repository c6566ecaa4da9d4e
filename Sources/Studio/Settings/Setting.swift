import Foundation
import TOMLKit
import Terminal

/// A row of `config.toml`: its key, what it means and what it takes.
///
/// Reading, checking, `leon config` and its help all come from `Setting.table`.
package struct Setting: Sendable {
  /// Its key in the file.
  package let key: String
  /// What it is for, in a few words.
  package let about: String
  /// What it takes, as a sentence goes on after “must be”.
  package let accepted: String
  private let kind: Kind

  private typealias Path<Value> = WritableKeyPath<StudioSettings, Value> & Sendable

  private enum Kind: Sendable {
    case flag(any Path<Bool>)
    case number(any Path<Double>, ClosedRange<Double>)
    case text(any Path<String>, @Sendable (String) -> Bool)
  }

  /// Every setting but the keys, in the order of `leon config list`.
  package static let table: [Setting] = [
    text("theme", "how it looks", "\"auto\" or a theme's name (leon themes list)", \.theme) {
      !$0.isEmpty
    },
    text("darkTheme", "what auto takes on a dark ground", "a theme's name", \.darkTheme) {
      !$0.isEmpty
    },
    text("lightTheme", "what auto takes on a light ground", "a theme's name", \.lightTheme) {
      !$0.isEmpty
    },
    flag("mouse", "listen to clicks and the wheel", \.mouse),
    text(
      "pictures", "how pictures are shown",
      "one of \(pictureModes.map { "\"\($0)\"" }.joined(separator: ", "))", \.pictures
    ) { pictureModes.contains($0) },
    text(
      "cell", "pixels of a cell, where the terminal is wrong",
      "\"\" or WIDTHxHEIGHT such as \"10x20\"", \.cell
    ) { $0.isEmpty || PixelSize(name: $0) != nil },
    flag("instant", "every turn of a knob draws at once", \.instant),
    text(
      "pace", "how fast pictures are written where instant is off",
      "\"full\", \"key\" (a token a key) or tokens a second: 8, 16, 32, 64, 128, 256", \.pace
    ) { ["full", "key", "8", "16", "32", "64", "128", "256"].contains($0) },
    flag("confirmQuit", "ask before a picture in work is left", \.confirmQuit),
    Setting(
      key: "bellAfter", about: "seconds of work after which the end rings; 0 never",
      accepted: "a number from 0 to 86400", kind: .number(\.bellAfter, 0...86400)),
    flag("hints", "show the line of keys", \.hints),
    flag("keepPixels", "edits keep the pixels of your own pictures", \.keepPixels),
    text(
      "bank", "where documents are looked up", "the path of a bank or of a folder of pictures",
      \.bank
    ) { isFolder($0) },
    text("picturesFolder", "where exports are written", "a folder's path", \.picturesFolder) {
      isFolder($0)
    },
    text("keptFolder", "where kept pictures lie", "a folder's path", \.keptFolder) { isFolder($0) },
  ]

  private static let pictureModes = ["auto"] + PictureMode.allCases.map(\.rawValue)

  private static func isFolder(_ path: String) -> Bool {
    path.isEmpty || path.hasPrefix("/") || path == "~" || path.hasPrefix("~/")
  }

  private static func flag(_ key: String, _ about: String, _ path: any Path<Bool>) -> Setting {
    Setting(key: key, about: about, accepted: "true or false", kind: .flag(path))
  }

  private static func text(
    _ key: String, _ about: String, _ accepted: String, _ path: any Path<String>,
    _ fits: @escaping @Sendable (String) -> Bool
  ) -> Setting {
    Setting(key: key, about: about, accepted: accepted, kind: .text(path, fits))
  }

  /// The setting of a key; nil where there is none.
  package static func named(_ key: String) -> Setting? { table.first { $0.key == key } }

  /// The key that was probably meant.
  package static func like(_ key: String) -> String? {
    func plain(_ key: String) -> String { key.lowercased().filter(\.isLetter) }
    return table.first { plain($0.key) == plain(key) }?.key
  }

  /// Its value as TOML writes it.
  package func literal(in settings: StudioSettings) -> String {
    switch kind {
    case .flag(let path): return "\(settings[keyPath: path])"
    case .number(let path, _):
      let value = settings[keyPath: path]
      return value == value.rounded() ? "\(Int(value))" : "\(value)"
    case .text(let path, _): return TOMLEdit.quoted(settings[keyPath: path])
    }
  }

  /// Its value without quotes, for scripts.
  package func text(in settings: StudioSettings) -> String {
    if case .text(let path, _) = kind { return settings[keyPath: path] }
    return literal(in: settings)
  }

  /// The settings with it on instead of off, or the other way; nil where it takes more than that.
  func toggled(in settings: StudioSettings) -> StudioSettings? {
    guard case .flag(let path) = kind else { return nil }
    var result = settings
    result[keyPath: path].toggle()
    return result
  }

  /// Takes a value of a file into the settings; false where it does not fit.
  func take(_ value: any TOMLValueConvertible, into settings: inout StudioSettings) -> Bool {
    switch kind {
    case .flag(let path):
      guard value.type == .bool, let isOn = value.bool else { return false }
      settings[keyPath: path] = isOn
    case .number(let path, let range):
      guard let number = value.type == .int ? value.int.map(Double.init) : value.double,
        range.contains(number)
      else { return false }
      settings[keyPath: path] = number
    case .text(let path, let fits):
      // A number is as good as its digits: pace = 64.
      let text = value.type == .int ? value.int.map(String.init) : value.string
      guard let text, fits(text) else { return false }
      settings[keyPath: path] = text
    }
    return true
  }

  /// Takes a value typed at the command line: TOML, or a text without its quotes.
  ///
  /// - Parameters:
  ///   - typed: The value.
  ///   - settings: What is changed.
  /// - Throws: `SettingError.value`.
  package func take(typed: String, into settings: inout StudioSettings) throws {
    let asWritten = try? TOMLTable(string: "value = \(typed)")
    let asText = try? TOMLTable(string: "value = \(TOMLEdit.quoted(typed))")
    for table in [asWritten, asText] {
      if let value = table?["value"], take(value, into: &settings) { return }
    }
    throw SettingError.value(key: key, got: typed, accepted: accepted)
  }
}

/// Why a setting cannot be read or changed.
package enum SettingError: Error, Equatable, CustomStringConvertible {
  /// No setting has the name.
  case unknown(String, like: String?)
  /// A value that does not fit.
  case value(key: String, got: String, accepted: String)
  /// The file cannot be written, with the reason.
  case unwritable(String, String)
  /// The file is such that it cannot be changed by a program.
  case unchangeable(String, key: String)

  package var description: String {
    switch self {
    case .unknown(let key, let like):
      "there is no setting “\(key)”; "
        + (like.map { "did you mean \($0)?" }
          ?? "there are \(Setting.table.map(\.key).joined(separator: ", ")) and keys.COMMAND")
    case .value(let key, let got, let accepted): "\(key) must be \(accepted), got “\(got)”"
    case .unwritable(let path, let reason): "\(path) cannot be written: \(reason)"
    case .unchangeable(let path, let key):
      "\(path) holds \(key) in a form that only you can change; open it in an editor"
    }
  }
}

extension PixelSize {
  /// Reads `10x20`; nil for anything else.
  package init?(name: String) {
    let parts = name.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let width = parts[0], let height = parts[1],
      (1...200).contains(width), (1...200).contains(height)
    else { return nil }
    self.init(width: width, height: height)
  }
}
