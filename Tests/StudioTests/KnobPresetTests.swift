import Foundation
import Studio
import Terminal
import Testing
import Tokens

@Suite struct KnobPresetTests {
  private let base = ReducerTests()

  @Test(arguments: [
    "CFG 6 -> 2, temperature 0.90, top-p off, top-k 50, variation 0.10",
    "temperature greedy, top-k off, CD-K 8, alpha 0.40, amateur 1.00, variation off",
  ])
  func textIsReadBackAsItWas(_ text: String) throws {
    let settings = try KnobPreset(text).applied(to: DrawSettings())
    #expect(KnobPreset.text(of: settings) == text)
    #expect(try KnobPreset(KnobPreset.text(of: settings)).applied(to: DrawSettings()) == settings)
  }

  @Test func whatIsNotNamedStays() throws {
    var settings = DrawSettings(seed: Seed(99))
    settings.knobs.topK = 7
    settings.knobs.setContrastive(k: 4)
    let after = try KnobPreset("cfg 2").applied(to: settings)
    #expect(after.guidance == 2 && after.knobs.topK == 7 && after.seed == Seed(99))
  }

  @Test(arguments: [
    ("", "a preset names at least one knob"), ("heat 3", "“heat 3” names no knob; knobs are"),
    ("CFG", "“CFG” names no knob"), ("CFG much", "CFG takes a number"),
    ("CFG 3, top-p 2", "top-p must be above 0 and at most 1, got 2"),
  ])
  func whatIsNoPresetIsNamed(_ text: String, _ start: String) {
    let error = #expect(throws: KnobValueError.self) { try KnobPreset(text) }
    #expect(error?.description.hasPrefix(start) == true, "\(error?.description ?? "")")
  }

  @Test func knobsAreSavedAndTakenByName() throws {
    var state = try base.settled()
    state.settings.turning = .live
    base.press("Right", &state)
    let saved = state.settings
    base.press("S", &state)
    for key in ["m", "i", "n", "e"] { base.press(key, &state) }
    let text = KnobPreset.text(of: saved)
    #expect(base.press("Enter", &state) == [.savePreset("mine", literal: "\"\(text)\"")])
    base.press("Backspace", &state)
    #expect(state.settings != saved)
    base.press("S", &state)
    base.press("Enter", &state)
    #expect(state.settings == saved && state.popup == nil)
    base.press("u", &state)
    #expect(state.settings != saved)
  }

  @Test func presetsAreReadFromTheSettingsAndBadOnesNamed() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/leon-presets-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/config.toml"
    let text = "[presets]\nsoft = \"CFG 6 -> 2\"\nbad = \"CFG 99\"\nworse = 3\n"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    let (settings, flaws) = SettingsFile(path: path).read()
    #expect(settings.presets == ["soft": "CFG 6 -> 2"])
    #expect(flaws.map(\.line) == [3, 4])
    #expect(flaws.first?.sentence == "presets.bad: CFG must be 0 to 30, got 99")
  }
}
