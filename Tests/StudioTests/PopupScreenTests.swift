import Studio
import Terminal
import Testing

/// What lies over the panes, at three sizes, in UTF-8 and in ASCII: `Snapshots/popups-….screen`.
@Suite struct PopupScreenTests {
  static let scenes: [(name: String, script: String)] = [
    ("help", "wait idle\nkey Esc ?"),
    ("palette", "wait idle\nkey Esc :\ntype seed"),
    ("themes", "wait idle\nkey Esc T\ntype rose"),
    ("settings", "wait idle\nkey Esc ,"),
    ("tasks", "wait idle\nkey Esc a\nwait idle"),
    ("form of a sheet", "wait idle\nkey Esc M Tab Tab Right"),
    ("value", "wait idle\nkey Esc =\ntype 6 -> 2"),
    ("knobs by name", "wait idle\nkey Esc S\ntype soft"),
    ("tags", "wait idle\nkey Esc s\nwait idle\nkey t\ntype fruit"),
    ("earlier prompts", "wait idle\nkey Ctrl-U\ntype blue boat\nkey Enter\nwait idle\nkey Ctrl-R"),
  ]

  @Test(arguments: ["80x24", "100x30", "160x50"], [true, false])
  func everyPopup(_ size: String, _ isUnicode: Bool) throws {
    var text = ""
    for scene in Self.scenes {
      let studio = TestStudio()
      defer { studio.remove() }
      let screen = try studio.play(scene.script, size: size, isUnicode: isUnicode)["last"]
      text += "\(scene.name)\n" + (try #require(screen).text)
    }
    try ScreenFile.expect(text, "popups-\(isUnicode ? "" : "ascii-")\(size)")
  }
}
