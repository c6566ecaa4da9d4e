import Foundation
import Imaging
import Studio
import Terminal
import Testing

/// How every pane looks in colour and without any: `Snapshots/styles-….screen` has, for each row of
/// each scene, letters for styles and how many cells they hold; the letters are explained at the end.
@Suite struct ScreenStyleTests {
  private static let scenes: [(name: String, script: String)] = [
    ("A and B", "wait idle\nkey Esc Right\nwait idle\nkey Right Tab\nwait idle"),
    ("sheet", "wait idle\nkey Esc p m\nwait idle\nkey Right s x\nwait idle"),
    ("rewind", "wait idle\nkey Esc r Up Up Left\nwait idle\nkey 3 ] H\nwait idle"),
    (
      "gallery",
      "wait idle\nkey Esc n\nwait idle\nkey s\nwait idle\nkey n x\nwait idle\nkey g Space\nwait idle"
    ),
    ("search", "wait idle\nkey Esc / \ntype re rating:9 \nwait idle"),
    ("palette", "wait idle\nkey Esc :\ntype seed"),
    ("written", "wait idle\nkey Ctrl-U\ntype red astronaut on ap\nkey Tab\nwait idle"),
  ]

  @Test(arguments: ["80x24", "100x30", "160x50"], [ColorDepth.trueColor, .monochrome])
  func everyPane(_ size: String, _ depth: ColorDepth) throws {
    var legend: [Style: Character] = [:]
    var text = ""
    for scene in Self.scenes {
      let studio = TestStudio()
      defer { studio.remove() }
      let screen = try #require(try studio.play(scene.script, size: size, depth: depth)["last"])
      text += "\(scene.name)\n" + Self.runs(screen, &legend)
    }
    for (style, letter) in legend.sorted(by: { $0.value < $1.value }) {
      text += "\(letter)  \(Self.words(style))\n"
    }
    if depth == .monochrome {
      #expect(legend.keys.allSatisfy { $0.foreground == .standard && $0.background == .standard })
    }
    try ScreenFile.expect(text, "styles-\(depth.rawValue)-\(size)")
  }

  /// `a12 b3 .40`: letters of styles, a dot where a picture is.
  private static func runs(_ screen: Canvas, _ legend: inout [Style: Character]) -> String {
    var text = ""
    for row in 0..<screen.size.rows {
      var runs: [(letter: Character, count: Int)] = []
      for column in 0..<screen.size.columns {
        let cell = screen[column, row]
        let letter = cell.isPicture ? "." : Self.letter(of: cell.style, &legend)
        if runs.last?.letter == letter {
          runs[runs.count - 1].count += 1
        } else {
          runs.append((letter, 1))
        }
      }
      text += runs.map { "\($0.letter)\($0.count)" }.joined(separator: " ") + "\n"
    }
    return text
  }

  private static func letter(of style: Style, _ legend: inout [Style: Character]) -> Character {
    if let known = legend[style] { return known }
    let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    let letter = letters.indices.contains(legend.count) ? letters[legend.count] : "?"
    legend[style] = letter
    return letter
  }

  private static func words(_ style: Style) -> String {
    let names: [(Style.Attributes, String)] = [
      (.bold, "bold"), (.dim, "dim"), (.italic, "italic"), (.underline, "underline"),
      (.reverse, "reverse"),
    ]
    let attributes = names.filter { style.attributes.contains($0.0) }.map(\.1)
    return ([color(style.foreground), "on", color(style.background)] + attributes)
      .joined(separator: " ")
  }

  private static func color(_ color: TerminalColor) -> String {
    switch color {
    case .standard: "own"
    case .palette(let number): "\(number)"
    case .rgb(let color): String(format: "#%02x%02x%02x", color.red, color.green, color.blue)
    }
  }
}
