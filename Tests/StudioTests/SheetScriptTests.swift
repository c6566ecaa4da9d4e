import Foundation
import Generation
import History
import Imaging
import Studio
import Terminal
import Testing

/// Sheets from the key to the history and to files, on an engine without a model.
@Suite struct SheetScriptTests {
  let studio = TestStudio()

  private var store: HistoryStore {
    get throws { try HistoryStore.open(folder: studio.folder).store }
  }

  @Test func sheetIsOneEntryAndItsKeptTileAnother() throws {
    defer { studio.remove() }
    _ = try studio.play("wait idle\nkey Esc m\nwait idle\nkey Right Right s\nwait idle")
    let runs = try store.newest(9)
    #expect(runs.count == 3 && runs[0].verdict == .kept && runs[0].parent == runs[1].id)
    #expect(runs[1].state == .finished && runs[1].codeCount == 8 * 256 && runs[1].task == "sheet")
    #expect(runs[0].codes == Array(runs[1].codes[512..<768]))
    #expect(runs[0].picture != nil && runs[0].comparison == runs[1].comparison)
    #expect(HistoryEntry(runs[1]).sheet?.variants.count == 8)
    let file = try #require(try store.picturePath(of: runs[1]))
    let png = try PNG.decode([UInt8](Data(contentsOf: URL(fileURLWithPath: file))))
    #expect(png.width == 4 * 134 + 6, "four tiles in a row")
  }

  @Test func tilesOfASheetOfEditsAreEdits() throws {
    defer { studio.remove() }
    _ = try studio.play(
      "wait idle\nkey Esc e\ntype make it {red|blue}\nkey Enter\nwait idle\nkey Esc s\nwait idle")
    let runs = try store.newest(9)
    #expect(runs[0].verdict == .kept && runs[0].task == "edit" && runs[1].task == "sheet")
    // Opened out of the history, without a form, and spread between its tiles.
    _ = try studio.play(
      "wait idle\nkey Esc Up\nwait idle\nkey m\nwait idle\nkey Right s\nwait idle")
    let later = try store.newest(1)
    #expect(later[0].verdict == .kept && later[0].task == "edit", "\(later[0].prompt)")
  }

  @Test func sheetOfTheHistoryOpensTileByTile() throws {
    defer { studio.remove() }
    _ = try studio.play("wait idle\nkey Esc m\nwait idle")
    let screens = try studio.play(
      "wait idle\nsave-screen picture\nkey Esc m\nwait idle\nsave-screen tiles\n"
        + "key Right Right s\nwait idle", size: "160x50")
    let picture = try #require(screens["picture"])
    #expect(picture.text.contains("#2, m opens it: CFG: red apple") && picture.pictures.count == 1)
    let tiles = try #require(screens["tiles"])
    #expect(tiles.text.contains("CFG 8") && tiles.pictures.count == 8)
    #expect(try store.newest(1).first?.parent == Run.ID(rawValue: 2))
  }

  @Test func aTileThatWasKeptIsKnownWhenItsSheetIsOpenedAgain() throws {
    defer { studio.remove() }
    _ = try studio.play("wait idle\nkey Esc m\nwait idle\nkey Right Right s\nwait idle")
    let screens = try studio.play(
      "wait idle\nkey Esc Up\nwait idle\nkey m\nwait idle\n"
        + "save-screen tiles\nkey Right Right s\nwait idle\nkey Left x\nwait idle", size: "160x50")
    #expect(screens["tiles"]?.text.contains(#/CFG 3 +k CFG 4/#) == true)
    let runs = try store.newest(9)
    #expect(runs.count == 3 && runs[0].verdict == .tossed, "it is not kept twice")
  }

