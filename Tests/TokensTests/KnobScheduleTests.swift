import Foundation
import Testing
import Tokens

@Suite struct KnobScheduleTests {
  @Test(
    arguments: [
      ("6 -> 2", 6, 2, 1), ("6 → 2", 6, 2, 1), ("6->2@0.5", 6, 2, 0.5), ("  3.5  ", 3.5, 3.5, 1),
      ("0.5 -> 1 @ 1", 0.5, 1, 1), ("-1 -> 2", -1, 2, 1),
    ] as [(String, Float, Float, Float)])
  func expressionsAreRead(_ text: String, _ start: Float, _ end: Float, _ reach: Float) throws {
    #expect(try KnobSchedule(text) == KnobSchedule(from: start, to: end, reachedAt: reach))
  }

  @Test(arguments: [
    "", "warm", "6 ->", "-> 2", "6 -> 2 -> 1", "6 2", "6 @ 0.5", "6 -> 2 @ 0", "6 -> 2 @ 1.5",
    "6 -> 2 @", "6 -> 2 @ 0.5 @ 0.6", "6 -> nan", "inf", "6 -> 2 @ nan",
  ])
  func whatIsNoExpressionIsRefusedWithTheText(_ text: String) {
    let error = KnobScheduleError(text: text)
    #expect(throws: error) { try KnobSchedule(text) }
    #expect(
      error.description.hasPrefix("\"\(text)\" is no value for a knob; write a number, 6 -> 2"))
  }

  @Test func goesOnAStraightLineAndStaysAtItsEnd() throws {
    let whole = try KnobSchedule("6 -> 2")
    #expect([0, 0.25, 0.5, 1].map(whole.value) == [6, 5, 4, 2])
    let half = try KnobSchedule("6 -> 2 @ 0.5")
    #expect([0, 0.25, 0.5, 0.75, 1].map(half.value) == [6, 4, 2, 2, 2])
    #expect(try KnobSchedule("0.1 -> 0.3").value(at: 1) == 0.3)
  }

  @Test func itsTextAndItsJSONGiveItBack() throws {
    for text in ["6 -> 2", "0.25 -> 1.5 @ 0.5", "3"] {
      let schedule = try KnobSchedule(text)
      #expect("\(schedule)" == text)
      let json = try JSONEncoder().encode([schedule])
      #expect(try JSONDecoder().decode([KnobSchedule].self, from: json) == [schedule])
    }
  }

  @Test func knobsCarrySchedulesAndKnowTheirValues() throws {
    var knobs = Knobs()
    knobs.setGuidance(try KnobSchedule("6 -> 2"))
    knobs.setTemperature(try KnobSchedule("0.5"))
    #expect(knobs.blend == .guidance(scale: 6) && knobs.temperature == 0.5)
    #expect(knobs.schedules.temperature == nil)
    let json = try JSONEncoder().encode(knobs)
    #expect(try JSONDecoder().decode(Knobs.self, from: json) == knobs)
    let last = knobs.at(position: 15, of: 16)
    #expect(last.blend == .guidance(scale: 2) && last.schedules.isEmpty)
    #expect(knobs.at(position: 0, of: 1).blend == .guidance(scale: 6))
    // CD-K has no scale to change.
    knobs.setContrastive(k: 3)
    #expect(knobs.at(1).contrastive?.k == 3)
    knobs.setGuidance(4)
    #expect(knobs.schedules.isEmpty)
  }

  @Test func knobsWithoutSchedulesAreWrittenAsBefore() throws {
    let json = String(decoding: try JSONEncoder().encode(Knobs()), as: UTF8.self)
    #expect(!json.contains("schedules"))
  }
}
