import Evaluation
import Foundation
import TestSupport
import Testing

@Suite struct CaptionScoreTests {
  /// What `pycocoevalcap` computes of 24 captions; `how` in the file says with which settings.
  private struct Recorded: Decodable {
    struct Picture: Decodable {
      var references: [String]
      var candidate: String
      var references_ptb: [String]
      var candidate_ptb: String
      var cider_d: Double
      var bleu: [Double]
      var rouge_l: Double

      var item: CaptionCase { CaptionCase(candidate: candidate, references: references) }
    }
    struct Corpus: Decodable {
      var cider_d: Double
      var bleu_1_to_4: [Double]
      var rouge_l: Double
    }
    var images: [Picture]
    var corpus: Corpus
  }

  private func recorded() throws -> Recorded {
    try JSONDecoder().decode(Recorded.self, from: reference("captions.json"))
  }

  @Test func wordsAreThoseOfTheTreebankTokenizer() throws {
    for picture in try recorded().images {
      #expect(
        picture.item.candidate.joined(separator: " ") == picture.candidate_ptb,
        "\(picture.candidate)")
      #expect(picture.item.references.map { $0.joined(separator: " ") } == picture.references_ptb)
    }
  }

  @Test func everyPicturesScoresAreThoseOfCocoCaption() throws {
    let pictures = try recorded().images
    let cider = CIDErD(pictures.map(\.item))
    for picture in pictures {
      #expect(abs(cider.score(picture.item) - picture.cider_d) < 1e-9)
      #expect(abs(rougeL(picture.item) - picture.rouge_l) < 1e-12)
      for (own, theirs) in zip(BLEU(picture.item).scores, picture.bleu) {
        #expect(abs(own - theirs) < 1e-9 * max(1e-3, theirs), "\(picture.candidate)")
      }
    }
  }

  @Test func theCorpusScoresAreThoseOfCocoCaptionInsideTheirIntervals() throws {
    let recorded = try recorded()
    let scores = try CaptionScores(recorded.images.map(\.item))
    #expect(abs(scores.ciderD.value - recorded.corpus.cider_d) < 1e-9)
    #expect(abs(scores.rougeL.value - recorded.corpus.rouge_l) < 1e-12)
    for (own, theirs) in zip(scores.bleu, recorded.corpus.bleu_1_to_4) {
      #expect(abs(own.value - theirs) < 1e-9)
    }
    for (name, estimate) in scores.rows {
      #expect(estimate.count == 24)
      #expect(
        estimate.interval.low < estimate.value && estimate.value < estimate.interval.high, "\(name)"
      )
    }
  }

  @Test func wordsInAnotherOrderHaveAllTokensButNoExactMatch() {
    let item = CaptionCase(candidate: "Apple, red", references: ["a pear", "red apple"])
    #expect(item.tokenF1 == 1 && !item.isExact)
    #expect(CaptionCase(candidate: "red APPLE!", references: ["red apple"]).isExact)
    #expect(CaptionCase(candidate: "red car", references: ["red apple"]).tokenF1 == 0.5)
    #expect(CaptionCase(candidate: "", references: ["red apple"]).tokenF1 == 0)
  }

  @Test func oneCaptionIsTooFew() {
    let error = #expect(throws: EvaluationError.self) {
      _ = try CaptionScores([CaptionCase(candidate: "cat", references: ["cat"])])
    }
    #expect("\(error.map { "\($0)" } ?? "")".contains("there are 1, at least 2"))
  }
}