  @Test func narrowTilesOfTheBestSayTheWayAndTheLineBelowTheSeed() throws {
    defer { studio.remove() }
    let text = try #require(
      try studio.play("wait idle\nkey Esc !\nwait idle\nkey Right\nwait idle")["last"]?.text)
    #expect(text.matches(of: #/(top-p|CD-K) +-\d+\.\d/#).count == 8, "\(text)")
    #expect(text.contains(#/256\/256 × 8 +seed \d+, (top-p|CD-K) /#))
  }

  @Test func theBestOfEightKeepsItsOrderInTheHistory() throws {
    defer { studio.remove() }
    let drawn = try studio.play("wait idle\nkey Esc !\nwait idle", size: "160x50")
    let opened = try studio.play("wait idle\nkey Esc m\nwait idle", size: "160x50")
    func labels(_ screen: Canvas?) -> [Substring] {
      (screen?.text ?? "").matches(of: /(?:top-p|CD-K) +-\d+\.\d/).map(\.output)
    }
    #expect(labels(drawn["last"]).count == 8)
    #expect(labels(drawn["last"]) == labels(opened["last"]))
  }

  @Test func tilesAreThePicturesThatTheirRequestsDrawAlone() throws {
    defer { studio.remove() }
    _ = try studio.play(
      "wait idle\nkey Esc m\nwait idle\nkey Right Right Right s\nkey Esc Right Right\n"
        + "wait idle\nkey s\nwait idle")
    let kept = try store.newest(9).filter { $0.verdict == .kept }
    #expect(kept.count == 2 && kept[0].codes == kept[1].codes && kept[0].request == kept[1].request)
  }

  @Test func stoppedSheetIsPartialAndFinishedLater() throws {
    defer { studio.remove() }
    _ = try studio.play("wait idle\nkey Esc m\nkey Ctrl-C\nwait idle")
    let partial = try #require(try store.newest(1).first)
    #expect(partial.state == .partial && partial.codes.count < 8 * 256)
    _ = try studio.play("wait idle\nkey Esc c\nwait idle")
    let whole = try #require(try store.newest(1).first)
    #expect(whole.state == .finished && whole.parent == partial.id && whole.task == "sheet")
  }

  @Test func sheetIsSavedAsAPictureAndAsJSONBesideIt() throws {
    defer { studio.remove() }
    let path = studio.folder + "/out/cfg"
    let screens = try studio.play(
      "wait idle\nkey Esc m\nwait idle\nkey E Ctrl-U\ntype \(path).png\nkey Enter\nwait idle\n"
        + "save-screen saved\nkey E Ctrl-U\ntype \(path).png\nkey Enter\nwait idle",
      size: "160x50")
    #expect(screens["saved"]?.text.contains("wrote ") == true)
    #expect(screens["last"]?.text.contains("is there already") == true)
    let png = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path + ".png")))
    #expect(try PNG.decode(png).width == 4 * 134 + 6)
    #expect(PNG.texts(of: png).map(\.keyword) == ["leon-sheet"])
    let json = try Data(contentsOf: URL(fileURLWithPath: path + ".json"))
    let record = try JSONSerialization.jsonObject(with: json) as? [String: Any]
    let tiles = try #require(record?["tiles"] as? [[String: Any]])
    #expect(tiles.count == 8 && tiles[2]["label"] as? String == "CFG 3")
    #expect((tiles[7]["codes"] as? [Int])?.count == 256)
    #expect((record?["axes"] as? [[String: Any]])?.first?["subject"] as? String == "CFG")
  }

  @Test func whatNeedsOnePicturesTokensIsRefusedOnASheetsRow() throws {
    defer { studio.remove() }
    let screens = try studio.play(
      "wait idle\nkey Esc m\nwait idle\nkey Esc Up\nwait idle\nkey r\nsave-screen rewind\n"
        + "key y\nwait idle\nsave-screen copy\nkey K\nwait idle\nsave-screen details",
      size: "160x50")
    #expect(screens["rewind"]?.text.contains("a sheet has no tokens of its own") == true)
    #expect(screens["details"]?.text.contains("CFG: 1, 2, 3, 4, 5, 6, 7, 8") == true)
    #expect(screens["copy"]?.text.contains("a sheet has no such line") == true)
  }
}
