import Foundation

/// The steps since the last line of progress.
struct ProgressWindow {
  private let start: Double
  private let unit: String
  private var last: [EventFile.Scalar] = []
  private var steps = 0
  private var amount = 0
  private var documents = 0
  private var wholeCaptions = 0

  /// Begins to gather.
  init(start: Double, unit: String) {
    self.start = start
    self.unit = unit
  }

  /// Takes in a step.
  mutating func add(_ report: StepReport) {
    last = report.scalars
    steps += 1
    amount += report.amount
    documents += report.documents
    wholeCaptions += report.wholeCaptions
  }

  /// `step 40/4000  loss 4.931  …  4,321 tokens/s  whole captions 17.5 %  1 h 12 min left`.
  func line(step: Int, of all: Int, now: Double) -> String {
    var parts = ["step \(step)/\(all)"]
    parts += last.map { "\($0.tag) \(Self.rounded($0.value))" }
    parts.append("\(Int(rate(now).rounded())) \(unit)/s")
    if let share = wholeCaptionShare {
      parts.append(String(format: "whole captions %.1f %%", share * 100))
    }
    let secondsAStep = (now - start) / Double(max(1, steps))
    parts.append("\(Self.duration(Double(all - step) * secondsAStep)) left")
    return parts.joined(separator: "  ")
  }

  /// The curves' points of these steps.
  func scalars(now: Double) -> [EventFile.Scalar] {
    var result = last + [.init("\(unit) per second", Float(rate(now)))]
    if let share = wholeCaptionShare { result.append(.init("whole captions", share)) }
    return result
  }

  private func rate(_ now: Double) -> Double { Double(amount) / max(1e-9, now - start) }

  private var wholeCaptionShare: Float? {
    documents > 0 ? Float(wholeCaptions) / Float(documents) : nil
  }

  /// Four significant digits; small numbers, such as rates, with an exponent.
  static func rounded(_ value: Float) -> String { String(format: "%.4g", value) }

  /// Hours and minutes, or minutes and seconds.
  static func duration(_ seconds: Double) -> String {
    let whole = Int(max(0, seconds).rounded())
    if whole >= 3600 { return "\(whole / 3600) h \(whole % 3600 / 60) min" }
    return whole >= 60 ? "\(whole / 60) min \(whole % 60) s" : "\(whole) s"
  }
}
