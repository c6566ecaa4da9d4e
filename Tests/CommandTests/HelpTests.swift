import Testing

@Suite struct HelpTests {
  @Test(arguments: [
    ["studio"], ["generate"], ["edit"], ["infill"], ["draw"], ["compose"], ["segment"],
    ["caption"], ["ask"], ["run"], ["train"], ["train", "text-tokenizer"],
    ["train", "image-tokenizer"], ["train", "model"], ["corpus", "import"], ["corpus", "words"],
    ["eval"], ["eval", "corpus"], ["eval", "scenes"], ["info"],
    ["inspect"], ["inspect", "tokens"], ["inspect", "document"], ["inspect", "checkpoint"],
    ["bench"], ["themes"], ["themes", "list"], ["themes", "show"], ["themes", "check"],
    ["history"], ["history", "list"], ["history", "search"], ["history", "show"],
    ["history", "export"], ["history", "import"], ["history", "keep"], ["history", "toss"],
    ["history", "rate"], ["history", "tag"], ["history", "untag"], ["history", "delete"],
    ["history", "undelete"],
  ])
  func everyCommandShowsAnExample(_ command: [String]) throws {
    let outcome = try Program.run(arguments: command + ["--help"])
    #expect(outcome.status == 0)
    #expect(outcome.text.contains("Example"))
    #expect(outcome.text.contains("leon \(command.joined(separator: " "))"))
  }

  @Test func aWrongCommandLineEndsWithTwo() throws {
    for arguments in [["paint"], ["generate"], ["generate", "x", "--count", "many"]] {
      #expect(try Program.run(arguments: arguments).status == 2)
    }
  }

  @Test func withoutATerminalTheStudioSaysWhatItNeeds() throws {
    let outcome = try TinyProgram.run("studio")
    #expect(outcome.status == 1)
    #expect(outcome.complaints.hasPrefix("leon: The studio needs a terminal"))
  }
}
