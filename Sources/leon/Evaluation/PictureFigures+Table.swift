import Evaluation
import Foundation

extension PictureFigures {
  /// What `cells` are.
  static let columns = [
    "KID × 1000", "FD", "log p(words)", "cosine", "words F1", "CIDEr-D", "concept@1, %",
    "concept@5, %", "colour, %",
  ]

  /// The figures with their intervals.
  var cells: [String] {
    [
      kid.text, String(format: "%.2f", frechetDistance), likelihood.text(2),
      similarity?.text(3) ?? "", tokenF1.text(3), ciderD.text(2),
      concepts?.first.percent ?? "", concepts?.firstFive.percent ?? "", colours?.percent ?? "",
    ]
  }
}

/// The figures that are drawn over a knob or a number of candidates.
enum PlottedFigure: CaseIterable {
  case kid, likelihood, tokenF1

  /// The title of its plot.
  var title: String {
    switch self {
    case .kid: "KID × 1000 to real pictures (lower is better)"
    case .likelihood: "log p(prompt | picture), nats (higher is better)"
    case .tokenF1: "F1 of the words of the model's own caption (higher is better)"
    }
  }

  /// Its place over `x`.
  func point(_ x: Double, _ figures: PictureFigures) -> LinePlot.Point {
    let interval =
      switch self {
      case .kid: figures.kid.interval
      case .likelihood: figures.likelihood.interval
      case .tokenF1: figures.tokenF1.interval
      }
    return LinePlot.Point(x: x, y: value(figures), interval: interval)
  }

  /// What it is.
  func value(_ figures: PictureFigures) -> Double {
    switch self {
    case .kid: figures.kid.value * 1000
    case .likelihood: figures.likelihood.value
    case .tokenF1: figures.tokenF1.value
    }
  }

  /// What real pictures reach.
  func level(_ floor: PictureFigures) -> LinePlot.Level {
    LinePlot.Level(name: "real pictures", y: value(floor))
  }
}

extension KnobSweep {
  /// A row a value, and one of real pictures.
  var table: FigureTable {
    var table = FigureTable([knob] + PictureFigures.columns)
    for row in rows { table.add([row.value] + row.figures.cells) }
    table.add(["real pictures"] + floor.cells)
    return table
  }

  /// A plot a figure.
  var plots: [LinePlot] {
    PlottedFigure.allCases.map { figure in
      let points = rows.compactMap { row in
        Double(row.value).map { figure.point($0, row.figures) }
      }.sorted { $0.x < $1.x }
      var plot = LinePlot(
        title: figure.title, xName: knob,
        series: [.init(name: "drawn", points: points)])
      plot.levels = [figure.level(floor)]
      return plot
    }
  }
}

extension CandidateCurve {
  /// A row a point, and one of real pictures.
  var table: FigureTable {
    var table = FigureTable(
      ["sampler", "candidates", "best by"] + PictureFigures.columns.dropLast())
    // The best of one is that one, whatever tells it.
    for row in rows where row.candidates > 1 || row.ranking == .likelihood {
      table.add(
        [row.sampler.rawValue, "\(row.candidates)", row.ranking.rawValue]
          + row.figures.cells.dropLast())
    }
    table.add(["real pictures", "", ""] + floor.cells.dropLast())
    return table
  }

  /// A plot a figure and a ranking, a line a sampler.
  var plots: [LinePlot] {
    Ranking.allCases.flatMap { ranking in
      let rows = rows.filter { $0.ranking == ranking }
      return rows.isEmpty ? [] : PlottedFigure.allCases.map { plot($0, rows, ranking) }
    }
  }

  private func plot(_ figure: PlottedFigure, _ rows: [Row], _ ranking: Ranking) -> LinePlot {
    let lines = Sampler.allCases.map { sampler in
      LinePlot.Series(
        name: sampler.rawValue,
        points: rows.filter { $0.sampler == sampler }
          .map { figure.point(Double($0.candidates), $0.figures) }.sorted { $0.x < $1.x })
    }
    var plot = LinePlot(
      title: "\(figure.title), best by \(ranking.rawValue)", xName: "candidates", series: lines)
    plot.levels = [figure.level(floor)]
    plot.isLogarithmic = true
    return plot
  }
}
