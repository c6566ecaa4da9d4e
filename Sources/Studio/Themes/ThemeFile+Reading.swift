import Foundation
import TOMLKit
import Terminal

extension ThemeFile {
  /// Reads a theme's file; what is wrong is in `flaws`.
  init(path: String) {
    let id = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
    guard let data = FileManager.default.contents(atPath: path) else {
      self.init(id: id, path: path)
      flaws = [Place(file: path).flaw("it cannot be read: no such file, or no permission")]
      return
    }
    self.init(id: id, path: path, text: String(decoding: data, as: UTF8.self))
  }

  /// Reads the text of a theme's file.
  init(id: String, path: String, text: String) {
    self.init(id: id, path: path)
    do {
      let reader = ThemeReader(path: path, outline: TOMLOutline(text))
      reader.read(try TOMLTable(string: text), into: &self)
    } catch let error as TOMLParseError {
      let place = Place(file: path, line: error.source.begin.line)
      flaws.append(place.flaw("this is not sound TOML: \(error.description)"))
    } catch {
      flaws.append(Place(file: path).flaw("\(error)"))
    }
  }
}

/// Turns the tables of a file into a `ThemeFile`.
private struct ThemeReader {
  let path: String
  let outline: TOMLOutline

  func read(_ root: TOMLTable, into file: inout ThemeFile) {
    let sections: [String: (TOMLTable, inout ThemeFile) -> Void] = [
      "theme": head, "palette": palette, "style": styles, "gradient": gradients,
      "fallback": fallbacks,
    ]
    if root["theme"] == nil { file.flaws.append(place([]).flaw("the table [theme] is missing")) }
    for name in inOrder(root.keys, []) {
      guard let section = sections[name] else {
        warn(&file, [name], "there is no table [\(name)]; known are \(list(sections.keys))")
        continue
      }
      guard let table = root[name]?.table else {
        fail(&file, [name], "[\(name)] must be a table")
        continue
      }
      section(table, &file)
    }
  }

  private func head(_ table: TOMLTable, _ file: inout ThemeFile) {
    for key in inOrder(table.keys, ["theme"]) {
      let text = table[key]?.string
      switch key {
      case "name": file.name = text ?? ""
      case "source": file.source = text ?? ""
      case "inherits":
        file.inherits = text.flatMap { $0.isEmpty ? nil : $0 }
        file.inheritsLine = place(["theme", key]).line
      case "variant":
        file.variant = text.flatMap(Theme.Variant.init)
        if file.variant == nil {
          fail(&file, ["theme", key], "variant in [theme] must be \"dark\" or \"light\"")
        }
        continue
      default:
        warn(
          &file, ["theme", key],
          "unknown key “\(key)” in [theme]; known are name, variant, inherits, source")
        continue
      }
      if text == nil { fail(&file, ["theme", key], "\(key) in [theme] must be a text") }
    }
    if file.name.isEmpty { fail(&file, ["theme"], "[theme] needs a name") }
    if file.variant == nil, file.inherits == nil, table["variant"] == nil {
      fail(&file, ["theme"], "variant in [theme] must be \"dark\" or \"light\"")
    }
  }

  private func palette(_ table: TOMLTable, _ file: inout ThemeFile) {
    for key in inOrder(table.keys, ["palette"]) {
      if let color = table[key]?.string.flatMap(TerminalColor.init(name:)) {
        file.palette[key] = color
      } else {
        fail(
          &file, ["palette", key],
          "“\(key)” in [palette] must be a colour such as \"#d8dee9\" or \"bright-red\"")
      }
    }
  }

  private func styles(_ table: TOMLTable, _ file: inout ThemeFile) {
    for key in inOrder(table.keys, ["style"]) {
      let at = ["style", key]
      guard let role = ColorRole(rawValue: key) else {
        warn(&file, at, "unknown role “\(key)” in [style]; known are \(roles)")
        continue
      }
      guard let value = table[key] else { continue }
      var spec = ThemeFile.Spec(place: place(at))
      if let name = value.string {
        spec.foreground = name
      } else if let parts = value.table {
        read(parts, of: role, into: &spec, &file)
      } else {
        fail(&file, at, "“\(key)” must be a colour or a table such as { fg = \"red\" }")
      }
      file.styles[role] = spec
    }
  }

