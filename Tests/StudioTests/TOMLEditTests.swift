import Studio
import Testing

@Suite struct TOMLEditTests {
  private let file = """
    # my settings
    theme = "nord"   # blue
    mouse = true

    # keys that fit my hand
    [keys]
    keep = ["s",   # old habit
      "Ctrl-S"]

    [other]
    x = 1
    """

  @Test(arguments: [
    (["theme"], "\"dark\"", "\"nord\"", "\"dark\""),
    (["mouse"], "false", "true", "false"),
    (["keys", "keep"], "\"k\"", "[\"s\",   # old habit\n  \"Ctrl-S\"]", "\"k\""),
    (["hints"], "false", "mouse = true\n", "mouse = true\nhints = false\n"),
    (["keys", "toss"], "\"x\"", "\"Ctrl-S\"]\n", "\"Ctrl-S\"]\ntoss = \"x\"\n"),
    (["other", "y z"], "2", "x = 1", "x = 1\n\"y z\" = 2\n"),
    (["new", "a"], "1", "x = 1", "x = 1\n\n[new]\na = 1\n"),
  ])
  func onlyTheOneKeyChanges(_ path: [String], _ literal: String, _ old: String, _ new: String) {
    let changed = TOMLEdit.setting(path, to: literal, in: file)
    #expect(changed == file.replacing(old, with: new, maxReplacements: 1))
  }

  @Test func keyOfTheRootGoesAboveTheTables() {
    let text = "# keys\n[keys]\nkeep = \"s\"\n"
    #expect(TOMLEdit.setting(["mouse"], to: "true", in: text) == "mouse = true\n\n" + text)
    let remark = "# a remark\n\n# keys\n[keys]\n"
    #expect(
      TOMLEdit.setting(["mouse"], to: "true", in: remark)
        == "# a remark\n\nmouse = true\n\n# keys\n[keys]\n")
    #expect(TOMLEdit.setting(["a"], to: "1", in: "# only this") == "# only this\na = 1\n")
    #expect(TOMLEdit.setting(["a"], to: "1", in: "") == "a = 1\n")
    #expect(TOMLEdit.setting(["t", "a"], to: "1", in: "") == "[t]\na = 1\n")
  }

  @Test func linesEndAsTheyDidBefore() {
    #expect(
      TOMLEdit.setting(["b"], to: "2", in: "a = 1\r\n[t]\r\n") == "a = 1\r\nb = 2\r\n[t]\r\n")
    #expect(TOMLEdit.setting(["a"], to: "2", in: "a = 1\r\n") == "a = 2\r\n")
  }

  @Test func tableInBracesIsLeftToItsWriter() {
    #expect(TOMLEdit.setting(["keys", "toss"], to: "1", in: "keys = { keep = \"s\" }\n") == nil)
  }

  @Test func textsAreQuoted() {
    #expect(TOMLEdit.quoted("a \"b\" \\ \n\u{1}é") == "\"a \\\"b\\\" \\\\ \\n\\u0001é\"")
  }
}
