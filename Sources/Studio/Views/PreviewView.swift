import Foundation
import Generation
import Imaging
import Terminal

/// The picture with its title, its progress, and marks where knobs were turned.
enum PreviewView {
  static func draw(
    on canvas: inout Canvas, _ layout: Layout, _ state: StudioState, _ glyphs: Glyphs
  ) {
    let theme = state.theme
    let pane = layout.preview
    canvas.caption(
      glyphs.fitted(title(state), columns: pane.columns - 4), of: pane, row: pane.row - 1,
      style: theme[state.showsPinned ? .pinA : .title])
    drawFoot(on: &canvas, pane, state, glyphs)
    guard let picture = state.visible else {
      drawInvitation(on: &canvas, pane, state)
      return
    }
    AnswerView.draw(on: &canvas, layout, state, glyphs)
    if let answer = state.shownAnswer, answer.codeCount == 0 { return }
    canvas.place(
      PlacedPicture(
        picture.image ?? blank, in: state.closeUp == nil ? layout.picture : layout.preview,
        background: theme.ground(of: state.capabilities),
        isLive: state.writing?.order.job == picture.job && picture.job != nil,
        zoom: state.closeUp?.zoom ?? .fitted))
    if state.closeUp == nil { drawMarks(on: &canvas, layout, picture, state, glyphs) }
  }

  /// What shows until the first code comes: ground.
  static let blank = Image(width: 1, height: 1, pixels: [0, 0, 0, 0])

  private static func title(_ state: StudioState) -> String {
    guard let picture = state.visible else { return "picture" }
    let number = picture.run.map { "#\($0.rawValue)" }
    var words = picture.request.prompt
    if let answer = state.shownAnswer { words = answer.task }
    if state.showsPinned { return "A \(number ?? "") \(words)" }
    if let sheet = state.shownEntry?.sheet {
      return "\(number ?? "new"), m opens it: \(sheet.title): \(words)"
    }
    if state.selected != nil { return "viewing \(number ?? ""), knobs unchanged: \(words)" }
    guard picture.verdict == .draft else { return "\(number ?? "new"): \(words)" }
    return "draft: \(words)"
  }

  private static func drawInvitation(
    on canvas: inout Canvas, _ pane: CellArea, _ state: StudioState
  ) {
    let text =
      switch state.model {
      case .loading: "loading the model"
      case .failed: "no model"
      case .ready: "Enter draws what the prompt says"
      }
    let area = pane.centered(columns: CellWidth.of(text), rows: 1)
    canvas.write(
      text, column: area.column, row: area.row, style: state.theme[.muted], limit: pane.columns)
  }

  /// What is unusual about the picture that shows; empty where nothing is.
  private static func badge(_ state: StudioState) -> String {
    guard let picture = state.visible, state.shownAnswer?.codeCount != 0 else { return "" }
    var badges: [String] = []
    let isWriting = state.writing != nil && state.writing?.order.job == picture.job
    if !picture.isComplete && !isWriting {
      badges.append("partial \(picture.codes.count * 100 / max(picture.total, 1))%")
    }
    if let run = picture.replayed { badges.append("#\(run.rawValue) again") }
    if !picture.steering.isEmpty && state.shownAnswer == nil { badges.append("turned by hand") }
    return badges.isEmpty ? "" : " \(badges.joined(separator: ", ")) "
  }

  /// Progress and badges in the lower border; where there is not room for both, progress while the
  /// picture is written and the badges afterwards.
  private static func drawFoot(
    on canvas: inout Canvas, _ pane: CellArea, _ state: StudioState, _ glyphs: Glyphs
  ) {
    let badge = badge(state)
    let most = pane.columns - 2
    let room = most - CellWidth.of(badge)
    var hasBadge = true
    if let writing = state.writing, let facts = state.facts {
      let text = " \(count(writing, facts, state.rate)) "
      hasBadge = CellWidth.of(text) <= room
      let rest = (hasBadge ? room : most) - CellWidth.of(text)
      drawProgress(
        on: &canvas, pane, text, share: Float(writing.written) / Float(facts.codeCount),
        columns: min(12, pane.columns / 4, rest), state.theme, glyphs)
    } else if let speed = state.lastSpeed, let picture = state.shown, picture.job != nil {
      var parts = ["\(picture.codes.count)/\(picture.total)"]
      if let rate = speed.rate {
        parts += [String(format: "%.2f s", speed.seconds), "\(Int(rate.rounded())) tok/s"]
      }
      while parts.count > 1, CellWidth.of(parts.joined(separator: "  ")) + 3 > room {
        parts.removeLast()
      }
      canvas.caption(
        parts.joined(separator: "  "), of: pane, row: pane.endRow, style: state.theme[.muted])
    }
    guard hasBadge, !badge.isEmpty else { return }
    canvas.write(
      badge, endingAt: pane.endColumn - 1, row: pane.endRow, style: state.theme[.badge])
  }

  /// A bar, where there is room for one, and what it comes to in numbers.
  private static func drawProgress(
    on canvas: inout Canvas, _ pane: CellArea, _ text: String, share: Float, columns: Int,
    _ theme: Theme, _ glyphs: Glyphs
  ) {
    var column = pane.column + 1
    if columns >= leastBar {
      let bar = glyphs.bar(share, columns: columns)
      column += canvas.write(" ", column: column, row: pane.endRow, style: theme[.text])
      column += canvas.write(
        bar.full, column: column, row: pane.endRow, style: theme[.progressFill])
      column += canvas.write(
        bar.empty, column: column, row: pane.endRow, style: theme[.progressEmpty])
    }
    canvas.write(
      text, column: column, row: pane.endRow, style: theme[.text],
      limit: pane.endColumn - column)
  }

  /// A shorter bar tells less than the numbers beside it.
  private static let leastBar = 4

  private static func count(
    _ writing: StudioState.Progress, _ facts: ModelFacts, _ rate: Double?
  ) -> String {
    let count = "\(writing.written)/\(facts.codeCount)"
    if writing.isPaused { return "\(count)  paused, P goes on" }
    guard let rate, rate > 0 else { return count }
    let left = Double(facts.codeCount - writing.written) / rate
    return "\(count)  \(Int(rate.rounded())) tok/s  \(String(format: "%.1f", left)) s left"
  }

  /// A mark on either border beside the row of codes at which a knob was turned or a code taken.
  private static func drawMarks(
    on canvas: inout Canvas, _ layout: Layout, _ picture: Picture, _ state: StudioState,
    _ glyphs: Glyphs
  ) {
    let pane = layout.preview
    for position in picture.turns where position < picture.total {
      let row = layout.picture.row + position * layout.picture.rows / picture.total
      for column in [pane.column - 1, pane.endColumn] {
        canvas.write(glyphs.turned, column: column, row: row, style: state.theme[.sliderChanged])
      }
    }
  }
}
