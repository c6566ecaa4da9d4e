import Foundation
import Imaging
import Studio
import Terminal
import Testing

@Suite struct ThemeTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../themes").standardizedFileURL.path

  /// The checkout's themes.
  static func all() throws -> [Theme] { try Theme.all(in: folder) }

  @Test func everyFileIsRead() throws {
    #expect(try ThemeTests.all().map(\.id) == ["dark", "light", "mono"])
  }

  @Test(arguments: ["dark", "light"]) func textCanBeReadOnItsGround(_ id: String) throws {
    let theme = try #require(try ThemeTests.all().first { $0.id == id })
    let quiet: Set<ColorRole> = [.border, .sliderEmpty, .progressEmpty, .background]
    for role in ColorRole.allCases {
      let ratio = try #require(contrast(theme[role]), "\(role) has no colours")
      #expect(ratio >= (quiet.contains(role) ? 1.8 : 4.5), "\(role): \(ratio)")
    }
  }

  @Test func monoUsesNoColourAndTellsTheImportantRolesApart() throws {
    let mono = try #require(try ThemeTests.all().first { $0.id == "mono" })
    for role in ColorRole.allCases {
      #expect(mono[role].foreground == .standard && mono[role].background == .standard)
    }
    for (a, b) in [
      (ColorRole.selected, ColorRole.text), (.sliderChanged, .text), (.pinA, .pinB),
      (.error, .success), (.statusMode, .status), (.hintKey, .hintText),
    ] { #expect(mono[a] != mono[b], "\(a) looks like \(b)") }
  }

  @Test(arguments: [
    ("[theme]\nname = \"X\"\n", "variant in [theme] must be dark or light"),
    ("[theme]\nname = \"X\"\nvariant = \"dark\"\ncolour = 1\n", "unknown key “colour” in [theme]"),
    (head + "[style]\ntext = \"pink\"\nbackground = \"default\"\n", "names the colour “pink”"),
    (head + "[style]\nbackground = { bg = \"default\" }\n", "[style] lacks the role “text”"),
    (head + "[style]\nfoo = \"red\"\n", "unknown key “foo” in [style]; known are background"),
    ("[theme", "line 1"),
  ])
  func mistakesAreNamed(_ toml: String, _ sentence: String) throws {
    let file = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString).toml"
    defer { try? FileManager.default.removeItem(atPath: file) }
    try Data(toml.utf8).write(to: URL(fileURLWithPath: file))
    let error = #expect(throws: ThemeError.self) { try Theme(file: file) }
    #expect(error?.description.contains(sentence) == true, "\(String(describing: error))")
    #expect(error?.description.hasPrefix(file) == true)
  }

  @Test func folderWithoutThemesIsASentence() {
    #expect(throws: ThemeError.none(folder: "/nowhere")) { try Theme.all(in: "/nowhere") }
  }

  private static let head = "[theme]\nname = \"X\"\nvariant = \"dark\"\n[palette]\n"

  /// WCAG 2's contrast ratio; nil where a colour is the terminal's own.
  private func contrast(_ style: Style) -> Double? {
    guard case .rgb(let text) = style.foreground, case .rgb(let ground) = style.background else {
      return nil
    }
    let (a, b) = (luminance(text), luminance(ground))
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  private func luminance(_ color: Image.Color) -> Double {
    let parts = [color.red, color.green, color.blue].map { part in
      let value = Double(part) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }
}
