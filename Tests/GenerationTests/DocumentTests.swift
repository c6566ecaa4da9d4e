import Foundation
import Generation
import Imaging
import Retrieval
import TestSupport
import Testing
import Tokenizers
import Tokens

/// Pictures that are drawn behind others.
@Suite struct DocumentTests {
  private func document(_ number: Int, caption: String = "red ball") -> ReferenceDocument {
    ReferenceDocument(
      caption: caption,
      picture: CodeGrid(
        height: 4, width: 4, codes: (0..<16).map { CodeIndex(($0 * 3 + number) % 32) }),
      origin: .init(source: "tests", license: "CC0-1.0"), score: 0.5)
  }

  private func request(_ documents: [ReferenceDocument], negative: String = "") throws
    -> GenerationRequest
  {
    try GenerationRequest(
      prompt: "red apple", negativePrompt: negative, seed: Seed(7), documents: documents)
  }

  private func codes(_ model: LoadedModel, _ request: GenerationRequest) throws -> [CodeIndex] {
    let session = try model.session(request)
    while session.next() != nil {}
    return session.grids[0].codes
  }

  /// `</s> text <break> codes <break> text <break> codes <break> words <break>` (reference a.2).
  @Test func documentsStandInFrontOfTheWordsInBothLanes() throws {
    let text = TextTokenizer.train(
      TinyModel.captions, textCount: 288, codeCount: 32, sentinelCount: 4)
    let tokenizer = DocumentTokenizer(text: text, vocabulary: try text.vocabulary("x"))
    let vocabulary = tokenizer.vocabulary
    let (end, gap) = (vocabulary.id(of: .end), vocabulary.id(of: .modalityBreak))
    let both = [document(0), document(1, caption: "blue cat")]
    let context = both.flatMap { document in
      tokenizer.encode(.text(document.caption)) + [gap]
        + tokenizer.encode(.image(document.picture)) + [gap]
    }
    let words = tokenizer.encode(.text("red apple"))
    #expect(
      try tokenizer.picturePrompt("red apple", limit: 64, behind: both)
        == [end] + context + words + [gap])
    let mask = vocabulary.id(of: .sentinel(0))
    #expect(
      try tokenizer.unconditionalPrompt("", limit: 64, behind: both)
        == [end] + context + [mask, gap])
    #expect(
      try tokenizer.unconditionalPrompt("red apple", limit: 64, behind: both)
        == [end] + context + words + [gap])
    #expect(try tokenizer.unconditionalPrompt("", limit: 64) == tokenizer.unconditionalPrompt)
  }

  @Test func whatIsLookedAtChangesThePictureAndEqualDocumentsRepeatIt() throws {
    try TinyModel.withFolder { folder in
      let model = try LoadedModel(folder: folder, threads: 1)
      let behind = try codes(model, request([document(0)]))
      #expect(try behind == codes(model, request([document(0)])))
      #expect(try behind != codes(model, request([])))
      #expect(try behind != codes(model, request([document(5)])))
      #expect(try behind != codes(model, request([document(0), document(1)])))
    }
  }

  @Test func aPictureOfSeveralIsTheOneDrawnAlone() throws {
    try TinyModel.withFolder { folder in
      let model = try LoadedModel(folder: folder, threads: 1)
      let several = try GenerationRequest(
        prompt: "red apple", seed: Seed(7), count: 2, documents: [document(0)])
      let session = try model.session(several)
      while session.next() != nil {}
      #expect(try session.grids[1].codes == codes(model, several.picture(1)))
    }
  }

  @Test func theMetadataHoldTheDocumentsWholeUnderVersionThree() throws {
    try TinyModel.withFolder { folder in
      let model = try LoadedModel(folder: folder, threads: 1)
      let request = try request([document(0), document(1)])
      let metadata = PictureMetadata(request: request, steering: Steering(), model: model)
      let texts = try metadata.texts()
      #expect(texts[1].text.contains(#""version":3"#))
      #expect(texts[0].text.contains("Documents: 2"))
      let read = try PictureMetadata(texts)
      #expect(read == metadata && read.request.documents == request.documents)
      let none = try JSONEncoder().encode(try self.request([]))
      #expect(!String(decoding: none, as: UTF8.self).contains("documents"))
    }
  }

  @Test func moreThanTwoAreRefused() {
    #expect(throws: GenerationError.documents("The number of documents must be 0 to 2, got 3")) {
      try request([document(0), document(1), document(2)])
    }
  }

  private func refusal(_ document: ReferenceDocument, count: Int = 1) throws -> String {
    try TinyModel.withFolder { folder in
      let model = try LoadedModel(folder: folder, threads: 1)
      do {
        try model.validate(
          try request([ReferenceDocument](repeating: document, count: count)))
        return "accepted"
      } catch {
        return "\(error)"
      }
    }
  }

  @Test func documentsThatDoNotFitAreRefusedInASentence() throws {
    var part = document(0)
    part.picture = part.picture.prefix(3)
    #expect(
      try refusal(part)
        == "The document “red ball” has 3 codes of 4 × 4, this model's pictures have 4 × 4.")
    var foreign = document(0)
    foreign.picture = CodeGrid(
      height: 4, width: 4, codes: (0..<16).map { CodeIndex($0 * 100) })
    #expect(
      try refusal(foreign)
        == "The document “red ball” has the code 100, which is none of the model's 0 to 31.")
    let long = document(0, caption: String(repeating: "zq ", count: 15))
    #expect(try refusal(long, count: 2).hasSuffix("this model's context holds 128."))
  }

  // MARK: finding

  private func withFinder(_ body: (DocumentFinder, LoadedModel) throws -> Void) throws {
    try TinyModel.withFolder { folder in
      try TinyModel.addRetriever(to: folder)
      let model = try LoadedModel(folder: folder, threads: 1)
      try body(try DocumentFinder(model), model)
    }
  }

  private func bank(_ finder: DocumentFinder) throws -> MemoryBank {
    var builder = finder.builder()
    for (number, caption) in ["red ball", "blue cat", "yellow banana"].enumerated() {
      #expect(finder.add(document(number, caption: caption), to: &builder) == nil)
    }
    #expect(finder.add(document(9, caption: ""), to: &builder) == .noCaption)
    return try finder.finish(builder, of: "tests")
  }

  @Test func documentsAreFoundWithTheirScores() throws {
    try withFinder { finder, model in
      let bank = try bank(finder)
      let nearest = try finder.nearest(3, to: "blue cat", of: bank)
      let scores = nearest.compactMap(\.score)
      #expect(scores.count == 3 && scores == scores.sorted(by: >))
      let limit = scores[1]
      let found = try finder.documents(
        2, for: "blue cat", of: bank, by: DocumentSelection(threshold: limit))
      // The best stands last, next to the words.
      #expect(found.last == nearest[1])
      #expect(found.allSatisfy { ($0.score ?? 1) <= limit })
      let picture = model.decode(document(1).picture)
      #expect(finder.nearest(2, to: picture, of: bank).count == 2)
      #expect(throws: PromptError.empty) { try finder.nearest(1, to: " ", of: bank) }
    }
  }

  @Test func aModelWithoutARetrieverOrWithAnothersIsNamed() throws {
    try TinyModel.withFolder { folder in
      let model = try LoadedModel(folder: folder, threads: 1)
      #expect {
        try DocumentFinder(model)
      } throws: { "\($0)".contains("/retriever/config.json: no such file") }
      try TinyModel.withFolder(seed: 2) { other in
        try TinyModel.addRetriever(to: other)
        try FileManager.default.copyItem(
          atPath: other + "/retriever", toPath: folder + "/retriever")
      }
      #expect {
        try DocumentFinder(model)
      } throws: { "\($0)".contains("it was trained with the tokenizers") }
    }
  }
}
