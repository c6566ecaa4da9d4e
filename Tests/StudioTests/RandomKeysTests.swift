import History
import Imaging
import Studio
import Tensors
import Terminal
import Testing
import Tokens

/// Ten thousand seeded keys, sizes and answers: whatever comes, nothing traps and what must hold does.
@Suite struct RandomKeysTests {
  /// Left out: what quits, hands work to other programs, or writes files of the user's own.
  private static let unwanted: Set = ["q", "Ctrl-Z", "Ctrl-X", "o", "E", "I", ":"]
  private static let keys =
    Set(Command.table.flatMap(\.keys)).subtracting(unwanted).sorted()
    + ["a", "é", "日", "🍎", "Q", "Shift-Down", "Delete"]
  private static let sizes = [
    "80x24", "100x30", "160x50", "60x18", "59x17", "1x1", "200x12", "61x60",
  ]

  /// A whole studio with its threads, an engine without a model and a history on the disk.
  @Test(arguments: 1...4) func aWholeStudioBearsThem(_ seed: UInt64) throws {
    let studio = TestStudio()
    defer { studio.remove() }
    var random = SplitMix64(seed: seed)
    var script = ["wait idle"]
    for place in 0..<2500 {
      switch random.next() % 40 {
      case 0: script.append("resize \(random.pick(Self.sizes))")
      case 1: script.append("wait idle")
      case 2: script.append("paste blue boat\\nand a \(place)")
      // Every stage and list is entered now and then, not only by chance.
      case 3:
        script.append("key Esc Esc \(random.pick(["r", "g", "m", "M", "Q", "S", "H", "R", "="]))")
      case 4:
        script += [
          "key Esc Esc Esc a", "type \(random.pick(["redraw", "scribble", "boxes"]))", "key Enter",
        ]
      default: script.append("key \(random.pick(Self.keys))")
      }
    }
    let screens = try studio.play((script + ["wait idle"]).joined(separator: "\n"))
    #expect(screens["last"] != nil)
    let store = try HistoryStore.open(folder: studio.folder).store
    let runs = try store.newest(10_000)
    #expect(runs.allSatisfy { $0.state != .pending && $0.codes.count <= $0.codeCount })
    #expect(runs.allSatisfy { ($0.state == .finished) == ($0.codes.count == $0.codeCount) })
    #expect(try store.drafts().count <= HistoryStore.mostDrafts)
  }

  /// The state alone, with answers that come late, twice, or for what is no longer there.
  @Test(arguments: [42, 43]) func theStateBearsThemWithWrongAnswers(_ seed: UInt64) throws {
    let sample = try SampleHistory((0..<12).map { "picture \($0)" }, parents: [3: 1, 5: 3])
    defer { sample.remove() }
    var state = try sample.browsing()
    var random = SplitMix64(seed: seed)
    let entries = try (1...12).map { try sample.entry($0) }
    for _ in 0..<10_000 {
      let action = action(&random, state, entries)
      _ = reduce(into: &state, action)
      if random.next() % 5 == 0 { check(StudioView.draw(state), state) }
      check(state)
    }
  }

  private func action(
    _ random: inout SplitMix64, _ state: StudioState, _ entries: [HistoryEntry]
  ) -> StudioAction {
    let job = JobID(max(1, state.lastJob.rawValue - Int(random.next() % 3)))
    let codes = (0..<Int(random.next() % 257)).map { CodeIndex($0) }
    let entry = random.pick(entries)
    switch random.next() % 30 {
    case 0:
      let size = TerminalSize(
        columns: Int(random.next() % 170), rows: Int(random.next() % 55))
      return .display(size, state.capabilities)
    case 1, 2:
      return .ended(
        state.writing?.order.job ?? job, Snapshot(codes: codes), seconds: 0.1, failure: nil)
    case 3: return .ended(job, nil, seconds: 0, failure: "refused")
    case 4: return .progressed(job, Snapshot(codes: codes), seconds: 0.1)
    case 5: return .recorded(job, entry.id)
    case 6:
      return .entryRead(entry, random.pick([.look, .begin, .refresh, .finish, .replay, .goBack]))
    case 7: return .rested(revision: state.cursorRevision)
    case 8:
      guard let origin = state.inspection?.picture.origin else { return .rested(revision: 0) }
      return .surveyed(origin, origin.codes.enumerated().map(FakeEngine.inspection))
    case 9: return .changed(HistoryChange(revision: 0, present: [], gone: [entry.id]))
    case 10: return .typingPaused(revision: state.promptRevision)
    case 13:
      let actions: [MouseEvent.Action] = [.press, .drag, .release, .rightPress, .rightDrag]
      let place = CellPosition(
        column: Int(random.next() % 110), row: Int(random.next() % 32))
      return .terminal(.mouse(MouseEvent(random.pick(actions), at: place)))
    case 14:
      let image = Image(width: 128, height: 128, fill: .white)
      let codes = (0..<256).map { CodeIndex($0) }
      return .filled(
        FilledSlot(name: "drawn", image: image, codes: codes), number: state.lastFilling)
    case 11: return .counted(revision: state.promptRevision, tokens: Int(random.next() % 80))
    case 12:
      let tiles = (0..<(state.sheet?.tiles.count ?? 1)).map { _ in codes }
      let snapshot = SheetSnapshot(
        codes: tiles, changes: tiles.map { _ in [] }, images: tiles.map { _ in nil })
      return .sheetEnded(state.sheet?.job ?? job, snapshot, seconds: 1, failure: nil)
    default:
      return .terminal(.key(Key(name: random.pick(Self.keys + [":"])) ?? Key(.enter)))
    }
  }

  private func check(_ state: StudioState) {
    #expect(state.queue.isEmpty || state.writing != nil, "something waits for nothing")
    #expect(Knob.shown(in: state.settings).contains(state.activeKnob))
    #expect(state.settings.knobs.flaw == nil)
    #expect(Set(state.queue.map(\.job)).count == state.queue.count)
    #expect(!state.queue.contains { $0.job == state.writing?.order.job })
    #expect(state.queue.filter { $0.verdict == .draft }.count <= 1, "stale drafts wait")
    for picture in [state.shown, state.pinned].compactMap({ $0 }) {
      #expect(picture.codes.count <= 256)
    }
    if let form = state.form, let sketch = form.sketch {
      #expect(form.task.slots.indices.contains(sketch.slot))
      #expect((0..<sketch.side).contains(sketch.cursor.x))
      #expect(
        sketch.content.marks.allSatisfy {
          (0..<sketch.side).contains($0.x) && (0..<sketch.side).contains($0.y)
        })
    }
    if let inspection = state.inspection {
      #expect(inspection.picture.codes.indices.contains(inspection.position))
    }
    if let sheet = state.sheet { #expect(sheet.tiles.indices.contains(sheet.cursor)) }
  }

  /// Never more than what fits, and never a picture outside the window.
  private func check(_ screen: Canvas, _ state: StudioState) {
    #expect(screen.size == state.size)
    for picture in screen.pictures {
      #expect(
        picture.area.endColumn <= state.size.columns && picture.area.endRow <= state.size.rows)
    }
  }
}

extension SplitMix64 {
  fileprivate mutating func pick<Element>(_ values: [Element]) -> Element {
    values[Int(next() % UInt64(values.count))]
  }
}
