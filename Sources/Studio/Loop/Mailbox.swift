import Synchronization
import Terminal

/// Actions from other threads to the one that owns the state; each wakes the terminal's driver.
final class Mailbox: Sendable {
  private let actions = Mutex<[StudioAction]>([])
  private let waker: Waker

  /// Makes an empty one.
  init(waker: Waker) { self.waker = waker }

  /// Adds an action.
  func post(_ action: StudioAction) {
    actions.withLock { $0.append(action) }
    waker.wake()
  }

  /// Wakes the driver without an action.
  func wake() { waker.wake() }

  /// Takes all actions.
  func takeAll() -> [StudioAction] {
    actions.withLock { actions in
      defer { actions = [] }
      return actions
    }
  }

  /// Whether there is none.
  var isEmpty: Bool { actions.withLock(\.isEmpty) }
}
