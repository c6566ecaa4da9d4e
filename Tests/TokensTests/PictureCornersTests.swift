import Testing
import Tokens

@Suite struct PictureCornersTests {
  @Test(arguments: ["20,30 90,110", "(20, 30) -> (90, 110)", " 20 30 90 110 "])
  func fourNumbersAreReadHoweverTheyStand(_ text: String) throws {
    #expect(try PictureCorners(text).description == "(20, 30) -> (90, 110)")
  }

  @Test(arguments: [
    ("20,30 90", "four whole numbers"), ("", "four whole numbers"), ("1,2 3,4 5", "four whole"),
    ("1.5,2 3,4", "four whole"), ("20,30 90,256", "has 256"), ("-1,30 90,90", "has -1"),
    ("90,30 20,110", "is reversed"), ("20,110 90,30", "is reversed"), ("20,30 20,90", "is empty"),
    ("99999999999999999999,0 1,1", "four whole"),
  ])
  func whatIsNoBoxIsRefused(_ text: String, _ part: String) {
    let error = #expect(throws: CornersError.self) { try PictureCorners(text) }
    #expect(error?.description.contains(part) == true, "\(String(describing: error))")
  }

  @Test func everyCodeThatIsTouchedIsInTheRectangle() throws {
    #expect(
      try PictureCorners("0,0 255,255").rectangle(side: 16)
        == CodeRectangle(x: 0, y: 0, width: 16, height: 16))
    #expect(
      try PictureCorners("15,16 16,31").rectangle(side: 16)
        == CodeRectangle(x: 0, y: 1, width: 2, height: 1))
  }
}
