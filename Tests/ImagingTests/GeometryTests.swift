import Imaging
import Testing

@Suite struct GeometryTests {
  @Test func squaresOfAGridAreTakenFromAnotherPicture() {
    let white = Image(width: 6, height: 6, fill: .white)
    let black = Image(width: 6, height: 6, fill: .black)
    let mixed = white.taking([1, 5], ofGrid: 3, from: black)
    let rows = (0..<6).map { y in
      (0..<6).map { x in mixed.pixels[4 * (y * 6 + x)] == 0 ? "#" : "." }.joined()
    }
    #expect(rows == ["..##..", "..##..", "....##", "....##", "......", "......"])
    #expect(white.taking([], ofGrid: 3, from: black) == white)
    #expect(white.taking(0..<9, ofGrid: 3, from: black) == black)
  }
}
