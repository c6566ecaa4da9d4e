import Generation
import Testing
import Tokens

@Suite struct PromptTemplateTests {
  private let fruits = ["fruit": ["apple", "pear"], "two_words": ["a b"]]

  private func words(_ text: String) throws -> [String] {
    try PromptTemplate(text).prompts(wildcards: fruits).map(\.words)
  }

  private func refusal(_ text: String) -> String? {
    do {
      _ = try words(text)
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test func alternativesAndWordListsMultiply() throws {
    #expect(try words("{red|green} apple") == ["red apple", "green apple"])
    #expect(
      try words("a {red|green} __fruit__!")
        == ["a red apple!", "a red pear!", "a green apple!", "a green pear!"])
    #expect(try words("an apple{| on a table}") == ["an apple", "an apple on a table"])
    #expect(try words("__two_words__, __fruit__") == ["a b, apple", "a b, pear"])
    #expect(try words("snake_case __ 🍎") == ["snake_case __ 🍎"])
  }

  @Test func labelsSayWhatDiffers() throws {
    let prompts = try PromptTemplate("a {red|green} __fruit__").prompts(wildcards: fruits)
    #expect(prompts.map(\.label) == ["red, apple", "red, pear", "green, apple", "green, pear"])
    #expect(try PromptTemplate("apple").isPlain && !PromptTemplate("__fruit__").isPlain)
    #expect(try PromptTemplate("__a__ __b-c__").wildcardNames == ["a", "b-c"])
  }

  @Test func aTemplateIsAnAxis() throws {
    let axis = try ComparisonAxis(PromptTemplate("{red|green} apple"), wildcards: [:])
    let request = try GenerationRequest(prompt: "cat", seed: Seed(1))
    let variants = try Comparison(of: request, [axis]).variants
    #expect(variants.map(\.request.prompt) == ["red apple", "green apple"])
    #expect(variants.map(\.labels) == [["red"], ["green"]])
  }

  @Test func whatIsNoTemplateIsRefused() {
    #expect(refusal("{red") == "\"{red\" has a brace without its partner; write {red|green}.")
    #expect(refusal("red}|{")?.contains("without its partner") == true)
    #expect(refusal("{a{b}|c}")?.contains("braces inside of braces") == true)
    #expect(
      refusal("__tree__") == "There is no word list __tree__; known are fruit, two_words.")
    let many = String(repeating: "{0|1|2|3|4|5|6|7|8|9}", count: 40)
    #expect(refusal(many)?.contains("at most 4096 are made") == true)
  }
}
