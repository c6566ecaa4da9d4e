import ArgumentParser
import Evaluation
import Foundation
import Imaging

/// Where figures go besides the terminal.
struct ReportOptions: ParsableArguments {
  @Option(help: "Write the figures as JSON to this file; - is standard output.")
  var json: String?

  /// Prints a table, and writes the JSON if it was asked for; alone if on standard output.
  ///
  /// - Throws: `OutputError`.
  func tell(_ title: String, _ table: FigureTable, _ figures: some Encodable) throws {
    if json != "-" { Console.print(title + "\n\n" + table.text) }
    if let json { try OutputFile.write(Console.json(figures), to: json) }
  }
}

/// The same for figures that make lines.
struct PlotOptions: ParsableArguments {
  @OptionGroup var report: ReportOptions
  @Option(help: "Write the plots as a PNG to this file.", completion: .file(extensions: ["png"]))
  var plot: String?

  /// Prints table and plots, and writes what was asked for.
  ///
  /// - Throws: `OutputError`.
  func tell(
    _ title: String, _ table: FigureTable, _ plots: [LinePlot], _ figures: some Encodable
  ) throws {
    try report.tell(title, table, figures)
    if report.json != "-" { for plot in plots { Console.print("\n" + plot.text()) } }
    if let plot { try OutputFile.write(try PNG.encode(Self.page(plots)), to: plot) }
  }

  /// The plots below each other.
  static func page(_ plots: [LinePlot]) -> Image {
    ContactSheet(columns: 1).image(of: plots.map { $0.image() })
  }
}
