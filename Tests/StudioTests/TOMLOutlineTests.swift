import Studio
import Testing

@Suite struct TOMLOutlineTests {
  private let text = """
    # a comment with a = 1
    a = 1   # one

    s = "x # y = 2"
    [t.u]
    "b.c" = [  # list
      "]",
      2,
    ]
    d.e = { f = '#', g = 3 }
    long = \"""
    [not.a.table]
    h = 4
    \"""
    [[many]]
    z = 1
    """

  @Test func keysAreFoundWithTheirLines() {
    let outline = TOMLOutline(text)
    #expect(
      outline.entries.map(\.path) == [
        ["a"], ["s"], ["t", "u", "b.c"], ["t", "u", "d", "e"], ["t", "u", "long"], ["many", "z"],
      ])
    #expect(outline.entries.map(\.line) == [2, 4, 6, 10, 11, 16])
    #expect(outline.tables.map(\.line) == [5, 15])
  }

  @Test func valuesEndBeforeBlanksAndComments() {
    let bytes = Array(text.utf8)
    let values = TOMLOutline(text).entries.map { String(decoding: bytes[$0.value], as: UTF8.self) }
    #expect(values[0] == "1" && values[1] == "\"x # y = 2\"" && values[5] == "1")
    #expect(values[2].hasPrefix("[") && values[2].hasSuffix("]"))
    #expect(values[3] == "{ f = '#', g = 3 }")
  }

  @Test func keysInsideAValueStandWhereItBegins() {
    let outline = TOMLOutline(text)
    #expect(outline.line(of: ["t", "u", "d", "e", "g"]) == 10)
    #expect(outline.line(of: ["t", "u", "none"]) == 5)
    #expect(outline.line(of: ["none"]) == nil)
  }

  @Test(arguments: [
    "a", "a =", "[", "[a", "\"", "a = [", "a = \"x", "a = \"\"\"x", "= 1", "a.b..c = ",
  ])
  func unsoundTextEndsTheSearch(_ text: String) {
    #expect(TOMLOutline(text).entries.count <= 1)
  }
}
