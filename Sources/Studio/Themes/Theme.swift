import Foundation
package import Terminal

/// How the studio looks: a style for each role.
package struct Theme: Hashable, Sendable {
  /// The name of its file, without `.toml`.
  package let id: String
  /// The name that people see.
  package let name: String
  /// What the terminal's ground should be like.
  package let variant: Variant
  private let styles: [ColorRole: Style]

  /// What the terminal's ground should be like.
  package enum Variant: String, Hashable, Sendable, CaseIterable {
    case dark
    case light
  }

  init(id: String, name: String, variant: Variant, styles: [ColorRole: Style]) {
    self.id = id
    self.name = name
    self.variant = variant
    self.styles = styles
  }

  /// The style of a role.
  package subscript(role: ColorRole) -> Style { styles[role] ?? Style() }

  /// Reads every `*.toml` of a folder, by name.
  ///
  /// - Parameter folder: The path of `themes/`.
  /// - Returns: At least one theme.
  /// - Throws: `ThemeError` naming the first file that cannot be used.
  package static func all(in folder: String) throws -> [Theme] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let themes = try names.filter { $0.hasSuffix(".toml") }.sorted().map {
      try Theme(file: "\(folder)/\($0)")
    }
    guard !themes.isEmpty else { throw ThemeError.none(folder: folder) }
    return themes
  }
}

/// Why a theme cannot be used.
package enum ThemeError: Error, Equatable, CustomStringConvertible {
  /// No theme in a folder.
  case none(folder: String)
  /// A file and what is wrong in it.
  case broken(file: String, flaw: String)
  /// A name that no theme has.
  case unknown(String, known: [String])

  package var description: String {
    switch self {
    case .none(let folder): "\(folder) holds no theme (*.toml)"
    case .broken(let file, let flaw): "\(file): \(flaw)"
    case .unknown(let name, let known):
      "there is no theme “\(name)”; there are \(known.joined(separator: ", "))"
    }
  }
}
