import Foundation
import Generation
import Modeling
import TestSupport
import Testing
import Tokenizers
import Tokens

@Suite struct CaptionScoringTests {
  private let captions = ["apple", "red apple, 3d icon", "a photo of a yellow banana"]

  @Test func likelihoodsAreThoseOfTheWholeDocument() throws {
    let folder = NSTemporaryDirectory() + "leon-scoring-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try TinyModel.write(to: folder)
    let model = try LoadedModel(folder: folder, threads: 1)
    let codes = (0..<16).map { CodeIndex($0 * 7 % 32) }
    let grid = CodeGrid(height: 4, width: 4, codes: codes)
    let together = model.captionLogProbabilities(captions, of: grid)

    let transformer = try Transformer(folder: folder, threads: 1)
    let text = try TextTokenizer(path: folder + "/tokenizer.json")
    let documents = DocumentTokenizer(text: text, vocabulary: model.vocabulary)
    for (caption, likelihood) in zip(captions, together) {
      let prompt = documents.captionPrompt(grid)
      let ids =
        prompt + documents.encode(.text(caption)) + [model.vocabulary.id(of: .endOfSpan)]
      let whole = transformer.logProbabilities(of: ids, from: prompt.count)
      #expect(abs(Double(whole.reduce(0, +)) - likelihood) < 1e-3)
      #expect(model.captionLogProbabilities([caption], of: grid) == [likelihood])
    }
  }

  @Test func manyPicturesOfOneCaptionScoreAsEachAlone() throws {
    try TinyModel.withFolder { folder in
      let model = try LoadedModel(folder: folder, threads: 2)
      let grids = (0..<5).map { seed in
        CodeGrid(height: 4, width: 4, codes: (0..<16).map { CodeIndex(($0 * 7 + seed) % 32) })
      }
      let together = model.captionLogProbabilities(captions[1], of: grids)
      #expect(
        together == grids.map { model.captionLogProbabilities([captions[1]], of: $0)[0] })
      let ranking = model.ranking(of: grids, by: captions[1])
      #expect(ranking.map(\.logProbability) == together.sorted(by: >))
      #expect(ranking.allSatisfy { together[$0.index] == $0.logProbability })
    }
  }
}
