import Terminal

/// The last row: mode, model, tokens, what is to be said, queue and how pictures are shown.
enum StatusView {
  static func draw(
    on canvas: inout Canvas, _ layout: Layout, _ state: StudioState, _ glyphs: Glyphs
  ) {
    let theme = state.theme
    let row = layout.statusRow
    let line = CellArea(column: 0, row: row, columns: state.size.columns, rows: 1)
    canvas.fill(line, with: theme[.status])
    let word =
      state.form?.sketch != nil
      ? "DRAW" : state.context == .search ? "SEARCH" : state.mode.rawValue.uppercased()
    var column = canvas.write(
      " \(word) ", column: 0, row: row, style: theme[.statusMode])
    column += canvas.write(
      "  \(model(state))  ", column: column, row: row, style: theme[.status])
    let tokens = tokens(state, glyphs)
    column += canvas.write(
      "\(tokens.text)  ", column: column, row: row, style: theme[tokens.role])
    var right = "queue \(state.queue.count)  \(mode(state.capabilities)) "
    var end = state.size.columns - CellWidth.of(right)
    // What is to be said is worth more than what can be seen elsewhere.
    if let message = state.message, CellWidth.of(message.text) > end - column - 2 {
      (right, end) = ("", state.size.columns)
    }
    canvas.write(right, column: end, row: row, style: theme[.status])
    guard let message = state.message else {
      let columns = end - column - 2
      canvas.write(
        glyphs.fitted(unknown(state, columns), columns: columns), column: column, row: row,
        style: theme[.status])
      return
    }
    canvas.write(
      glyphs.fitted(message.text, columns: end - column - 2), column: column, row: row,
      style: theme[message.isError ? .error : .success])
  }

  /// Names the underlined words, so that nobody has to guess why they are.
  private static func unknown(_ state: StudioState, _ columns: Int) -> String {
    let words = state.fields.flatMap { field in
      state.unknownWords(
        in: state[field], isWritten: state.mode == .write && field == state.field
      ).map { String(state[field].characters[$0]) }
    }
    guard let last = words.last else { return "" }
    let quoted = words.dropLast().map { "“\($0)”" }.joined(separator: ", ")
    let sentence = "no caption holds \(quoted.isEmpty ? "" : quoted + " or ")“\(last)”"
    return CellWidth.of(sentence) <= columns
      ? sentence : "unknown: \(words.joined(separator: ", "))"
  }

  private static func model(_ state: StudioState) -> String {
    switch state.model {
    case .loading: "loading"
    case .failed: "no model"
    case .ready(let facts): facts.name
    }
  }

  private static func tokens(_ state: StudioState, _ glyphs: Glyphs) -> (
    text: String, role: ColorRole
  ) {
    guard let facts = state.facts else { return ("", .status) }
    let field = state.mode == .write ? state.field : state.firstField
    guard let count = state.tokenCounts[field]?.tokens else {
      return ("\(glyphs.dash)/\(facts.promptLimit) tokens", .status)
    }
    return (
      "\(count)/\(facts.promptLimit) tokens", count > facts.promptLimit ? .error : .status
    )
  }

  private static func mode(_ capabilities: TerminalCapabilities) -> String {
    capabilities.pictureMode == .sixel
      ? "sixel \(capabilities.sixelColors)" : capabilities.pictureMode.title
  }
}
