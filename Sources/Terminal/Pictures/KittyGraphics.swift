/// Writes pictures in kitty's graphics protocol.
///
/// ```
/// ESC _ G a=t,f=100,i=7,q=2,m=1 ; 4096 letters of base64 ESC \     the PNG, in pieces
/// ESC _ G m=0 ; the last letters ESC \
/// ESC _ G a=p,i=7,p=1,x=0,y=0,w=90,h=40,c=9,r=2,C=1,q=2 ESC \    shows a part of it at the cursor
/// ESC _ G a=p,U=1,i=7,c=9,r=2,q=2 ESC \    shows it wherever placeholders of its number stand
/// ESC _ G a=d,d=i,i=7,q=2 ESC \            takes it off the screen; d=I forgets it too
/// ```
/// `q=2` asks for no answer, `C=1` leaves the cursor. No negative `z`: for text over a picture kitty
/// blends, and where drivers are poor what was there before shines through.
package enum KittyGraphics {
  /// The most letters of base64 in one piece.
  static let pieceLength = 4096

  /// Sends a PNG under a number.
  package static func transmission(of png: [UInt8], id: Int) -> [[UInt8]] {
    let letters = Array(Base64.encode(png).utf8)
    let starts = Array(stride(from: 0, to: max(1, letters.count), by: pieceLength))
    return starts.map { start in
      let end = min(start + pieceLength, letters.count)
      let more = "m=\(end < letters.count ? 1 : 0)"
      let keys = start == 0 ? "a=t,f=100,i=\(id),q=2,\(more)" : "q=2,\(more)"
      return command(keys, letters[start..<end])
    }
  }

  /// Shows a part of a picture in the cells from the cursor on.
  ///
  /// - Parameters:
  ///   - id: the picture's number.
  ///   - number: of this part.
  ///   - cells: the cells of this part.
  ///   - area: the cells of the whole picture.
  ///   - cell: the pixels of a cell.
  /// - Returns: A cursor move and the command.
  static func placement(
    of id: Int, number: Int, in cells: CellArea, of area: CellArea, cell: PixelSize
  ) -> [UInt8] {
    let x = (cells.column - area.column) * cell.width
    let y = (cells.row - area.row) * cell.height
    let size = "w=\(cells.columns * cell.width),h=\(cells.rows * cell.height)"
    return Array("\u{1B}[\(cells.row + 1);\(cells.column + 1)H".utf8)
      + command(
        "a=p,i=\(id),p=\(number),x=\(x),y=\(y),\(size),c=\(cells.columns),r=\(cells.rows),C=1,q=2")
  }

  /// Lets placeholders of this number show it.
  static func virtualPlacement(of id: Int, area: CellArea) -> [UInt8] {
    command("a=p,U=1,i=\(id),c=\(area.columns),r=\(area.rows),q=2")
  }

  /// Takes all of a picture's parts off the screen; the terminal keeps the picture.
  static func hiding(_ id: Int) -> [UInt8] { command("a=d,d=i,i=\(id),q=2") }

  /// Takes a picture off the screen and out of the terminal's memory.
  package static func deletion(of id: Int) -> [UInt8] { command("a=d,d=I,i=\(id),q=2") }

  /// A picture at the cursor, which ends below it.
  static func printed(_ job: PictureJob) -> [UInt8] {
    guard let png = job.encoded() else { return [] }
    var pieces = transmission(of: png, id: 0)
    // `T` sends and shows at once; without a number it is the terminal's to forget.
    let first = String(decoding: pieces[0], as: UTF8.self)
    let shown = "a=T,f=100,c=\(job.fit.area.columns),r=\(job.fit.area.rows)"
    pieces[0] = Array(first.replacing("a=t,f=100,i=0", with: shown).utf8)
    return pieces.flatMap { $0 }
  }

  private static func command(_ keys: String, _ payload: ArraySlice<UInt8> = []) -> [UInt8] {
    let start = Array("\u{1B}_G\(keys)".utf8)
    return start + (payload.isEmpty ? [] : [UInt8(ascii: ";")] + payload) + [0x1B, 0x5C]
  }
}
