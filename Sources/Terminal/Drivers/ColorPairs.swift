private import CNcurses

/// The pairs of colours that curses has been told of, each once.
///
/// curses could choose numbers itself, but it takes back those used least, which may still be on the
/// screen.
struct ColorPairs {
  private var numbers: [Pair: Int32] = [:]
  /// How many there may be; curses keeps number 0.
  private let most: Int

  private struct Pair: Hashable {
    var foreground: Int32
    var background: Int32
  }

  /// Makes an empty list.
  init() { most = max(1, Int(leon_curses_pairs()) - 1) }

  /// Whether a screen more might not fit.
  func isNearlyFull(cells: Int) -> Bool { numbers.count > 0 && numbers.count + cells > most }

  /// Forgets all pairs; the whole screen must be sent again.
  mutating func reset() {
    numbers = [:]
    reset_color_pairs()
  }

  /// The number of a pair; 0, the terminal's own colours, where all are taken.
  mutating func number(_ foreground: Int32, _ background: Int32) -> Int32 {
    if foreground == -1, background == -1 { return 0 }
    let pair = Pair(foreground: foreground, background: background)
    if let number = numbers[pair] { return number }
    let number = Int32(numbers.count + 1)
    guard number <= most, init_extended_pair(number, foreground, background) == OK else { return 0 }
    numbers[pair] = number
    return number
  }
}