  private func read(
    _ parts: TOMLTable, of role: ColorRole, into spec: inout ThemeFile.Spec,
    _ file: inout ThemeFile
  ) {
    let at = ["style", role.rawValue]
    for key in parts.keys.sorted() {
      if key == "fg" || key == "bg" {
        guard let name = parts[key]?.string else {
          fail(&file, at, "\(key) of “\(role.rawValue)” must be a colour")
          continue
        }
        if key == "fg" { spec.foreground = name } else { spec.background = name }
      } else if let attribute = Style.Attributes.named.first(where: { $0.0 == key })?.1 {
        guard let isOn = parts[key]?.bool else {
          fail(&file, at, "\(key) of “\(role.rawValue)” must be true or false")
          continue
        }
        if isOn { spec.attributes.insert(attribute) }
      } else {
        let known = ["fg", "bg"] + Style.Attributes.named.map(\.0)
        warn(
          &file, at,
          "unknown key “\(key)” of “\(role.rawValue)”; known are \(known.joined(separator: ", "))")
      }
    }
  }

  private func gradients(_ table: TOMLTable, _ file: inout ThemeFile) {
    for key in inOrder(table.keys, ["gradient"]) {
      let at = ["gradient", key]
      guard let gradient = Gradient(rawValue: key) else {
        warn(
          &file, at,
          "unknown gradient “\(key)”; known are \(list(Gradient.allCases.map(\.rawValue)))")
        continue
      }
      let stops = table[key]?.array.map { Array($0) } ?? []
      let names = stops.compactMap(\.string)
      guard (2...5).contains(names.count), names.count == stops.count else {
        fail(&file, at, "the gradient “\(key)” must be a list of 2 to 5 colours")
        continue
      }
      file.gradients[gradient] = ThemeFile.Scale(stops: names, place: place(at))
    }
  }

  private func fallbacks(_ table: TOMLTable, _ file: inout ThemeFile) {
    for key in inOrder(table.keys, ["fallback"]) {
      let at = ["fallback", key]
      guard let parts = table[key]?.table else {
        fail(&file, at, "“\(key)” in [fallback] must be a table such as { c256 = 110 }")
        continue
      }
      var fallback = ThemeFile.Fallback(place: place(at))
      for part in parts.keys.sorted() {
        let number = number(parts[part])
        switch (part, number) {
        case ("c256", let number?): fallback.c256 = number
        case ("c16", let number?) where number < 16: fallback.c16 = number
        case ("c256", nil): fail(&file, at, "c256 of “\(key)” must be 0 to 255")
        case ("c16", _):
          fail(&file, at, "c16 of “\(key)” must be 0 to 15 or a name such as \"cyan\"")
        default:
          warn(&file, at, "unknown key “\(part)” of “\(key)”; known are c256, c16")
        }
      }
      file.fallbacks[key] = fallback
    }
  }

  private func number(_ value: (any TOMLValueConvertible)?) -> UInt8? {
    if let name = value?.string {
      return TerminalColor.sixteen.firstIndex(of: name).map { UInt8($0) }
    }
    return value?.int.flatMap { UInt8(exactly: $0) }
  }

  private var roles: String { list(ColorRole.allCases.map(\.rawValue)) }

  private func list(_ names: some Sequence<String>) -> String {
    names.sorted().joined(separator: ", ")
  }

  /// The keys of a table as the file orders them, so that flaws come in the order of lines.
  private func inOrder(_ keys: [String], _ table: [String]) -> [String] {
    keys.sorted { a, b in
      let (first, second) = (outline.line(of: table + [a]), outline.line(of: table + [b]))
      return (first ?? 0, a) < (second ?? 0, b)
    }
  }

  private func place(_ keys: [String]) -> ThemeFile.Place {
    ThemeFile.Place(file: path, line: outline.line(of: keys))
  }

  private func fail(_ file: inout ThemeFile, _ keys: [String], _ sentence: String) {
    file.flaws.append(place(keys).flaw(sentence))
  }

  private func warn(_ file: inout ThemeFile, _ keys: [String], _ sentence: String) {
    file.flaws.append(place(keys).flaw(sentence, isError: false))
  }
}

extension Style.Attributes {
  /// The words for them in files.
  static let named: [(String, Style.Attributes)] = [
    ("bold", .bold), ("dim", .dim), ("italic", .italic), ("underline", .underline),
    ("reverse", .reverse),
  ]
}
