import Foundation
import History
import Imaging
import Studio
import Terminal
import Testing

/// Drawings by hand in a whole studio: files, the next start, and screens.
@Suite struct SketchStudioTests {
  @Test func aFileOfOnesOwnIsReadForASlot() throws {
    let studio = TestStudio()
    defer { studio.remove() }
    try FileManager.default.createDirectory(
      atPath: studio.folder, withIntermediateDirectories: true)
    let path = studio.folder + "/mine.png"
    let image = try PNG.encode(Image(width: 40, height: 20, fill: .black))
    try Data(image).write(to: URL(fileURLWithPath: path))
    let screens = try studio.play(
      """
      wait idle
      key Esc a
      type scribble
      key Enter Esc Ctrl-F Down Down Enter
      type \(path)
      wait idle
      key Enter
      wait idle
      save-screen filled
      type a star
      key Enter
      wait idle
      key Esc Ctrl-F Down Down Enter
      type /no/such.png
      key Enter
      wait idle
      """, size: "200x50")
    #expect(screens["filled"]?.text.contains("condition: A, mine.png") == true)
    #expect(screens["last"]?.text.contains("cannot read /no/such.png") == true)
    let run = try HistoryStore.open(folder: studio.folder).store.newest(1)[0]
    #expect(run.task == "scribble" && run.prompt == "a star" && run.parent == nil)
  }

  @Test func whatIsDrawnIsThereAgainInTheNextStudio() throws {
    let studio = TestStudio()
    defer { studio.remove() }
    let open = "wait idle\nkey Esc a\ntype scribble\nkey Enter"
    _ = try studio.play(open + " Space Right Right\nwait idle")
    var screens = try studio.play(
      "wait idle\nsave-screen again\nkey Enter\ntype a star\nwait idle")
    #expect(screens["again"]?.text.contains("“condition”, pen down") == true)
    screens = try studio.play("wait idle\nsave-screen filled\nkey Ctrl-F Enter\nwait idle")
    let filled = try #require(screens["filled"]?.text)
    #expect(filled.contains("condition: A, drawn by hand") && filled.contains("prompt: a star"))
    #expect(filled.contains("CFG          4.0"), "the knobs of the task")
    #expect(screens["last"]?.text.contains("─ “condition”, pen up") == true)
    screens = try studio.play("wait idle\nkey Esc Esc Esc\nwait idle")
    #expect(screens["last"]?.text.contains("CFG          3.0") == true, "the knobs from before")
  }

  /// What is written after each stroke is there although no studio left a session of its own.
  @Test func whatIsDrawnOutlivesAKill() throws {
    let studio = TestStudio()
    defer { studio.remove() }
    var kept: Session?
    let script = """
      wait idle
      key Esc a
      type scribble
      key Enter Space Right Right Space
      save-screen drawn
      key Esc Esc Esc
      wait idle
      """
    _ = try StudioScript(script).run(driver: MemoryDriver(), setup: studio.setup()) { _, _ in
      kept = Session.left(in: studio.folder)
    }
    var last = try studio.play("wait idle")["last"]
    #expect(last?.text.contains("“condition”") == false)
    try #require(kept).leave(in: studio.folder)
    last = try studio.play("wait idle")["last"]
    #expect(last?.text.contains("“condition”, pen up") == true)
  }

  @Test func aMaskIsThereAgainWithItsPicture() throws {
    let studio = TestStudio()
    defer { studio.remove() }
    _ = try studio.play("wait idle\nkey Esc a\ntype redraw\nkey Enter Space Right\nwait idle")
    let screens = try studio.play("wait idle\nsave-screen again\nkey Enter Enter\nwait idle")
    #expect(screens["again"]?.text.contains("2 × 1 codes again") == true)
    let run = try HistoryStore.open(folder: studio.folder).store.newest(1)[0]
    #expect(run.task == "redraw" && run.parent == Run.ID(rawValue: 1))
  }

  static let scenes: [(name: String, script: String)] = [
    (
      "scribble",
      "wait idle\nkey Esc a\ntype scribble\nkey Enter Space L J Home Home e\nwait idle"
    ),
    (
      "scribble in the form",
      "wait idle\nkey Esc a\ntype scribble\nkey Enter Space L Enter\nwait idle"
    ),
    ("mask", "wait idle\nkey Esc a\ntype redraw\nkey Enter Space l l j\nwait idle"),
    (
      "mask in the form",
      "wait idle\nkey Esc a\ntype redraw\nkey Enter Space l l j Enter\nwait idle"
    ),
    (
      "boxes",
      """
      wait idle
      key Esc a
      type boxes
      key Enter
      type a cat and a star
      key Down Ctrl-F Space L J Space
      type cat
      key Enter H H H K K Space L J Space
      type star
      key Enter
      wait idle
      """
    ),
    ("menu", "wait idle\nkey Esc a\ntype scribble\nkey Enter Esc Ctrl-F\nwait idle"),
  ]

  @Test(arguments: ["80x24", "100x30", "160x50"], [true, false])
  func screens(_ size: String, _ isUnicode: Bool) throws {
    var text = ""
    for scene in Self.scenes {
      let studio = TestStudio()
      defer { studio.remove() }
      let screen = try studio.play(
        scene.script, size: size, mode: isUnicode ? .sixel : .shades, isUnicode: isUnicode)["last"]
      text += "\(scene.name)\n" + (try #require(screen).text)
    }
    try ScreenFile.expect(text, "sketches-\(isUnicode ? "" : "ascii-")\(size)")
  }
}
