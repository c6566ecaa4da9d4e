import TOMLKit

/// The names of keys as `[keys]` writes them.
package enum KeyNames {
  /// A key or a list of keys; nil for anything else.
  static func list(_ value: (any TOMLValueConvertible)?) -> [String]? {
    if let name = value?.string { return [name] }
    guard let array = value?.array else { return nil }
    let names = Array(array).compactMap(\.string)
    return names.count == array.count && !names.isEmpty ? names : nil
  }

  /// Keys as TOML writes them: one alone, more as a list.
  package static func literal(_ names: [String]) -> String {
    let texts = names.map(TOMLEdit.quoted)
    return texts.count == 1 ? texts[0] : "[\(texts.joined(separator: ", "))]"
  }
}
