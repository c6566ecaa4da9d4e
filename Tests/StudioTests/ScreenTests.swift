import Foundation
import Studio
import Terminal
import Testing

/// Screens of played studios, compared with `Snapshots/NAME.screen`; `RECORD=1` writes them anew.
@Suite struct ScreenTests {
  let studio = TestStudio()

  private static let half = """
    wait idle
    key Esc BackTab
    repeat 8 Right
    key n .
    repeat 127 .
    wait idle
    key Tab Right
    repeat 20 .
    wait idle
    """
  private static let compared = "wait idle\nkey Esc Right\nwait idle\nkey Right Tab\nwait idle"

  @Test(arguments: ["80x24", "100x30", "160x50", "60x18", "119x37"])
  func firstPicture(_ size: String) throws {
    try expect("first-\(size)", "wait idle", size: size)
  }

  @Test(arguments: ["80x24", "100x30", "160x50"]) func draftBesideItsPin(_ size: String) throws {
    try expect("compared-\(size)", ScreenTests.compared, size: size)
  }

  @Test(arguments: ["80x24", "100x30"]) func knobTurnedHalfWay(_ size: String) throws {
    try expect("half-\(size)", ScreenTests.half, size: size)
  }

  @Test(arguments: ["80x24", "100x30"]) func help(_ size: String) throws {
    try expect("help-\(size)", "wait idle\nkey Esc ?", size: size)
  }

  @Test(arguments: ["80x24", "100x30"]) func palette(_ size: String) throws {
    try expect("palette-\(size)", "wait idle\nkey Esc :\ntype seed", size: size)
  }

  @Test(arguments: ["80x24", "100x30"]) func themes(_ size: String) throws {
    try expect("themes-\(size)", "wait idle\nkey Esc T\ntype rose", size: size)
  }

  @Test(arguments: ["80x24", "100x30", "160x50"]) func sheet(_ size: String) throws {
    try expect(
      "sheet-\(size)", "wait idle\nkey Esc p m\nwait idle\nkey Right s\nwait idle", size: size)
  }

  @Test(arguments: ["difference d", "wipe w", "beside B"]) func aAndBTogether(_ way: String) throws
  {
    let (name, key) = (way.dropLast(2), way.suffix(1))
    try expect("\(name)-160x50", ScreenTests.compared + "\nkey \(key)", size: "160x50")
  }

  @Test func tableOfTwoAxes() throws {
    try expect(
      "table-100x30",
      "wait idle\nkey Esc M Tab Ctrl-U\ntype 1, 3, 6\nkey Tab Right Right\nkey Enter\nwait idle",
      size: "100x30")
  }

  @Test(arguments: ["80x24", "100x30"]) func formOfASheet(_ size: String) throws {
    try expect("form-\(size)", "wait idle\nkey Esc M Tab Tab Right", size: size)
  }

  @Test func bestOfEight() throws {
    try expect("best-100x30", "wait idle\nkey Esc !\nwait idle", size: "100x30")
  }

  @Test func sheetInASCII() throws {
    try expect(
      "sheet-ascii-100x30", "wait idle\nkey Esc m\nwait idle", size: "100x30", isUnicode: false)
  }

  @Test func asciiAndHalfBlocks() throws {
    try expect("ascii-100x30", ScreenTests.compared, size: "100x30", isUnicode: false)
  }

  @Test func olderPictureIsLookedAt() throws {
    try expect(
      "browse-100x30", "wait idle\nkey Esc n\nwait idle\nkey s\nwait idle\nkey Down\nwait idle",
      size: "100x30")
  }

  private static let rewound = """
    wait idle
    key Esc r Up Up Up Left Left
    wait idle
    key 3 ] H
    wait idle
    """

  @Test(arguments: ["80x24", "100x30", "160x50"]) func tokenInspector(_ size: String) throws {
    try expect("rewind-\(size)", ScreenTests.rewound, size: size)
  }

  @Test func tokenInspectorInASCII() throws {
    try expect("rewind-ascii-100x30", ScreenTests.rewound, size: "100x30", isUnicode: false)
  }

  @Test(arguments: ["80x24", "100x30"]) func scheduledKnob(_ size: String) throws {
    let script = "wait idle\nkey Esc =\ntype 6 -> 2\nkey Enter\nwait idle"
    try expect("schedule-\(size)", script, size: size)
  }

