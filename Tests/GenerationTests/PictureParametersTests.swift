import Generation
import Imaging
import Testing
import Tokens

@Suite struct PictureParametersTests {
  @Test func promptSettingsAndNegativePromptAreRead() throws {
    let parameters = try #require(
      PictureParameters(
        """
        red apple, 3D icon
        soft light
        Negative prompt: blurry, ugly
        Steps: 20, Sampler: Euler a, CFG scale: 7.5, Seed: 18446744073709551615, \
        Lora hashes: "a: 1, b: 2", Model hash: ab12, Model: dream v2
        """))
    #expect(parameters.prompt == "red apple, 3D icon soft light")
    #expect(parameters.negativePrompt == "blurry, ugly")
    #expect(parameters.seed == Seed(.max) && parameters.guidanceScale == 7.5)
    #expect(parameters.model == "dream v2" && parameters.modelHash == "ab12")
    #expect(parameters.settings["lora hashes"] == "a: 1, b: 2")
  }

  @Test(arguments: [
    ("red apple", "red apple", ""),
    ("style: flat, an icon", "style: flat, an icon", ""),
    ("cat\r\nSteps: x, Seed: -1, CFG scale: warm", "cat", ""),
    ("Negative prompt: dog\nSteps: 1", "", "dog"),
    ("Seed: 3", "", ""), ("cat\n\n\n", "cat", ""), ("a\nNegative prompt:\nb, c", "a", "b, c"),
    ("\u{1F34E} äpfel\nSteps: 4, Seed: 5", "\u{1F34E} äpfel", ""),
    (",,:,\"\nSteps:", ",,:,\"", ""),
  ])
  func oddTextsAreReadAsFarAsTheyGo(_ text: String, _ prompt: String, _ negative: String) throws {
    let parameters = try #require(PictureParameters(text))
    #expect(parameters.prompt == prompt && parameters.negativePrompt == negative)
    _ = try parameters.request(Knobs())
  }

  @Test(arguments: ["", "\n \n", " "]) func emptyTextsSayNothing(_ text: String) {
    #expect(PictureParameters(text) == nil)
  }

  @Test func valuesOutOfRangeLeaveTheDefaults() throws {
    let parameters = try #require(PictureParameters("cat\nSteps: 1, CFG scale: 99, Seed: -1"))
    let request = try parameters.request(Knobs())
    #expect(request.knobs == Knobs() && request.seed == Seed(0) && request.prompt == "cat")
  }

  @Test func otherTextsOfAPictureAreNotTaken() {
    #expect(PictureParameters([PNG.Text(keyword: "Comment", text: "cat")]) == nil)
    let texts = [PNG.Text(keyword: "parameters", text: "cat")]
    #expect(PictureParameters(texts)?.prompt == "cat")
  }
}
