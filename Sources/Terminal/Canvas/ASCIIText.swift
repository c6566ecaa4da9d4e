import Foundation

/// What stands for other characters on a terminal that has only ASCII.
enum ASCIIText {
  /// A character or two of ASCII for a cell's text; as wide as that is.
  static func twin(_ text: String) -> String {
    guard let character = text.first, !character.isASCII else { return text }
    if let known = twins[character] { return known }
    let plain = text.decomposedStringWithCompatibilityMapping.unicodeScalars.first { $0.isASCII }
    return plain.map { String($0) } ?? "?"
  }

  /// A character for how much light a cell gives, 0 to 1, on a dark ground.
  static func shade(_ light: Float) -> String {
    let ramp = " .:-=+*#%@"
    let index = min(Int(light * Float(ramp.count)), ramp.count - 1)
    return String(ramp[ramp.index(ramp.startIndex, offsetBy: index)])
  }

  private static let twins: [Character: String] = [
    "─": "-", "━": "=", "═": "=", "│": "|", "┃": "|", "║": "|", "┌": "+", "┐": "+", "└": "+",
    "┘": "+", "├": "+", "┤": "+", "┬": "+", "┴": "+", "┼": "+", "╭": "+", "╮": "+", "╰": "+",
    "╯": "+", "█": "#", "▓": "#", "▒": "+", "░": ".", "▀": "\"", "▄": "_", "▌": "|", "▐": "|",
    "•": "*", "●": "*", "○": "o", "◆": "*", "★": "*", "☆": "*", "→": ">", "←": "<", "↑": "^",
    "↓": "v", "⏎": "<", "▶": ">", "▸": ">", "▾": "v", "◀": "<", "▲": "^", "▼": "v", "…": ".",
    "–": "-", "—": "-", "·": ".", "×": "x", "✓": "+", "✗": "x", "“": "\"", "”": "\"", "‘": "'",
    "’": "'", "≥": ">", "≤": "<", "≈": "~", "∞": "8",
  ]
}
