import Foundation
import Generation
import History
import Studio
import Terminal
import Testing
import Tokens

/// Whole studios, played without a terminal on an engine without a model.
@Suite struct StudioScriptTests {
  let studio = TestStudio()

  @Test func firstStartDrawsAPictureByItself() throws {
    defer { studio.remove() }
    let screens = try studio.play("wait idle")
    let text = try #require(screens["last"]?.text)
    #expect(text.contains("#1: red apple, 3D icon") && text.contains("256/256"))
    let run = try HistoryStore.open(folder: studio.folder).store.newest(9).first
    #expect(run?.state == .finished && run?.codes.count == 256)
    #expect(run?.picture == "1-red-apple-3d-icon-seed7.png")
  }

  @Test func typedPromptIsDrawnAndKeptAcrossARestart() throws {
    defer { studio.remove() }
    _ = try studio.play("wait idle\nkey Ctrl-U\ntype blue boat\nkey Enter\nwait idle\nkey Esc s 4")
    let screens = try studio.play("wait idle")
    let text = try #require(screens["last"]?.text)
    #expect(text.contains("#2 k") && text.contains("blue boat"))
    #expect(text.contains("kept 1"))
    let picture = try #require(screens["last"]?.pictures.first)
    #expect(picture.image.width == 128 && !picture.isLive)
  }

  @Test func knobTurnedHalfWayIsMarkedAtItsRowAndRemembered() throws {
    defer { studio.remove() }
    let screens = try studio.play(
      """
      wait idle
      key Esc BackTab Right Right Right Right Right Right Right Right Tab
      repeat 128 .
      wait idle
      key n .
      repeat 127 .
      wait idle
      save-screen half
      key Right
      repeat 128 .
      wait idle
      """)
    let half = try #require(screens["half"])
    #expect(half.text.contains("128/256"))
    #expect(half.pictures.first?.image.pixels[3] == 255)
    #expect(half.pictures.first?.image.pixels.last == 0, "unwritten cells show the ground")
    let last = try #require(screens["last"])
    #expect(last.text.contains("turned by hand"))
    let layout = (0..<30).filter { last[0, $0].text == "◆" }
    #expect(layout == [13], "row 8 of 16 lies in the middle of rows 1 to 24")
    let run = try HistoryStore.open(folder: studio.folder).store.newest(1).first
    #expect(run?.knobChanges.contains("128") == true)
  }

  @Test func instantTurningDrawsDraftsAndPinsWhatWasThere() throws {
    defer { studio.remove() }
    let screens = try studio.play("wait idle\nkey Esc Right\nwait idle\nkey Right\nwait idle")
    let text = try #require(screens["last"]?.text)
    #expect(text.contains("draft: red apple, 3D icon") && text.contains("A #1 pinned"))
    #expect(text.contains("CFG 3.0 -> 4.0, prompt same"))
    let store = try HistoryStore.open(folder: studio.folder).store
    #expect(try store.drafts().count == 2 && store.counts().all == 1)
  }

  @Test func keptDraftBecomesAnEntryWithAFile() throws {
    defer { studio.remove() }
    _ = try studio.play("wait idle\nkey Esc Right\nwait idle\nkey s\nwait idle")
    let store = try HistoryStore.open(folder: studio.folder).store
    let run = try #require(try store.newest(1).first)
    #expect(run.verdict == .kept && run.picture != nil)
    #expect(try store.drafts().isEmpty)
  }

  @Test func stoppedPictureIsKeptPartialAndFinishedLater() throws {
    defer { studio.remove() }
    _ = try studio.play(
      "wait idle\nkey Esc BackTab\nrepeat 8 Right\nkey n .\nrepeat 9 .\nwait idle\nkey Ctrl-C\nwait idle"
    )
    var run = try HistoryStore.open(folder: studio.folder).store.newest(1).first
    #expect(run?.state == .partial && run?.codes.count == 10)
    let screens = try studio.play("wait idle\nsave-screen partial\nkey Esc c\nwait idle")
    #expect(screens["partial"]?.text.contains("partial 3%") == true)
    run = try HistoryStore.open(folder: studio.folder).store.newest(1).first
    #expect(run?.state == .finished && run?.parent != nil)
  }

