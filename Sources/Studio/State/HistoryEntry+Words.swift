/// How an entry was drawn, in words for details and lists.
extension HistoryEntry {
  /// `CFG 3.0, temperature 1.00, …`; nothing where that is not known.
  package var knobWords: String {
    guard let request, !isImported else { return "" }
    var settings = DrawSettings(knobs: request.knobs)
    if let base = request.base { settings.source = base.rectangle == nil ? .picture : .rest }
    let knobs = Knob.shown(in: settings).filter { $0 != .seed && $0 != .turning }
    return knobs.map { "\($0.name) \($0.text(in: settings))" }.joined(separator: ", ")
  }

  /// The seed, and the one that it was varied with.
  package var seedWords: String {
    guard let request, !isImported, request.knobs.variation > 0 else { return "\(run.seed)" }
    return "\(request.seed.rawValue), varied with \(request.variationSeed.rawValue)"
  }

  /// `knobs at code 12, 40; 1 code given by hand`.
  package var turnedWords: String {
    // An answer's codes are those of the picture that it is about.
    if run.summary.isAnswer { return "" }
    var parts: [String] = []
    if !steering.knobChanges.isEmpty {
      let places = steering.knobChanges.map { "\($0.position)" }.joined(separator: ", ")
      parts.append("knobs at code \(places)")
    }
    let forced = steering.forcedCodes.reduce(0) { $0 + $1.codes.count }
    if forced > 0 { parts.append("\(forced) code\(forced == 1 ? "" : "s") given by hand") }
    return parts.joined(separator: "; ")
  }
}
