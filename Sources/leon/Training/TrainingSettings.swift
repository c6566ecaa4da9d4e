import Foundation
import TOMLKit

/// The numbers of a run: those that ship, overlaid by a file and by single changes.
///
/// ```
/// Resources/training/NAME.toml   every number with its reason
/// OUT/settings.toml              of the run that is resumed
/// --config FILE                  only what differs
/// --set schedule.steps=200       one number
/// ```
/// A key that the shipped file does not know is refused, so that a typing error never goes unheard.
struct TrainingSettings {
  private let table: TOMLTable

  /// Tables whose keys the user chooses.
  private static let open: Set<String> = ["styleWeights"]

  /// Lays the overlays over the shipped file in their order.
  ///
  /// - Throws: `SettingsError` that names the file and the line or the key.
  init(shipped: String, files: [String], changes: [String]) throws {
    table = try Self.parse(try Self.read(shipped), name: shipped)
    for file in files {
      try Self.overlay(table, with: Self.parse(Self.read(file), name: file), in: file)
    }
    for change in changes {
      try Self.overlay(table, with: Self.parse(change, name: "--set"), in: "--set \(change)")
    }
  }

  /// Puts a word in the place of what the settings said.
  func replace(_ key: String, by word: String) { table[key] = word }

  /// All numbers as a file that gives the same run.
  var text: String { table.convert(to: .toml) + "\n" }

  /// Reads the numbers as a type; keys that belong to other types are passed over.
  ///
  /// - Throws: `SettingsError.value` with the key's path.
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(table.convert(to: .json).utf8))
    } catch let error as DecodingError {
      throw SettingsError.value(error)
    }
  }

  private static func read(_ path: String) throws -> String {
    do {
      return try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw SettingsError.unreadable(path)
    }
  }

  private static func parse(_ text: String, name: String) throws -> TOMLTable {
    do {
      return try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      throw SettingsError.syntax(name, error.description)
    }
  }

  private static func overlay(
    _ base: TOMLTable, with changes: TOMLTable, in file: String, path: String = ""
  ) throws {
    for key in changes.keys {
      guard let old = base[key] ?? (open.contains(path) ? changes[key] : nil) else {
        throw SettingsError.unknownKey(file, path.isEmpty ? key : "\(path).\(key)")
      }
      if let old = old.table, let new = changes[key]?.table {
        try overlay(old, with: new, in: file, path: path.isEmpty ? key : "\(path).\(key)")
      } else {
        base[key] = changes[key]
      }
    }
  }
}

/// Why settings are refused.
enum SettingsError: Error, CustomStringConvertible {
  case unreadable(String)
  case syntax(String, String)
  case unknownKey(String, String)
  case value(DecodingError)

  var description: String {
    switch self {
    case .unreadable(let path): "\(path) cannot be read: no such file, or no permission."
    case .syntax(let name, let reason): "\(name) is not sound TOML: \(reason)."
    case .unknownKey(let file, let key): "\(file): there is no setting named \(key)."
    case .value(let error): Self.sentence(error)
    }
  }

  private static func sentence(_ error: DecodingError) -> String {
    let (context, reason) =
      switch error {
      case .typeMismatch(let type, let context): (context, "is not of the type \(type)")
      case .valueNotFound(_, let context): (context, "has no value")
      case .keyNotFound(let key, let context): (context, "lacks \(key.stringValue)")
      case .dataCorrupted(let context): (context, "does not fit its type")
      @unknown default: (DecodingError.Context(codingPath: [], debugDescription: ""), "is wrong")
      }
    let path = context.codingPath.map(\.stringValue).joined(separator: ".")
    return "The setting \(path.isEmpty ? "file" : path) \(reason)."
  }
}
