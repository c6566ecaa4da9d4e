import Foundation
import History
import Studio
import Terminal
import Testing
import Tokens

/// What may go wrong while a studio runs: nothing is lost, and a sentence says it.
@Suite struct FaultTests {
  @Test func aPictureRemovedBehindItsRowIsShownFromItsCodes() throws {
    let studio = TestStudio()
    defer { studio.remove() }
    _ = try studio.play("wait idle")
    let pictures = studio.folder + "/pictures"
    for name in try FileManager.default.contentsOfDirectory(atPath: pictures) {
      try FileManager.default.removeItem(atPath: "\(pictures)/\(name)")
    }
    let screens = try studio.play("wait idle\nkey Esc Y\ntype path\nkey Enter\nwait idle")
    let last = try #require(screens["last"])
    #expect(last.pictures.count == 1 && last.pictures[0].image.width == 128)
    #expect(last.text.contains("#1 has no picture file yet"))
  }

  @Test func aPastedNewLineNeverDraws() throws {
    var state = try ReducerTests().settled()
    state.settings.turning = .live
    let effects = reduce(into: &state, .terminal(.paste("a\r\nb\n")))
    let draws = effects.contains { if case .draw = $0 { true } else { false } }
    #expect(state.writing == nil && !draws)
    #expect(state.mode == .write)
    ReducerTests().press("Ctrl-_", &state)
    #expect(state.prompt.text == StudioState.firstPrompt, "a paste is one step")
  }

  @Test func aMegabytePastedIntoAnyLineIsCut() throws {
    let book = String(repeating: "red ", count: 250_000)
    for keys in ["i", "Ctrl-N", "/", "O", "I", ",", "a", "="] {
      var state = try ReducerTests().settled()
      state.tasks = try TestStudio.tasks()
      ReducerTests().press(keys, &state)
      _ = reduce(into: &state, .terminal(.paste(book)))
      #expect(state.prompt.text.count <= PromptEditor.mostCharacters, "\(keys)")
      #expect(StudioView.draw(state).text.contains("knobs"), "\(keys)")
    }
  }

  @Test func howToSeePixelsIsSaidOnceAtTheStart() throws {
    let studio = TestStudio()
    defer { studio.remove() }
    let first = try studio.play("wait idle", size: "160x50", mode: .halfBlocks)
    #expect(first["last"]?.text.contains("Enter draws, Esc :tour helps") == true)
    let second = try studio.play(
      "wait idle\nsave-screen start\nkey Esc Tab", size: "160x50", mode: .halfBlocks)
    #expect(second["start"]?.text.contains("For pictures as pixels use ") == true)
    #expect(second["last"]?.text.contains("For pictures as pixels") == false)
    let third = try studio.play("wait idle", size: "160x50")
    #expect(third["last"]?.text.contains("For pictures as pixels") == false)
  }

  @Test func theHintGoesWhenTheTerminalAnswersAfterAll() throws {
    var state = try ReducerTests().settled()
    state.message = state.pictureHint
    #expect(state.message != nil)
    var pixels = TerminalCapabilities(pictureMode: .sixel)
    pixels.identity.hasSixel = true
    _ = reduce(into: &state, .display(state.size, pixels))
    #expect(state.message == nil)
  }
}