  @Test func alternativeTakenIsAChildWhoseRecordTellsIt() throws {
    defer { studio.remove() }
    let screens = try studio.play(
      """
      wait idle
      key Esc r Home Down
      wait idle
      key 4 Enter
      wait idle
      key b
      wait idle
      save-screen back
      """)
    let store = try HistoryStore.open(folder: studio.folder).store
    let child = try #require(try store.newest(1).first)
    let parent = try store.run(Run.ID(rawValue: 1))
    #expect(child.parent == parent.id && child.state == .finished && child.picture != nil)
    let differing = zip(child.codes, parent.codes).enumerated().filter {
      $0.element.0 != $0.element.1
    }
    #expect(differing.map(\.offset) == [16])
    #expect(child.codes[16] == parent.codes[16] + 4)
    #expect(child.knobChanges.contains("forced_codes"))
    #expect(screens["back"]?.text.contains("token 17 of 256") == true)
    #expect(screens["back"]?.text.contains("rewind #1") == true)
  }

  @Test func queueSurvivesARestartInItsOrder() throws {
    defer { studio.remove() }
    _ = try studio.play(
      """
      wait idle
      key Esc BackTab
      repeat 8 Right
      key n . n Enter n Enter n Enter Q Down x K Esc
      wait idle
      """)
    let waiting = try HistoryStore.open(folder: studio.folder).store.queue()
    #expect(waiting.map { $0.order.request.contains("\"seed\":11") } == [true, false])
    _ = try studio.play("wait idle")
    let store = try HistoryStore.open(folder: studio.folder).store
    #expect(try store.queue().isEmpty)
    let runs = try store.newest(9)
    #expect(runs.map(\.seed) == [9, 11, 8, 7])
    #expect(runs.map(\.state) == [.finished, .finished, .partial, .finished])
  }

  /// A studio that is killed leaves no session.
  @Test func aKilledStudioShowsItsPartialPictureBeforeItsQueueIsDrawn() throws {
    defer { studio.remove() }
    _ = try studio.play(
      """
      wait idle
      key Esc BackTab
      repeat 8 Right
      key n .
      wait idle
      key n Enter i Ctrl-U
      type blue boat
      key Enter Esc BackTab
      wait idle
      """)
    try FileManager.default.removeItem(atPath: studio.folder + "/session.json")
    let screens = try studio.play("wait idle\nsave-screen cut\nkey Esc c\nwait idle")
    let text = try #require(screens["cut"]?.text)
    #expect(text.contains("#2: red apple") && text.contains("partial 0%"))
    #expect(text.contains("#2 was cut off; c finishes it and draws what waits, Q shows it"))
    let runs = try HistoryStore.open(folder: studio.folder).store.newest(9)
    #expect(runs.map(\.seed) == [9, 9, 8, 8, 7], "the partial picture comes first")
    #expect(runs.map(\.prompt).first == "blue boat" && runs[2].parent == runs[3].id)
  }

  @Test func theListOfWhatWaitsAfterAKillBeginsToDrawIt() throws {
    defer { studio.remove() }
    _ = try studio.play(
      "wait idle\nkey Esc BackTab\nrepeat 8 Right\nkey n .\nwait idle\nkey n Enter n Enter\nwait idle"
    )
    try FileManager.default.removeItem(atPath: studio.folder + "/session.json")
    _ = try studio.play("wait idle\nkey Esc Q Down Enter\nwait idle")
    let runs = try HistoryStore.open(folder: studio.folder).store.newest(9)
    #expect(runs.map(\.seed) == [9, 10, 8, 7])
  }

  /// Between two pictures there is nothing partial to be shown.
  @Test func theQueueOfAKilledStudioSetsPromptKnobsAndSeed() throws {
    defer { studio.remove() }
    _ = try studio.play("wait idle")
    try FileManager.default.removeItem(atPath: studio.folder + "/session.json")
    let request = try GenerationRequest(prompt: "blue boat", seed: Seed(9))
    let json = String(decoding: try JSONEncoder().encode(request), as: UTF8.self)
    try HistoryStore.open(folder: studio.folder).store.enqueue(
      QueuedOrder(prompt: "blue boat", request: json), at: Date(timeIntervalSince1970: 0))
    let text = try #require(try studio.play("wait idle")["last"]?.text)
    #expect(text.contains("│ blue boat"))
    #expect(text.contains(#/seed +9 /#) && !text.contains(" was "), "\(text)")
  }

