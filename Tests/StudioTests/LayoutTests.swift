import Studio
import Terminal
import Testing

/// How the window is divided: four regions at most, at every size.
@Suite struct LayoutTests {
  private let reducer = ReducerTests()

  /// A studio in each of its looks.
  private func looks() throws -> [StudioState] {
    var plain = try reducer.settled()
    plain.pinned = plain.shown
    var looks = [plain]
    for key in ["r", "g", "z", "m", "B", "Ctrl-N"] {
      var state = plain
      reducer.press(key, &state)
      looks.append(state)
    }
    return looks
  }

  @Test func panesLieInTheWindowAndNeverOnEachOther() throws {
    for var state in try looks() {
      for columns in stride(from: 60, through: 200, by: 7) {
        for rows in 18...64 {
          state.size = TerminalSize(columns: columns, rows: rows)
          let layout = Layout(state)
          let panes = Self.panes(layout)
          #expect(
            panes.allSatisfy {
              $0.column >= 1 && $0.row >= 1 && $0.endColumn < columns && $0.endRow < rows - 1
            }, "\(columns)x\(rows): \(panes)")
          for (place, pane) in panes.enumerated() {
            for other in panes[(place + 1)...] {
              #expect(!pane.overlaps(other), "\(columns)x\(rows): \(pane) \(other)")
            }
          }
        }
      }
    }
  }

  @Test func thereAreNeverMoreThanFourRegions() throws {
    for state in try looks() {
      let layout = Layout(state)
      // Picture, side column, prompt, status: whatever lies beside the picture is one column.
      let beside = Self.panes(layout).filter { $0 != layout.preview && $0 != layout.prompt }
      #expect(Set(beside.map(\.column)).count <= 1 && Set(beside.map(\.columns)).count <= 1)
      #expect(beside.allSatisfy { $0.column > layout.preview.endColumn })
      #expect(layout.prompt.column == 1 && layout.prompt.columns == state.size.columns - 2)
    }
  }

  @Test func aZoomedPictureHasAllButPromptAndStatus() throws {
    var state = try reducer.settled()
    reducer.press("z", &state)
    let layout = Layout(state)
    #expect(layout.preview.columns == state.size.columns - 2 && layout.history.isEmpty)
  }

  private static func panes(_ layout: Layout) -> [CellArea] {
    ([layout.preview, layout.knobs, layout.comparison, layout.history, layout.prompt]
      + layout.inspectorPanes).filter { !$0.isEmpty }
  }
}

extension CellArea {
  fileprivate func overlaps(_ other: CellArea) -> Bool {
    column < other.endColumn && other.column < endColumn && row < other.endRow
      && other.row < endRow
  }
}
