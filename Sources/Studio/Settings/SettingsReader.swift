import TOMLKit

/// Turns the text of `config.toml` into settings.
struct SettingsReader {
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
      } else if key == "presets" {
        readPresets(value)
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
    for flaw in KeyMap.changed(by: settings.keys).flaws {
      add(["keys", flaw.command], flaw.description, isError: flaw.isRefusal)
    }
  }

  private mutating func readPresets(_ value: any TOMLValueConvertible) {
    guard let table = value.table else {
      return add(["presets"], "presets must be a table of knobs by name", isError: true)
    }
    for name in table.keys {
      do {
        guard let text = table[name]?.string else {
          throw KnobValueError("it must be a text such as \"CFG 3, temperature 0.9\"")
        }
        _ = try KnobPreset(text)
        settings.presets[name] = text
      } catch {
        add(["presets", name], "presets.\(name): \(error)", isError: true)
      }
    }
  }

  private mutating func add(_ key: [String], _ sentence: String, isError: Bool) {
    flaws.append(
      FileFlaw(file: path, line: outline.line(of: key), sentence: sentence, isError: isError))
  }
}
