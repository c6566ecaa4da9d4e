import Foundation
package import Terminal

/// Keys for a studio without a terminal, and screens saved on the way.
///
///     # a comment
///     type red apple, 3D icon
///     key Enter
///     wait idle
///     key Esc Right Right     keys by the names that help shows, one after the other
///     repeat 128 .            one key, so many times
///     paste two\nlines
///     resize 80x24
///     pause 0.5               seconds, where somebody looks on
///     save-screen drawn       writes FOLDER/drawn.screen
///
/// Without a terminal nothing sleeps: `wait idle` ends when nothing is being computed or written any
/// more.
package struct StudioScript: Sendable {
  private let steps: [Step]

  private enum Step: Sendable {
    case events([TerminalEvent])
    case waitIdle
    case pause(Double)
    case saveScreen(String)
  }

  /// Reads a script.
  ///
  /// - Throws: `ScriptError` with the line.
  package init(_ text: String) throws {
    var steps: [Step] = []
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      guard let word = line.split(separator: " ").first, !word.hasPrefix("#") else { continue }
      let rest = line.drop { $0 == " " }.dropFirst(word.count).drop { $0 == " " }
      guard let step = StudioScript.step(String(word), String(rest)) else {
        throw ScriptError(line: number + 1, text: String(line))
      }
      steps.append(step)
    }
    self.steps = steps
  }

  /// Plays the script on a studio of its own.
  ///
  /// - Parameters:
  ///   - driver: A terminal without a screen, of the size wanted.
  ///   - setup: The engine, the history and how it looks; `StudioClock.standing` makes the screens
  ///     the same every time.
  ///   - save: Gets each saved screen by name.
  /// - Returns: The last screen.
  /// - Throws: What the set-up or `save` throws.
  @discardableResult
  package func run(
    driver: MemoryDriver, setup: StudioSetup,
    save: (_ name: String, _ screen: Canvas) throws -> Void
  ) throws -> Canvas {
    let loop = try StudioLoop(driver: driver, setup: setup)
    loop.start()
    defer { loop.end() }
    try play(on: loop, setup.clock, save: save) { events in
      driver.send(events)
      loop.turn(waiting: false, silently: false)
    }
    return driver.screen
  }

  /// Plays the script where it can be watched, one key after the other, and then obeys its user's
  /// keys until they quit.
  ///
  /// - Parameters:
  ///   - driver: The terminal, already entered; left by the caller.
  ///   - setup: The engine, the history and how it looks, with clocks that go.
  ///   - save: Gets each saved screen by name.
  /// - Throws: What the set-up or `save` throws.
  package func show(
    in driver: any TerminalDriver, setup: StudioSetup,
    save: (_ name: String, _ screen: Canvas) throws -> Void
  ) throws {
    let loop = try StudioLoop(driver: driver, setup: setup)
    loop.start()
    defer { loop.end() }
    try play(on: loop, setup.clock, save: save) { events in
      for event in events {
        loop.take([event])
        loop.turn(waitingAtMost: StudioScript.keyInterval)
      }
    }
    while !loop.hasEnded { loop.turn(waiting: true) }
  }

  /// About as fast as people type.
  private static let keyInterval = 0.06

  private func play(
    on loop: StudioLoop, _ clock: StudioClock,
    save: (_ name: String, _ screen: Canvas) throws -> Void, press: ([TerminalEvent]) -> Void
  ) throws {
    for step in steps where !loop.hasEnded {
      switch step {
      case .events(let events): press(events)
      case .waitIdle: wait(for: loop)
      case .pause(let seconds):
        let end = clock.seconds() + seconds
        while clock.waits, clock.seconds() < end, !loop.hasEnded {
          loop.turn(waitingAtMost: end - clock.seconds())
        }
      case .saveScreen(let name):
        loop.turn(waiting: false, silently: false)
        try save(name, StudioView.draw(loop.state))
      }
    }
  }

  private func wait(for loop: StudioLoop) {
    while !loop.hasEnded {
      loop.turn(waiting: false)
      if loop.isIdle { return }
      loop.turn(waiting: true)
    }
  }

  private static func step(_ word: String, _ rest: String) -> Step? {
    switch word {
    case "type": return .events(rest.map { .key(Key(.character($0))) })
    case "paste":
      return .events([.paste(rest.replacingOccurrences(of: "\\n", with: "\n"))])
    case "key":
      let keys = rest.split(separator: " ").map { Key(name: String($0)) }
      guard !keys.isEmpty, keys.allSatisfy({ $0 != nil }) else { return nil }
      return .events(keys.compactMap { $0 }.map { .key($0) })
    case "repeat":
      let parts = rest.split(separator: " ")
      guard parts.count == 2, let count = Int(parts[0]), (1...100_000).contains(count),
        let key = Key(name: String(parts[1]))
      else { return nil }
      return .events(Array(repeating: .key(key), count: count))
    case "resize": return TerminalSize(name: rest).map { .events([.resized($0)]) }
    case "wait": return rest == "idle" ? .waitIdle : nil
    case "pause":
      return Double(rest).flatMap { (0...60).contains($0) ? .pause($0) : nil }
    case "save-screen":
      return rest.isEmpty || rest.contains("/") ? nil : .saveScreen(rest)
    default: return nil
    }
  }
}

/// A line of a script that means nothing.
package struct ScriptError: Error, Equatable, CustomStringConvertible {
  /// Counted from 1.
  package let line: Int
  /// The line.
  package let text: String

  package var description: String {
    "line \(line) of the script, “\(text)”, is none of: type TEXT, key NAME…, repeat COUNT NAME, "
      + "paste TEXT, resize COLUMNSxROWS, wait idle, pause SECONDS, save-screen NAME"
  }
}

extension TerminalSize {
  /// Reads `100x30`, for `--size` and scripts; nil for anything else.
  package init?(name: String) {
    let parts = name.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let columns = parts[0], let rows = parts[1],
      (1...1000).contains(columns), (1...1000).contains(rows)
    else { return nil }
    self.init(columns: columns, rows: rows)
  }
}
