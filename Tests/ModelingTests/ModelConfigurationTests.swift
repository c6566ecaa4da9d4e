import Foundation
import Modeling
import Testing

@Suite struct ModelConfigurationTests {
  @Test(arguments: [
    ("350m", 372_244_480), ("760m", 784_859_136), ("7b", 6_723_469_312),
  ])
  func presetsHaveThePapersCounts(name: String, count: Int) throws {
    let preset = try #require(ModelConfiguration.preset(name, textCount: 0, codeCount: 0))
    #expect(preset.vocabulary.count == 64_512)
    #expect(preset.parameterCount == count)
    #expect(preset.flaw == nil)
  }

  @Test func miniTakesItsVocabularyFromTheTokenizers() throws {
    let mini = try #require(ModelConfiguration.preset("mini", textCount: 4000, codeCount: 2048))
    #expect(mini.vocabulary.count == 4 + 4000 + 2048 + 32 + 2)
    #expect(mini.contextLength >= 1280)
    #expect(mini.flaw == nil)
    #expect(ModelConfiguration.preset("huge", textCount: 1, codeCount: 1) == nil)
  }

  @Test func theParameterCountIsThatOfTheTensors() {
    var count = 0
    _ = ModelWeights(SmallModel.configuration, training: false) { tensor in
      count += tensor.shape.reduce(1, *)
      return SmallModel.tensor(tensor)
    }
    #expect(count == SmallModel.configuration.parameterCount)
  }

  @Test func impossibleSizesAreNamedInASentence() {
    func flaw(_ change: (inout ModelConfiguration) -> Void) -> String? {
      var sizes = SmallModel.configuration
      change(&sizes)
      return sizes.flaw
    }
    #expect(flaw { $0.width = 0 } == "hidden_size must be 1 to 65536, got 0")
    #expect(
      flaw { $0.headCount = 5 } == "hidden_size 48 must be a multiple of num_attention_heads 5")
    #expect(
      flaw { $0.contextLength = 16 } == "max_position_embeddings 16 leaves no room for 16 codes")
  }

  @Test func theFileSpeaksTheFieldsNames() throws {
    let data = try JSONEncoder().encode(SmallModel.configuration)
    let fields = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(fields["hidden_size"] as? Int == 48)
    #expect(fields["num_hidden_layers"] as? Int == 2)
    #expect(
      try JSONDecoder().decode(ModelConfiguration.self, from: data) == SmallModel.configuration)
  }
}
