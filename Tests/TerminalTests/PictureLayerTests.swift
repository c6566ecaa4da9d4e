import Foundation
import Imaging
import Terminal
import Testing

@Suite struct PictureLayerTests {
  private let area = CellArea(column: 2, row: 1, columns: 4, rows: 2)
  private let red = Image.Color(red: 250, green: 9, blue: 20)

  private func capabilities(_ mode: PictureMode) -> TerminalCapabilities {
    TerminalCapabilities(pictureMode: mode, cell: PixelSize(width: 4, height: 8))
  }

  private func canvas(
    _ color: Image.Color, covering: Bool = false, isLive: Bool = false, mode: PictureMode = .sixel
  ) -> Canvas {
    var canvas = Canvas(size: TerminalSize(columns: 20, rows: 8))
    canvas.place(
      PlacedPicture(Image(width: 8, height: 8, fill: color), in: area, isLive: isLive))
    if covering { canvas.write("up", column: 3, row: 1) }
    return canvas.rendered(for: capabilities(mode))
  }

  /// Encodes at once, as a thread of its own would later.
  private func encode(_ job: PictureJob) -> PictureEncoder.Encoding? {
    job.encoded().map { PictureEncoder.Encoding(job: job, bytes: $0) }
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  // MARK: sixel

  @Test func aPictureIsSentOnceUntilItChanges() {
    var layer = PictureLayer()
    let sixel = capabilities(.sixel)
    let first = layer.update(canvas(.white), sixel, encoding: encode).last
    #expect(text(first).hasPrefix("\u{1B}7\u{1B}[2;3H\u{1B}P"))
    #expect(text(first).hasSuffix("\u{1B}\\\u{1B}8"))
    #expect(layer.update(canvas(.white), sixel, encoding: encode).last.isEmpty)
    #expect(!layer.update(canvas(red), sixel, encoding: encode).last.isEmpty)
  }

  @Test func aCoveredPictureWaitsAndComesBack() {
    var layer = PictureLayer()
    let sixel = capabilities(.sixel)
    _ = layer.update(canvas(.white), sixel, encoding: encode)
    #expect(layer.update(canvas(.white, covering: true), sixel, encoding: encode).last.isEmpty)
    #expect(!layer.update(canvas(.white), sixel, encoding: encode).last.isEmpty)
  }

  @Test func lettersTakeAwayWhatNoPictureShowsAnyMore() {
    var layer = PictureLayer()
    let sixel = capabilities(.sixel)
    #expect(layer.update(canvas(.white), sixel, encoding: encode).first.isEmpty)
    let covered = layer.update(canvas(.white, covering: true), sixel, encoding: encode)
    #expect(text(covered.first) == "\u{1B}7\u{1B}[2;4H  \u{1B}8", "two letters cover two cells")
    _ = layer.update(canvas(.white), sixel, encoding: encode)
    let blank = Canvas(size: TerminalSize(columns: 20, rows: 8)).rendered(for: sixel)
    let gone = layer.update(blank, sixel, encoding: encode)
    #expect(
      text(gone.first) == "\u{1B}7\u{1B}[2;3H    \u{1B}[3;3H    \u{1B}8" && gone.last.isEmpty)
  }

