import Foundation
import Testing

@Suite struct EvalTests {
  @Test(arguments: [
    (["--prompts", "3"], "--prompts must be 10 to 10000, got 3."),
    (["--kind", "colours"], "colour"),
    (["--seed", "many"], "many"),
  ])
  func aWrongWishIsRefused(_ arguments: [String], _ sentence: String) throws {
    let outcome = try Program.run(arguments: ["eval", "scenes"] + arguments)
    #expect(outcome.status == 2)
    #expect(outcome.complaints.contains(sentence), "\(outcome.complaints)")
  }

  @Test func aModelOfOtherPicturesIsRefusedInASentence() throws {
    let outcome = try TinyProgram.run("eval", "scenes", "--ceiling-only")
    #expect(outcome.status == 1)
    #expect(
      outcome.complaints
        == "leon: scenes have 64 or 128 pixels a side, the pictures have 32\n")
  }

  @Test func aFolderWithoutANameIsStillACorpus() throws {
    let outcome = try Program.run("eval", "/no/such/corpus")
    #expect(outcome.status == 1)
    #expect(outcome.complaints.contains("/no/such/corpus"), "\(outcome.complaints)")
  }

  @Test func theShippedTokenizerKeepsColoursAndSheetsAreWritten() throws {
    try Program.withFolder { folder in
      let outcome = try Program.run(
        "eval", "scenes", "--ceiling-only", "--prompts", "10", "--kind", "colour", "--json", "-o",
        folder)
      #expect(outcome.status == 0, "\(outcome.complaints)")
      let report = try JSONDecoder().decode(Report.self, from: Data(outcome.text.utf8))
      #expect(report.scores.map(\.combinations) == ["seen", "unseen"])
      #expect(report.scores.allSatisfy { $0.ceiling.trials == 10 && $0.ceiling.right >= 8 })
      #expect(FileManager.default.fileExists(atPath: folder + "/scenes-colour-unseen.png"))
    }
  }

  @Test func tasksAreCountedAndOnesWithoutACheckAreRefused() throws {
    let outcome = try Program.run(
      "eval", "tasks", "--task", "recolour", "--count", "10", "--json")
    #expect(outcome.status == 0, "\(outcome.complaints)")
    #expect(outcome.text.contains("\"ceiling\"") && outcome.text.contains("\"kept\""))
    let unchecked = try Program.run("eval", "tasks", "--task", "picture")
    #expect(unchecked.status == 2 && unchecked.complaints.contains("'leon eval scenes' counts"))
    let few = try Program.run("eval", "tasks", "--count", "3")
    #expect(few.status == 2 && few.complaints.contains("--count must be 10 to 10000, got 3"))
  }

  private struct Report: Decodable {
    struct Score: Decodable {
      struct Share: Decodable {
        var right: Int
        var trials: Int
      }

      var combinations: String
      var ceiling: Share
    }

    var scores: [Score]
  }
}
