import Decoding
import TestSupport
import Testing

@Suite struct ClassifierFreeGuidanceTests {
  let conditional: [Float] = [0.1, -2.7, 3.3]
  let unconditional: [Float] = [1e6, 0.3, -0.7]

  @Test func scaleOneReturnsTheConditionalLogitsAndNeedsNoOtherLane() {
    let blend = ClassifierFreeGuidance(scale: 1)
    #expect(blend.lanes == [.full])
    #expect(blend.blend([conditional]) == conditional)
  }

  @Test func scaleZeroReturnsTheUnconditionalLogits() {
    let blend = ClassifierFreeGuidance(scale: 0)
    #expect(blend.blend([conditional, unconditional]) == unconditional)
  }

  @Test func scaleThreeGoesThreeTimesTheWayFromTheUnconditionalLane() {
    let blend = ClassifierFreeGuidance(scale: 3)
    #expect(blend.lanes == [.full, .unconditional])
    let row = blend.blend([[1, 2, 0], [0, 1, 4]])
    #expect(difference(row, [3, 4, -8]) == nil)
  }
}
