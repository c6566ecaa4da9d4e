import Decoding
import TestSupport
import Testing

@Suite struct TemperatureTests {
  @Test func oneChangesNothing() {
    var row: [Float] = [0.1, -3, 2.5]
    Temperature(1).process(&row)
    #expect(row == [0.1, -3, 2.5])
  }

  @Test func dividesAndKeepsRuledOutTokensOut() {
    var row: [Float] = [1, -2, -.infinity]
    Temperature(0.5).process(&row)
    #expect(row == [2, -4, -.infinity])
  }
}
