import Terminal
import Tokens

/// What the picture goes on with from the cursor: the code, the knobs and the seed.
enum OnwardView {
  static func draw(
    on canvas: inout Canvas, _ pane: CellArea, _ inspection: Inspection, _ state: StudioState,
    _ glyphs: Glyphs
  ) {
    guard !pane.isEmpty else { return }
    let theme = state.theme
    canvas.caption("Enter goes on with", of: pane, row: pane.row - 1, style: theme[.title])
    let changes = changes(inspection, state.settings)
    let lines: [(String, ColorRole)] = [
      (code(inspection), inspection.alternative == nil ? .text : .sliderChanged),
      (changes ?? "knobs and seed as they were", changes == nil ? .text : .sliderChanged),
      ("\(knob(state))   [ ] turn  { } choose", .muted),
    ]
    for (row, line) in lines.prefix(pane.rows).enumerated() {
      canvas.write(
        glyphs.fitted(line.0, columns: pane.columns - 3), column: pane.column + 2,
        row: pane.row + row, style: theme[line.1])
    }
  }

  private static func code(_ inspection: Inspection) -> String {
    guard let number = inspection.alternative, let choice = inspection.choice else {
      return "a code drawn here; Tab takes another"
    }
    let share = TokenNumbersView.percent(choice.probability)
    let note = choice.exclusion.map { ", ruled out by \($0.rawValue)" } ?? ""
    return "alternative \(number + 1), \(share)\(note)"
  }

  /// `CFG 3.0 -> 3.5, seed 7 -> 8`; nil where nothing differs.
  private static func changes(_ inspection: Inspection, _ settings: DrawSettings) -> String? {
    let request = inspection.picture.request
    let before = DrawSettings(
      knobs: inspection.picture.knobs(at: inspection.position),
      seed: inspection.picture.seed(at: inspection.position),
      variationSeed: request.variationSeed)
    let parts = Knob.allCases.filter { $0 != .turning }.compactMap { knob -> String? in
      let (old, new) = (knob.text(in: before), knob.text(in: settings))
      return old == new ? nil : "\(knob.name) \(old) -> \(new)"
    }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  private static func knob(_ state: StudioState) -> String {
    let knob = state.activeKnob
    return "\(knob.name) \(knob.text(in: state.settings))"
  }
}
