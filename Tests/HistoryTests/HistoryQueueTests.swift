import Foundation
import History
import Testing

@Suite struct HistoryQueueTests {
  let sample: HistorySample
  var store: HistoryStore { sample.store }

  init() throws { sample = try HistorySample() }

  func order(_ prompt: String) -> QueuedOrder { QueuedOrder(prompt: prompt, request: "{}") }

  func prompts(_ store: HistoryStore) throws -> [String] { try store.queue().map(\.order.prompt) }

  func begin(_ item: QueueItem, _ store: HistoryStore) throws -> Run.ID {
    var run = NewRun(
      prompt: item.order.prompt, request: item.order.request, seed: 1, modelHash: "m", codeCount: 4)
    run.order = item.id
    return try store.begin(run, at: sample.time)
  }

  @Test func ordersSurviveARestartWithAllTheyHold() throws {
    let parent = try sample.add("parent")
    let sheet = try store.compare("[]", at: sample.time)
    let order = QueuedOrder(
      prompt: "a", request: #"{"b":1}"#, task: "edit", verdict: .kept, parent: parent,
      comparison: sheet, replay: "{}")
    let id = try store.enqueue(order, at: sample.time)
    let item = try #require(try sample.reopened().queue().first)
    #expect(item.id == id && item.order == order && item.createdAt == sample.time)
    #expect(!item.isTaken)
  }

  @Test func ordersAreMovedAndCancelled() throws {
    let ids = try ["a", "b", "c", "d"].map { try store.enqueue(order($0), at: sample.time) }
    try store.move(ids[3], to: 0)
    #expect(try prompts(store) == ["d", "a", "b", "c"])
    try store.move(ids[0], to: 99)
    #expect(try prompts(store) == ["d", "b", "c", "a"])
    #expect(try store.cancel(ids[1]))
    #expect(try !store.cancel(ids[1]))
    try store.move(ids[1], to: 0)
    try store.enqueue(order("e"), at: sample.time)
    #expect(try prompts(store) == ["d", "c", "a", "e"])
  }

  @Test func twoStudiosShareTheListAndNeverAnOrder() throws {
    let other = try sample.reopened()
    let ids = try ["a", "b"].map { try store.enqueue(order($0), at: sample.time) }
    let mine = try #require(try store.takeFirst())
    #expect(mine.order.prompt == "a")
    #expect(try other.queue().map(\.isTaken) == [true, false])
    #expect(try !other.cancel(ids[0]))
    try other.giveBack(ids[0])
    try other.move(ids[0], to: 1)
    #expect(try other.takeFirst()?.order.prompt == "b")
    #expect(try other.takeFirst() == nil)
    let run = try begin(mine, store)
    #expect(try prompts(other) == ["b"])
    #expect(try other.run(run).state == .pending)
    try other.giveBack(ids[1])
    #expect(try store.takeFirst()?.id == ids[1])
  }

  @Test func studioArrangesItsOwnOrdersAndLeavesThemToTheNext() throws {
    do {
      let dying = try sample.reopened()
      let ids = try ["a", "b", "c"].map {
        try dying.enqueue(order($0), at: sample.time, isTaken: true)
      }
      #expect(try store.takeFirst() == nil, "another studio has them")
      try store.arrange([ids[2], ids[0]])
      #expect(try prompts(store) == ["a", "b", "c"], "and alone arranges them")
      try dying.arrange([ids[2], ids[0], ids[1]])
      #expect(try prompts(store) == ["c", "a", "b"])
    }
    let next = try sample.reopened()
    #expect(try next.takeAll().map(\.order.prompt) == ["c", "a", "b"])
    #expect(try next.takeAll().isEmpty && store.takeAll().isEmpty)
  }

  @Test func everyOrderIsTakenOnceByStudiosThatTakeAtTheSameTime() async throws {
    for number in 0..<40 { try store.enqueue(order("\(number)"), at: sample.time) }
    let stores = [store, try sample.reopened()]
    let taken = await withTaskGroup(of: [String].self) { group in
      for store in stores {
        group.addTask {
          var mine: [String] = []
          while let item = try? store.takeFirst() { mine.append(item.order.prompt) }
          return mine
        }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
    #expect(taken.sorted() == (0..<40).map(String.init).sorted())
  }

  @Test func whatADeadStudioHadTakenWaitsAgain() throws {
    try store.enqueue(order("a"), at: sample.time)
    try store.enqueue(order("b"), at: sample.time)
    do {
      let dying = try sample.reopened()
      let item = try #require(try dying.takeFirst())
      #expect(item.order.prompt == "a")
    }
    #expect(try store.queue().map(\.isTaken) == [true, false])
    let next = try sample.reopened()
    #expect(try next.queue().map(\.isTaken) == [false, false])
    #expect(try next.takeFirst()?.order.prompt == "a")
  }

  @Test func anOrderWhoseRunHadBegunDoesNotComeTwice() throws {
    try store.enqueue(order("a"), at: sample.time)
    var run = Run.ID(rawValue: 0)
    do {
      let dying = try sample.reopened()
      run = try begin(try #require(try dying.takeFirst()), dying)
    }
    let next = try sample.reopened()
    #expect(try next.queue().isEmpty)
    #expect(try next.run(run).state == .partial)
  }
}
