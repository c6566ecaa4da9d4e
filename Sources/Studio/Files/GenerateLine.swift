import Tokens

/// The command that makes a picture again.
enum GenerateLine {
  /// The command, for a shell.
  ///
  /// - Parameters:
  ///   - entry: The picture.
  ///   - path: Its file, which alone knows the knobs that were turned meanwhile.
  /// - Returns: Nil where nobody knows how it was made.
  static func text(of entry: HistoryEntry, path: String?) -> String? {
    if entry.run.summary.isAnswer { return runLine(of: entry, path) }
    guard let request = entry.request, !entry.isImported else {
      return path.map { "leon generate --like \(quoted($0))" }
    }
    // The file holds the documents themselves; a bank may give others.
    let isTurned =
      !entry.steering.isEmpty || request.knobs.schedules != Knobs.Schedules()
      || !request.documents.isEmpty || request.base != nil
    // No flag says what another picture was.
    guard request.base == nil || path != nil else { return nil }
    if isTurned, let path {
      return "leon generate --like \(quoted(path))"
    }
    var words = ["leon generate", quoted(request.prompt), "--seed \(request.seed.rawValue)"]
    if !request.negativePrompt.isEmpty {
      words.append("--negative \(quoted(request.negativePrompt))")
    }
    words += flags(of: request.knobs)
    if !request.documents.isEmpty { words.append("--documents \(request.documents.count)") }
    if request.knobs.variation > 0 {
      words.append("--variation-seed \(request.variationSeed.rawValue)")
    }
    return words.joined(separator: " ")
  }

  /// The command that asks for words again; nil where a picture is asked about that has no file.
  private static func runLine(of entry: HistoryEntry, _ path: String?) -> String? {
    guard let slots = FilledSlots(entry.run)?.slots else { return nil }
    var words = ["leon run \(quoted(entry.run.task))", "--seed \(entry.run.seed)"]
    for (name, value) in slots.sorted(by: { $0.key < $1.key }) {
      guard let value = value.isEmpty ? path : value else { return nil }
      words.append("--slot \(quoted("\(name)=\(value)"))")
    }
    return words.joined(separator: " ")
  }

  /// Every knob, since a model's own defaults may be others.
  private static func flags(of knobs: Knobs) -> [String] {
    var flags: [String] = []
    switch knobs.blend {
    case .guidance(let scale):
      flags += ["--cfg \(Knobs.short(scale))", "--top-p \(Knobs.short(knobs.topP))"]
    case .dual(let text, _):
      // Without another picture the two scales are one.
      flags += ["--cfg \(Knobs.short(text))", "--top-p \(Knobs.short(knobs.topP))"]
    case .contrastive(let k, let alpha, let temperature):
      flags += ["--cd-k \(k)", "--cd-alpha \(Knobs.short(alpha))"]
      flags.append("--cd-temperature \(Knobs.short(temperature))")
      if knobs.topPUnderContrastive { flags.append("--top-p \(Knobs.short(knobs.topP))") }
    }
    flags += ["--temperature \(Knobs.short(knobs.temperature))", "--top-k \(knobs.topK)"]
    if knobs.variation > 0 { flags.append("--variation \(Knobs.short(knobs.variation))") }
    return flags
  }

  /// A word that a shell leaves as it is.
  private static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
