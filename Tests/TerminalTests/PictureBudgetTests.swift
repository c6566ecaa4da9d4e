import Terminal
import Testing

@Suite struct PictureBudgetTests {
  private func budget(after writes: Double...) -> PictureBudget {
    var budget = PictureBudget()
    for seconds in writes { budget.note(seconds: seconds) }
    return budget
  }

  @Test func aQuickLineHasEverything() {
    let budget = budget(after: 0.001, 0.02, 0.099)
    #expect(budget.allowance(isLive: false) == .init())
    #expect(budget.allowance(isLive: true) == .init(colors: 64))
  }

  @Test func firstTheRateFallsThenTheColorsThenThePixels() {
    var budget = PictureBudget()
    var steps: [PictureBudget.Allowance] = []
    for _ in 0..<8 {
      budget.note(seconds: 0.15)
      steps.append(budget.allowance(isLive: true))
    }
    #expect(steps.map(\.interval) == [0.25, 0.5, 1, 1, 1, 2, 2, 2])
    #expect(steps.map(\.colors) == [64, 64, 64, 16, 16, 16, 16, 16])
    #expect(steps.map(\.coarseness) == [1, 1, 1, 1, 2, 4, 4, 4])
  }

  @Test func aFinishedPictureKeepsItsPixels() {
    let budget = budget(after: 1, 1, 1, 1, 1, 1, 1)
    #expect(budget.allowance(isLive: false) == .init(colors: 64))
  }

  @Test func aFarTooSlowLineIsTwoStepsDown() {
    #expect(budget(after: 0.5).level == 2)
    #expect(budget(after: 0.2).level == 1)
  }

  @Test func fourQuickWritesInARowAreAStepUp() {
    #expect(budget(after: 0.2, 0.01, 0.01, 0.01).level == 1)
    #expect(budget(after: 0.2, 0.01, 0.01, 0.01, 0.01).level == 0)
    // One in between that is not quick begins the count anew.
    #expect(budget(after: 0.2, 0.01, 0.01, 0.07, 0.01, 0.01).level == 1)
  }
}
