import Evaluation
import Foundation
import TestSupport
import Testing

@Suite struct AnswerAccuracyTests {
  /// What the official VQA evaluation says of 60 answers.
  private struct Recorded: Decodable {
    struct Item: Decodable {
      var answers: [String]
      var candidate: String
      var accuracy_percent: Double
      var candidate_normalised: String
      var answers_normalised: [String]
    }
    var items: [Item]
    var overall_percent: Double
  }

  private func recorded() throws -> Recorded {
    try JSONDecoder().decode(Recorded.self, from: reference("vqa.json"))
  }

  @Test func accuraciesAreThoseOfTheOfficialCode() throws {
    let recorded = try recorded()
    var sum = 0.0
    for item in recorded.items {
      let accuracy = 100 * answerAccuracy(item.candidate, people: item.answers)
      #expect(abs(accuracy - item.accuracy_percent) < 0.006, "\(item.candidate)")
      sum += accuracy
    }
    #expect(abs(sum / Double(recorded.items.count) - recorded.overall_percent) < 0.006)
  }

  @Test func normalFormsAreThoseOfTheOfficialCode() throws {
    for item in try recorded().items {
      for (answer, normal) in zip(
        item.answers + [item.candidate], item.answers_normalised + [item.candidate_normalised])
      {
        #expect(AnswerForm.normal(answer) == normal, "\(answer)")
      }
    }
  }

  @Test(arguments: [
    ("couldnt've", "couldn't've"), ("couldn'tve", "couldn't've"), ("somebody'd", "somebodyd"),
    ("the cat, a dog", "cat dog"), ("10,000", "10000"), ("lets go", "lets go"), ("3.5.", "3.5"),
    ("none", "0"), ("twas", "'twas"),
  ])
  func contractionsNumbersAndMarks(_ answer: String, _ normal: String) {
    #expect(AnswerForm.normal(answer) == normal)
  }

  /// Two of ten said it: those two are compared with one other, the rest with two.
  @Test func twoPeopleMakeAnAnswerRightInPart() {
    let people = ["cat", "cat"] + (0..<8).map { "dog \($0)" }
    #expect(abs(answerAccuracy("cat", people: people) - 0.6) < 1e-12)
    #expect(answerAccuracy("bird", people: people) == 0)
  }
}