  @Test func valueThatIsNoneIsNamedUnderItsLine() throws {
    let script = "wait idle\nkey Esc =\ntype much\nkey Enter"
    try expect("value-80x24", script, size: "80x24", isUnicode: false)
  }

  @Test func queueOfThree() throws {
    let script = """
      wait idle
      key Esc BackTab
      repeat 8 Right
      key n .
      wait idle
      key n Enter n Enter i Ctrl-U
      type blue boat
      key Enter Esc Q Down
      wait idle
      """
    try expect("queue-80x24", script, size: "80x24")
  }

  @Test func zoomedPicture() throws {
    try expect("zoomed-100x30", "wait idle\nkey Esc z", size: "100x30")
  }

  @Test func longPromptWrapsAndScrolls() throws {
    let words = Array(repeating: "wörter 日本 🍎", count: 30).joined(separator: " ")
    try expect("long-80x24", "wait idle\nkey Ctrl-U\npaste \(words)\nwait idle", size: "80x24")
  }

  @Test(arguments: [("80x24", true), ("100x30", false)])
  func completedWordAndOneThatNoCaptionHolds(_ size: String, _ isUnicode: Bool) throws {
    try expect(
      "completion-\(size)",
      "wait idle\nkey Ctrl-U\ntype red astronaut on ap\nkey Tab Tab\nwait idle",
      size: size, isUnicode: isUnicode)
  }

  @Test(arguments: ["80x24", "100x30", "160x50"], [true, false])
  func negativePrompt(_ size: String, _ isUnicode: Bool) throws {
    try expect(
      "negative-\(isUnicode ? "" : "ascii-")\(size)",
      "wait idle\nkey Ctrl-N\ntype red astronaut\nwait idle", size: size, isUnicode: isUnicode)
  }

  @Test(arguments: ["80x24", "100x30", "160x50"], [true, false])
  func formOfATaskAboutAPicture(_ size: String, _ isUnicode: Bool) throws {
    try expect(
      "task-form-\(isUnicode ? "" : "ascii-")\(size)",
      "wait idle\nkey Esc a Down Down Down Enter\ntype [mask] apple\nwait idle", size: size,
      isUnicode: isUnicode)
  }

  @Test(arguments: ["80x24", "100x30", "160x50"])
  func wordsUnderTheirPicture(_ size: String) throws {
    try expect(
      "answer-\(size)", "wait idle\nkey Esc a Down Enter\nwait idle", size: size)
  }

  @Test func tasksToChooseFrom() throws {
    try expect("tasks-100x30", "wait idle\nkey Esc a\nwait idle", size: "100x30")
  }

  @Test func earlierPrompts() throws {
    try expect(
      "past-prompts-80x24",
      "wait idle\nkey Ctrl-U\ntype blue boat\nkey Enter\nwait idle\nkey Ctrl-R\nwait idle",
      size: "80x24")
  }

  /// Cells as text; pictures as shaded areas.
  ///
  /// A history whose path is on the screen lies in a folder of this run, which is shown under a name
  /// of the same length.
  func expect(
    _ name: String, _ script: String, size: String, isUnicode: Bool = true,
    showsFolder: Bool = false
  ) throws {
    let (own, shown) = ("/tmp/leon-\(UUID().uuidString.prefix(7))", "/tmp/leon-details")
    let studio = showsFolder ? TestStudio(folder: own + "-" + size) : studio
    defer { studio.remove() }
    let screen = try studio.play(script, size: size, isUnicode: isUnicode)["last"]
    let text = try #require(screen?.text).replacingOccurrences(of: own, with: shown)
    try ScreenFile.expect(text, name)
  }
}

/// Texts that are compared with `Snapshots/NAME.screen`.
enum ScreenFile {
  static func expect(_ text: String, _ name: String) throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Snapshots/\(name).screen")
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try Data(text.utf8).write(to: file)
      Issue.record("\(name).screen was recorded")
      return
    }
    let known = try String(contentsOf: file, encoding: .utf8)
    #expect(text == known, "\(name) differs; RECORD=1 records it\n\(text)")
  }
}
