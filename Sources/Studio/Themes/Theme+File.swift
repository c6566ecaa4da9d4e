import Foundation
import Imaging
import TOMLKit
import Terminal

/// A theme's file, for example:
///
///     [theme]
///     name = "Dusk"
///     variant = "dark"                       # or light
///     [palette]                              # any names for colours
///     fg = "#d8dee9"
///     [style]                                # every role: a colour, or a table
///     text = "fg"                            # palette name, "#rrggbb", "default", "bright-red"
///     background = { bg = "default" }        # a missing fg or bg is that of text and background
///     title = { fg = "fg", bold = true }     # bold, dim, italic, underline, reverse
extension Theme {
  /// Reads a theme's file.
  ///
  /// - Throws: `ThemeError.broken` naming the key.
  package init(file: String) throws {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw ThemeError.broken(file: file, flaw: "cannot be read")
    }
    let id = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
    do {
      try self.init(id: id, toml: String(decoding: data, as: UTF8.self))
    } catch let flaw as Flaw {
      throw ThemeError.broken(file: file, flaw: flaw.sentence)
    } catch let error as TOMLParseError {
      throw ThemeError.broken(
        file: file, flaw: "line \(error.source.begin.line): \(error.description)")
    }
  }

  private init(id: String, toml: String) throws {
    let table = try TOMLTable(string: toml)
    try table.allowOnly(["theme", "palette", "style"], in: "the file")
    let head = try table.subtable("theme")
    try head.allowOnly(["name", "variant", "source"], in: "[theme]")
    guard let name = head["name"]?.string, !name.isEmpty else {
      throw Flaw("[theme] needs a name")
    }
    guard let variant = head["variant"]?.string.flatMap(Variant.init) else {
      throw Flaw("variant in [theme] must be dark or light")
    }
    let palette = try Palette(table.subtable("palette"))
    let styles = try Theme.styles(table.subtable("style"), palette)
    self.init(id: id, name: name, variant: variant, styles: styles)
  }

  private static func styles(_ table: TOMLTable, _ palette: Palette) throws -> [ColorRole: Style] {
    try table.allowOnly(ColorRole.allCases.map(\.rawValue), in: "[style]")
    var base = Style()
    base = try style(of: .background, in: table, palette, base)
    base.foreground = try style(of: .text, in: table, palette, base).foreground
    var styles: [ColorRole: Style] = [:]
    for role in ColorRole.allCases { styles[role] = try style(of: role, in: table, palette, base) }
    return styles
  }

  private static func style(
    of role: ColorRole, in table: TOMLTable, _ palette: Palette, _ base: Style
  ) throws -> Style {
    guard let value = table[role.rawValue] else {
      throw Flaw("[style] lacks the role “\(role.rawValue)”")
    }
    var style = Style(foreground: base.foreground, background: base.background)
    if let name = value.string {
      style.foreground = try palette.color(name, for: role)
      return style
    }
    guard let parts = value.table else {
      throw Flaw("“\(role.rawValue)” must be a colour or a table such as { fg = \"red\" }")
    }
    try parts.allowOnly(["fg", "bg"] + attributes.map(\.0), in: "“\(role.rawValue)”")
    if let name = parts["fg"]?.string { style.foreground = try palette.color(name, for: role) }
    if let name = parts["bg"]?.string { style.background = try palette.color(name, for: role) }
    for (word, attribute) in attributes where parts[word]?.bool == true {
      style.attributes.insert(attribute)
    }
    return style
  }

  private static let attributes: [(String, Style.Attributes)] = [
    ("bold", .bold), ("dim", .dim), ("italic", .italic), ("underline", .underline),
    ("reverse", .reverse),
  ]
}

/// The colours that a theme's file names.
private struct Palette {
  private var colors: [String: TerminalColor] = ["default": .standard]

  private static let sixteen = [
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
  ]

  init(_ table: TOMLTable) throws {
    for (number, name) in Palette.sixteen.enumerated() {
      colors[name] = .palette(UInt8(number))
      colors["bright-" + name] = .palette(UInt8(number + 8))
    }
    for name in table.keys {
      guard let color = table[name]?.string.flatMap(Palette.parse) else {
        throw Flaw("“\(name)” in [palette] must be a colour such as \"#d8dee9\"")
      }
      colors[name] = color
    }
  }

  func color(_ name: String, for role: ColorRole) throws -> TerminalColor {
    guard let color = colors[name] ?? Palette.parse(name) else {
      throw Flaw("“\(role.rawValue)” names the colour “\(name)”, which [palette] lacks")
    }
    return color
  }

  private static func parse(_ text: String) -> TerminalColor? {
    guard text.hasPrefix("#"), text.utf8.count == 7, let value = Int(text.dropFirst(), radix: 16)
    else { return nil }
    return .rgb(
      Image.Color(
        red: UInt8(value >> 16), green: UInt8(value >> 8 & 255), blue: UInt8(value & 255)))
  }
}

/// What is wrong in a theme's file.
private struct Flaw: Error {
  let sentence: String

  init(_ sentence: String) { self.sentence = sentence }
}

extension TOMLTable {
  fileprivate func allowOnly(_ known: [String], in place: String) throws {
    guard let stranger = keys.sorted().first(where: { !known.contains($0) }) else { return }
    throw Flaw(
      "unknown key “\(stranger)” in \(place); known are \(known.joined(separator: ", "))")
  }

  fileprivate func subtable(_ name: String) throws -> TOMLTable {
    guard let table = self[name]?.table else { throw Flaw("the table [\(name)] is missing") }
    return table
  }
}