  @Test func afterTheScreenWasClearedEverythingIsSentAgain() {
    var layer = PictureLayer()
    let first = layer.update(canvas(.white), capabilities(.sixel), encoding: encode)
    layer.forget()
    #expect(
      layer.update(canvas(.white), capabilities(.sixel), encoding: encode).last == first.last)
  }

  @Test func whatIsNotReadyLeavesThePictureBefore() {
    var layer = PictureLayer()
    let sixel = capabilities(.sixel)
    _ = layer.update(canvas(.white), sixel, encoding: encode)
    #expect(layer.update(canvas(red), sixel) { _ in nil }.last.isEmpty)
    // The first is still there, so that going back to it sends nothing.
    #expect(layer.update(canvas(.white), sixel, encoding: encode).last.isEmpty)
    #expect(!layer.update(canvas(red), sixel, encoding: encode).last.isEmpty)
  }

  // MARK: slow lines

  @Test func onASlowLineAGrowingPictureWaitsAndAFinishedOneDoesNot() throws {
    var layer = PictureLayer()
    var budget = PictureBudget()
    budget.note(seconds: 0.2)
    let sixel = capabilities(.sixel)
    _ = layer.update(
      canvas(.white, isLive: true), sixel, budget: budget, time: 5, encoding: encode)
    let held = layer.update(
      canvas(red, isLive: true), sixel, budget: budget, time: 5.05, encoding: encode)
    #expect(held.last.isEmpty)
    #expect(abs(try #require(held.wait) - 0.2) < 1e-6)
    #expect(
      !layer.update(canvas(red, isLive: true), sixel, budget: budget, time: 5.3, encoding: encode)
        .last.isEmpty)
    let finished = layer.update(
      canvas(red), sixel, budget: budget, time: 5.31, encoding: encode)
    #expect(!finished.last.isEmpty && finished.wait == nil)
  }

  @Test func aPictureThatIsThereIsNotReplacedByLessOfIt() {
    var layer = PictureLayer()
    var budget = PictureBudget()
    let sixel = capabilities(.sixel)
    _ = layer.update(canvas(.white), sixel, budget: budget, encoding: encode)
    for _ in 0..<9 { budget.note(seconds: 1) }
    #expect(layer.update(canvas(.white), sixel, budget: budget, encoding: encode).last.isEmpty)
  }

  // MARK: kitty's protocol

  @Test func kittyGetsThePixelsAndAPlace() throws {
    var layer = PictureLayer(firstID: 70)
    let update = layer.update(
      canvas(red, mode: .kitty), capabilities(.kitty), encoding: encode)
    let commands = KittyReader.commands(in: update.first)
    let image = try PNG.decode(KittyReader.payload(of: commands))
    #expect((image.width, image.height) == (16, 16))
    #expect(Array(image.pixels[..<4]) == [250, 9, 20, 255])
    #expect(commands.first?.keys["i"] == "70")
    let place = try #require(KittyReader.commands(in: update.last).first)
    #expect(place.keys["a"] == "p" && place.keys["z"] == nil)
    #expect(place.keys["c"] == "4" && place.keys["r"] == "2")
    #expect(text(update.last).contains("\u{1B}[2;3H"))
  }

  @Test func theNextPictureIsThereBeforeTheOldOneGoes() throws {
    var layer = PictureLayer(firstID: 70)
    let kitty = capabilities(.kitty)
    _ = layer.update(canvas(red, mode: .kitty), kitty, encoding: encode)
    let next = layer.update(canvas(.white, mode: .kitty), kitty, encoding: encode)
    let acts = KittyReader.commands(in: next.last).map {
      "\($0.keys["a"] ?? "")\($0.keys["i"] ?? "")"
    }
    #expect(acts == ["p71", "d70"])
    #expect(KittyReader.commands(in: next.last).last?.keys["d"] == "I")
    #expect(layer.update(canvas(.white, mode: .kitty), kitty, encoding: encode).last.isEmpty)
  }

  @Test func kittyShowsThePartsThatNothingCovers() {
    var layer = PictureLayer(firstID: 70)
    let kitty = capabilities(.kitty)
    _ = layer.update(canvas(red, mode: .kitty), kitty, encoding: encode)
    let covered = layer.update(
      canvas(red, covering: true, mode: .kitty), kitty, encoding: encode)
    #expect(covered.first.isEmpty)
    let commands = KittyReader.commands(in: covered.last)
    #expect(commands.map { $0.keys["a"] } == ["d", "p", "p", "p"])
    // The cells left and right of the two letters, and the row below.
    #expect(commands.dropFirst().map { $0.keys["c"] } == ["1", "1", "4"])
    #expect(commands.dropFirst().map { $0.keys["x"] } == ["0", "12", "0"])
  }

  @Test func whatLeavesTheScreenLeavesTheTerminal() {
    var layer = PictureLayer(firstID: 70)
    let kitty = capabilities(.kitty)
    _ = layer.update(canvas(red, mode: .kitty), kitty, encoding: encode)
    let empty = Canvas(size: TerminalSize(columns: 20, rows: 8))
    let update = layer.update(empty, kitty, encoding: encode)
    #expect(update.last == KittyGraphics.deletion(of: 70))
    _ = layer.update(canvas(red, mode: .kitty), kitty, encoding: encode)
    #expect(layer.farewell(kitty) == KittyGraphics.deletion(of: 71))
    #expect(layer.farewell(kitty).isEmpty)
  }

  // MARK: kitty's protocol through tmux

  @Test func insideTmuxCellsNameTheirPieceOfThePicture() throws {
    var layer = PictureLayer()
    let mode = PictureMode.placeholders
    let update = layer.update(
      canvas(red, covering: true, mode: mode), capabilities(mode), encoding: encode)
    for sequence in text(update.first).components(separatedBy: "\u{1B}Ptmux;").dropFirst() {
      #expect(sequence.hasPrefix("\u{1B}\u{1B}_G") && sequence.hasSuffix("\u{1B}\u{1B}\\\u{1B}\\"))
    }
    let cell = update.canvas[2, 1]
    #expect(cell.text.unicodeScalars.map(\.value) == [0x10EEEE, 0x305, 0x305])
    #expect(cell.style.foreground == .palette(17))
    #expect(update.canvas[5, 2].text.unicodeScalars.map(\.value) == [0x10EEEE, 0x30D, 0x310])
    #expect(update.canvas[3, 1].text == "u")
    #expect(CellWidth.of(cell.text) == 1)
  }
}

