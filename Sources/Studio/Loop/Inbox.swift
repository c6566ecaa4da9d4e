import Foundation

/// A queue of messages to one thread, which sleeps while there are none.
///
/// The condition guards everything in it.
@safe final class Inbox<Message: Sendable>: @unchecked Sendable {
  private let condition = NSCondition()
  private var messages: [Message] = []
  private var isWaiting = false
  private var putCount = 0
  private let onIdle: @Sendable () -> Void

  /// Makes an empty queue that tells whenever its thread has nothing left to do.
  init(onIdle: @escaping @Sendable () -> Void) { self.onIdle = onIdle }

  /// Adds a message, from any thread.
  func put(_ message: Message) {
    condition.withLock {
      messages.append(message)
      putCount += 1
      condition.signal()
    }
  }

  /// Whether the thread sleeps and nothing waits for it.
  var isIdle: Bool { condition.withLock { isWaiting && messages.isEmpty } }

  /// Messages put so far.
  var count: Int { condition.withLock { putCount } }

  /// Whether a message waits that is such; it stays.
  func contains(where isSuch: (Message) -> Bool) -> Bool {
    condition.withLock { messages.contains(where: isSuch) }
  }

  /// All messages, without waiting.
  func takeAll() -> [Message] {
    condition.withLock {
      defer { messages = [] }
      return messages
    }
  }

  /// Waits for messages and takes them all.
  ///
  /// - Parameter seconds: At most so long; nil waits for ever.
  /// - Returns: None after that time.
  func take(within seconds: Double?) -> [Message] {
    let limit = seconds.map { Date(timeIntervalSinceNow: $0) }
    return condition.withLock {
      if messages.isEmpty && seconds == nil {
        isWaiting = true
        onIdle()
      }
      defer { isWaiting = false }
      while messages.isEmpty {
        guard let limit else {
          condition.wait()
          continue
        }
        guard condition.wait(until: limit) else { return [] }
      }
      defer { messages = [] }
      return messages
    }
  }
}
