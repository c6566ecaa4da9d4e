import Generation
import History
import Terminal

/// The list of orders that wait.
extension StudioState {
  /// The orders that wait, without drafts: those come and go by themselves.
  package var waiting: [Order] { queue.filter { $0.verdict != .draft } }

  /// Opens the list.
  mutating func openQueue() -> [Effect] {
    guard !waiting.isEmpty else {
      return refuse("nothing waits; Enter while a picture is written queues the next")
    }
    popup = .queue(selected: 0)
    return []
  }

  /// Obeys a key in the list.
  mutating func pressInQueue(_ key: Key, _ selected: Int) -> [Effect] {
    let count = waiting.count
    let here = min(selected, count - 1)
    guard count > 0 else {
      popup = nil
      return []
    }
    let isFar = key.modifiers.contains(.shift)
    switch key.code {
    case .down where isFar, .character("J"): return moveWaiting(from: here, to: here + 1)
    case .up where isFar, .character("K"): return moveWaiting(from: here, to: here - 1)
    case .down, .tab, .character("j"): popup = .queue(selected: (here + 1) % count)
    case .up, .backTab, .character("k"): popup = .queue(selected: (here + count - 1) % count)
    case .delete, .backspace, .character("x"), .character("d"): return removeWaiting(here)
    case .enter:
      popup = nil
      message = Message(text: "“\(waiting[here].request.prompt)” is next")
      return reorder { $0.insert($0.remove(at: here), at: 0) } + startNext()
    default: popup = nil
    }
    return []
  }

  private mutating func moveWaiting(from place: Int, to target: Int) -> [Effect] {
    guard (0..<waiting.count).contains(target) else { return [] }
    popup = .queue(selected: target)
    return reorder { $0.insert($0.remove(at: place), at: target) }
  }

  private mutating func removeWaiting(_ place: Int) -> [Effect] {
    let order = waiting[place]
    let title = "“\(order.request.prompt)” taken out of the queue"
    remember(title, .order(order, place: place))
    message = Message(text: title)
    let effects = reorder { $0.remove(at: place) }
    popup = waiting.isEmpty ? nil : .queue(selected: min(place, waiting.count - 1))
    return effects
  }

  /// Puts an order back where it was, and draws it where nothing else is written.
  mutating func putBack(_ order: Order, at place: Int) -> [Effect] {
    reorder { $0.insert(order, at: min(place, $0.count)) } + startNext()
  }

  /// Changes the orders that wait; drafts stay behind them.
  private mutating func reorder<Result>(_ change: (inout [Order]) -> Result) -> [Effect] {
    var orders = waiting
    _ = change(&orders)
    queue = orders + queue.filter { $0.verdict == .draft }
    return [rememberedQueue]
  }

  /// What the history is told of the orders that wait.
  var rememberedQueue: Effect { .remember(waiting, drawing: writing?.order.job) }

  /// Takes the orders that a studio before left waiting; what another leon wrote stays where it is.
  mutating func restore(_ items: [QueueItem]) -> [Effect] {
    for item in items {
      guard let request = HistoryJSON.request(item.order.request) else { continue }
      lastJob = JobID(lastJob.rawValue + 1)
      let record = HistoryJSON.steering(item.order.replay)
      queue.append(
        Order(
          job: lastJob, request: request, replaying: record,
          turning: record.isEmpty ? settings.turning : .live, verdict: item.order.verdict,
          parent: item.order.parent, sheet: SheetRecord.plan(in: item.order.request),
          item: item.id, task: item.order.task))
    }
    return hasBegun ? startNext() : []
  }
}
