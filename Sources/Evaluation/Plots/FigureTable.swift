/// Figures in columns, to be printed or put in a page.
package struct FigureTable: Sendable {
  /// What stands above the columns.
  package let columns: [String]
  /// The cells, as many a row as there are columns.
  package private(set) var rows: [[String]] = []

  /// Makes a table without rows.
  package init(_ columns: [String]) { self.columns = columns }

  /// Adds a row.
  package mutating func add(_ row: [String]) {
    precondition(row.count == columns.count, "\(row.count) cells in \(columns.count) columns")
    rows.append(row)
  }

  /// For the terminal: the first column to the left, the others to the right.
  package var text: String {
    let widths = columns.indices.map { column in
      ([columns] + rows).map { $0[column].count }.max() ?? 0
    }
    return ([columns] + rows).map { row in
      row.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 ? cell + space : space + cell
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }

  /// For a page in Markdown.
  package var markdown: String {
    let rule = columns.indices.map { $0 == 0 ? "---" : "--:" }
    return ([columns, rule] + rows).map { "| " + $0.joined(separator: " | ") + " |" }
      .joined(separator: "\n")
  }
}
