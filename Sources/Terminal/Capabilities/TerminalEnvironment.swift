import Foundation
import Glibc

/// What a program's variables say of its terminal.
package struct TerminalEnvironment: Sendable {
  /// `TERM`.
  package var name: String
  /// `COLORTERM`.
  package var colors: String
  /// Whether `NO_COLOR` is set to anything.
  package var isColorless: Bool
  /// Whether the locale's encoding is UTF-8.
  package var isUnicode: Bool
  /// The version that xterm says of itself in `XTERM_VERSION`; 0 elsewhere.
  package var xtermVersion: Int
  /// `LEON_COLORS`, by which a user overrules all of it; nil where it is unset or no depth's name.
  package var wantedDepth: ColorDepth?
  /// The program between leon and the terminal.
  package var multiplexer: Multiplexer?

  /// Makes an environment.
  package init(
    name: String, colors: String = "", isColorless: Bool = false, isUnicode: Bool = true,
    xtermVersion: Int = 0, wantedDepth: ColorDepth? = nil, multiplexer: Multiplexer? = nil
  ) {
    self.name = name
    self.colors = colors
    self.isColorless = isColorless
    self.isUnicode = isUnicode
    self.xtermVersion = xtermVersion
    self.wantedDepth = wantedDepth
    self.multiplexer = multiplexer
  }

  /// Reads variables.
  ///
  /// - Parameters:
  ///   - variables: by name.
  ///   - isUnicode: whether the locale's encoding is UTF-8.
  package init(_ variables: [String: String], isUnicode: Bool) {
    // XTERM_VERSION is "XTerm(379)".
    let version = variables["XTERM_VERSION"]?.split { $0 == "(" || $0 == ")" }.dropFirst().first
    self.init(
      name: variables["TERM"] ?? "", colors: variables["COLORTERM"] ?? "",
      isColorless: variables["NO_COLOR"]?.isEmpty == false, isUnicode: isUnicode,
      xtermVersion: version.flatMap { Int($0) } ?? 0,
      wantedDepth: variables["LEON_COLORS"].flatMap { ColorDepth(rawValue: $0) })
  }

  /// This process's, with its locale set; C.UTF-8 where the user's is not UTF-8.
  package static func current() -> TerminalEnvironment {
    // Not LC_ALL: a decimal comma would find its way into files.
    _ = unsafe setlocale(LC_CTYPE, "")
    let isUnicode = encodingIsUTF8()
    // The wide functions of curses need it even where only ASCII will be shown.
    if !isUnicode { _ = unsafe setlocale(LC_CTYPE, "C.UTF-8") }
    let variables = ProcessInfo.processInfo.environment
    var environment = TerminalEnvironment(variables, isUnicode: isUnicode)
    environment.multiplexer = .current(variables)
    return environment
  }

  private static func encodingIsUTF8() -> Bool {
    guard let name = unsafe nl_langinfo(Int32(CODESET)) else { return false }
    return unsafe String(cString: name) == "UTF-8"
  }
}

extension TerminalEnvironment {
  /// The colours of text, by the variables and by the name that the terminal told.
  package func depth(name told: String?) -> ColorDepth {
    if let wantedDepth { return wantedDepth }
    if isColorless { return .monochrome }
    if colors == "truecolor" || colors == "24bit" || xtermVersion >= Self.firstXtermWithAllColors {
      return .trueColor
    }
    // Inside a multiplexer the outer terminal counts, and only COLORTERM tells of it.
    if multiplexer == nil, let told, Self.hasAllColors(told) { return .trueColor }
    if name.contains("256color") || name.hasPrefix("xterm") { return .indexed256 }
    return name.hasPrefix("vt") ? .monochrome : .basic16
  }

  /// xterm 331 was the first to keep 24-bit colours as they are.
  private static let firstXtermWithAllColors = 331

  /// Whether a terminal of this name (XTVERSION) shows 24-bit colours: for ssh, which passes no
  /// COLORTERM on.
  private static func hasAllColors(_ name: String) -> Bool {
    let name = name.lowercased()
    if name.hasPrefix("xterm("), let version = Int(name.dropFirst(6).prefix { $0.isNumber }) {
      return version >= firstXtermWithAllColors
    }
    return ["kitty", "ghostty", "wezterm", "foot", "iterm2", "konsole", "contour", "vte"].contains {
      name.hasPrefix($0)
    }
  }
}

extension ColorDepth {
  /// The colours of the terminal that lines are printed to, as the environment tells.
  package static var ofOutput: ColorDepth { TerminalEnvironment.current().depth(name: nil) }
}
