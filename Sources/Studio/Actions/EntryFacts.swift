import History
import Terminal

/// What is shown, copied and opened of an entry without touching the knobs.
extension StudioState {
  /// Shows everything about the entry that is looked at.
  mutating func showDetails() -> [Effect] {
    guard let here else { return refuse(Self.nothingLookedAt) }
    return [.readDetails(here, .details)]
  }

  /// Shows what sets the entry apart from the marked one, or from A.
  mutating func showDifference() -> [Effect] {
    guard let here else { return refuse(Self.nothingLookedAt) }
    var other = pinned?.run
    if case .gallery(let gallery) = stage {
      let others = gallery.marked.subtracting([here])
      guard others.count <= 1 else {
        return refuse("a difference is between two; \(gallery.marked.count) are marked")
      }
      other = others.first ?? other
    }
    guard let other, other != here else {
      let way = stage == .picture ? "p pins one as A" : "Space marks one"
      return refuse("a difference needs two pictures: \(way), then go to another")
    }
    return [.readDifference(other, here)]
  }

  /// Takes everything about an entry, for what it was asked for.
  mutating func take(_ details: EntryDetails, _ reading: Reading) -> [Effect] {
    switch reading {
    case .details: popup = .details(details, firstRow: 0)
    case .copy(let part): return copy(part, of: details)
    case .note:
      popup = .line(LineEntry(.note([details.entry.id]), text: details.entry.run.notes))
    default: break
    }
    return []
  }

  mutating func show(_ a: HistoryEntry, against b: HistoryEntry) -> [Effect] {
    popup = .difference(a, b, firstRow: 0)
    return []
  }

  /// Scrolls a text, or leaves it.
  mutating func pressInText(_ key: Key) -> [Effect] {
    let steps: Int
    switch key.code {
    case .down, .character("j"): steps = 1
    case .up, .character("k"): steps = -1
    case .pageDown, .character(" "): steps = 10
    case .pageUp: steps = -10
    default:
      popup = nil
      return []
    }
    switch popup {
    case .details(let details, let first):
      popup = .details(details, firstRow: max(0, first + steps))
    case .difference(let a, let b, let first):
      popup = .difference(a, b, firstRow: max(0, first + steps))
    default: break
    }
    return []
  }

  /// Asks for what is to go into the clipboard.
  mutating func copy(_ part: CopiedPart) -> [Effect] {
    guard let here else { return refuse(Self.nothingLookedAt) }
    return [.readDetails(here, .copy(part))]
  }

  /// Sends a part of an entry to the terminal's clipboard; whether it takes it nobody is told.
  private mutating func copy(_ part: CopiedPart, of details: EntryDetails) -> [Effect] {
    let run = details.entry.run
    if part == .line, details.entry.sheet != nil {
      return refuse("a sheet has no such line; m opens it, and a tile that is kept has one")
    }
    let path = details.keptPath ?? details.path
    let text: String?
    switch part {
    case .line: text = GenerateLine.text(of: details.entry, path: path)
    case .prompt: text = run.prompt
    case .seed: text = "\(run.seed)"
    case .path: text = path
    }
    guard let text else {
      let what = part == .path ? "no picture file yet" : "no request that this leon knows"
      return refuse("#\(run.id.rawValue) has \(what)")
    }
    message = Message(text: "sent to the terminal: \(text)")
    return [.terminal(.copy(text))]
  }

  /// Opens the picture in the system's viewer.
  mutating func view() -> [Effect] {
    guard let here else { return refuse(Self.nothingLookedAt) }
    return [.view(here)]
  }

  /// Goes to a picture that was taken over.
  mutating func lookAtImported(_ run: Run.ID) -> [Effect] {
    guard history?.place(of: run) != nil, writing == nil || stage != .picture else { return [] }
    return look(at: run)
  }
}