/// Takes kitty's commands apart, as a terminal would.
enum KittyReader {
  struct Command {
    var keys: [String: String]
    var payload: String
  }

  static func commands(in bytes: [UInt8]) -> [Command] {
    String(decoding: bytes, as: UTF8.self).components(separatedBy: "\u{1B}_G").dropFirst().map {
      let body = $0.components(separatedBy: "\u{1B}\\")[0].split(
        separator: ";", omittingEmptySubsequences: false)
      let pairs = body[0].split(separator: ",").map { $0.split(separator: "=").map(String.init) }
      return Command(
        keys: Dictionary(pairs.map { ($0[0], $0[1]) }) { first, _ in first },
        payload: body.count > 1 ? String(body[1]) : "")
    }
  }

  /// The bytes that were sent in pieces.
  static func payload(of commands: [Command]) -> [UInt8] {
    let text = commands.filter { $0.keys["m"] != nil }.map(\.payload).joined()
    return [UInt8](Data(base64Encoded: text) ?? Data())
  }
}

@Suite struct KittyGraphicsTests {
  @Test func longPicturesGoInPiecesOf4096Letters() {
    let bytes = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let pieces = KittyGraphics.transmission(of: bytes, id: 5)
    let commands = pieces.flatMap { KittyReader.commands(in: $0) }
    #expect(commands.map(\.payload.count) == [4096, 4096, 4096, 1048])
    #expect(commands.map { $0.keys["m"] } == ["1", "1", "1", "0"])
    #expect(commands.map { $0.keys["i"] } == ["5", nil, nil, nil])
    #expect(commands.allSatisfy { $0.keys["q"] == "2" })
    #expect(KittyReader.payload(of: commands) == bytes)
  }

  @Test func aSmallPictureIsOnePiece() {
    let commands = KittyReader.commands(
      in: KittyGraphics.transmission(of: [1, 2, 3], id: 5).flatMap { $0 })
    #expect(commands.map { $0.keys["m"] } == ["0"])
  }
}
