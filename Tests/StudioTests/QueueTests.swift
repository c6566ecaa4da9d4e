import Studio
import Terminal
import Testing
import Tokens

/// The list of orders that wait.
@Suite struct QueueTests {
  private let base = ReducerTests()

  /// A picture being written, and three that wait with seeds 8, 9 and 10.
  private func queued() throws -> StudioState {
    var state = try base.started()
    state.settings.turning = .live
    base.press("Esc", &state)
    for _ in 0..<3 {
      base.press("n", &state)
      base.press("Enter", &state)
    }
    base.press("Q", &state)
    return state
  }

  private func seeds(_ state: StudioState) -> [UInt64] {
    state.waiting.map(\.request.seed.rawValue)
  }

  @Test func emptyQueueIsRefused() throws {
    var state = try base.settled()
    base.press("Q", &state)
    #expect(state.popup == nil && state.message?.isError == true)
  }

  @Test func shiftAndTheArrowsMoveAnOrder() throws {
    var state = try queued()
    #expect(seeds(state) == [8, 9, 10])
    base.press("Shift-Down", &state)
    #expect(seeds(state) == [9, 8, 10] && state.popup == .queue(selected: 1))
    base.press("J", &state)
    base.press("J", &state)
    #expect(seeds(state) == [9, 10, 8], "it stays at the end")
    base.press("K", &state)
    base.press("Shift-Up", &state)
    #expect(seeds(state) == [8, 9, 10])
  }

  @Test func enterTakesAnOrderFirst() throws {
    var state = try queued()
    base.press("Up", &state)
    base.press("Enter", &state)
    #expect(seeds(state) == [10, 8, 9] && state.popup == nil)
  }

  @Test func removedOrderComesBackByUndo() throws {
    var state = try queued()
    base.press("Down", &state)
    base.press("x", &state)
    #expect(seeds(state) == [8, 10] && state.popup == .queue(selected: 1))
    base.press("Esc", &state)
    base.press("u", &state)
    #expect(seeds(state) == [8, 9, 10])
  }

  @Test func theHistoryHearsOfEveryChange() throws {
    var state = try queued()
    #expect(base.press("J", &state) == [.remember(state.waiting, drawing: JobID(1))])
    #expect(base.press("x", &state) == [.remember(state.waiting, drawing: JobID(1))])
    let refused = reduce(
      into: &state, .ended(JobID(1), nil, seconds: 0, failure: "the prompt is too long"))
    #expect(refused.last == .remember(state.waiting, drawing: state.writing?.order.job))
  }

  @Test func listClosesWithItsLastOrder() throws {
    var state = try queued()
    for _ in 0..<3 { base.press("x", &state) }
    #expect(state.popup == nil && state.queue.isEmpty)
    base.press("u", &state)
    _ = reduce(into: &state, .ended(JobID(1), nil, seconds: 0, failure: nil))
    #expect(state.writing?.order.request.seed == Seed(10), "the restored order is drawn")
  }

  @Test func picturesDrawnMeanwhileLeaveTheList() throws {
    var state = try queued()
    base.press("Up", &state)
    for job in 1...3 {
      _ = reduce(into: &state, .ended(JobID(job), nil, seconds: 0, failure: nil))
    }
    base.press("Down", &state)
    #expect(state.popup == nil)
  }
}