  @Test func aSheetThatWaitsSurvivesARestart() throws {
    defer { studio.remove() }
    _ = try studio.play(
      "wait idle\nkey Esc BackTab\nrepeat 8 Right\nkey n .\nwait idle\nkey Tab m\nwait idle")
    #expect(try HistoryStore.open(folder: studio.folder).store.queue().count == 1)
    _ = try studio.play("wait idle")
    let store = try HistoryStore.open(folder: studio.folder).store
    let sheet = try #require(try store.newest(1).first)
    #expect(sheet.task == "sheet" && sheet.state == .finished && sheet.codes.count == 8 * 256)
    #expect(HistoryEntry(sheet).sheet?.axes.first?.subject == .guidance)
    #expect(try store.queue().isEmpty)
  }

  @Test func otherWordsStartThePictureInWorkAgain() throws {
    defer { studio.remove() }
    let screens = try studio.play(
      """
      wait idle
      key Esc BackTab
      repeat 8 Right
      key n .
      repeat 30 .
      wait idle
      key i
      type s
      wait idle
      key Esc
      repeat 2 .
      wait idle
      """)
    let text = try #require(screens["last"]?.text)
    #expect(text.contains("#3: red apple, 3D icons") && text.contains("2/256"))
    let runs = try HistoryStore.open(folder: studio.folder).store.newest(9)
    #expect(
      runs.map(\.prompt) == ["red apple, 3D icons", "red apple, 3D icon", "red apple, 3D icon"])
    #expect(runs.map(\.verdict) == [.undecided, .draft, .undecided], "one entry for one wish")
  }

  @Test func heldPictureGoesOnWhereItWas() throws {
    defer { studio.remove() }
    let screens = try studio.play(
      """
      wait idle
      key Esc BackTab
      repeat 8 Right
      key n .
      repeat 9 .
      wait idle
      key P
      repeat 9 .
      wait idle
      save-screen held
      key P
      wait idle
      save-screen on
      """)
    #expect(screens["held"]?.text.contains("10/256  paused, P goes on") == true)
    #expect(screens["on"]?.text.contains("10/256") == true, "keys meanwhile are refused")
    #expect(screens["on"]?.text.contains("paused") == false)
  }

  @Test func pictureThatWasBeingWrittenWhenTheStudioEndedIsPartial() throws {
    defer { studio.remove() }
    _ = try studio.play(
      "wait idle\nkey Esc BackTab\nrepeat 8 Right\nkey n .\nrepeat 39 .\nwait idle")
    let run = try HistoryStore.open(folder: studio.folder).store.newest(1).first
    #expect(run?.state == .partial && run?.codes.count == 40)
  }

  @Test(arguments: ["1x1", "20x5", "59x18", "60x17"]) func smallWindowShowsASentence(
    _ size: String
  ) throws {
    defer { studio.remove() }
    let screens = try studio.play(
      "wait idle\nkey Esc ? Down\nresize 100x30\nkey q\nwait idle", size: size)
    #expect(screens["last"] != nil)
    let small = try studio.play("wait idle", size: size)["last"]
    #expect(small?.pictures.isEmpty == true)
    if size == "59x18" { #expect(small?.text.contains("leon needs a window of 60x18") == true) }
  }

  @Test func historyLeftReadOnlyIsSaidOnTheScreen() throws {
    defer { studio.remove() }
    _ = try HistoryStore.open(folder: studio.folder)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o400], ofItemAtPath: studio.folder + "/history.sqlite")
    let screens = try studio.play("save-screen first\nwait idle", size: "160x50")
    #expect(screens["first"]?.text.contains("history.sqlite cannot be written") == true)
  }

  @Test(arguments: [
    "dance", "key Qwerty", "repeat 0 a", "wait long", "save-screen a/b", "resize 3", "pause -1",
  ])
  func unknownStepIsNamed(_ line: String) {
    let error = #expect(throws: ScriptError.self) { try StudioScript("# first\n\(line)") }
    #expect(error?.line == 2 && error?.text == line)
  }
}
