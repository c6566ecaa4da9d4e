import Generation
import Imaging
import Tokens

/// `leon generate --best-of N`: the candidate whose picture says the words best.
extension GenerateCommand {
  /// Draws all candidates, ranks them and writes the best.
  func drawBest(of count: Int, _ request: GenerationRequest, _ model: LoadedModel) throws {
    let session = try model.comparison(try BestOf(count, of: request).candidates)
    var line = ProgressLine(total: session.total, unit: "codes")
    while let event = session.next() {
      if case .token(let position, _) = event { line.show(position + 1) }
    }
    line.clear()
    let ranking = model.ranking(of: session.grids, by: request.prompt)
    let best = ranking[0].index
    let path = output ?? "leon-\(session.requests[best].seed.rawValue).png"
    let bytes = try PNG.encode(
      model.decode(session.grids[best]), text: session.metadata(best).texts())
    try OutputFile.write(bytes, to: path)
    let candidates = ranking.map { Candidate($0, session.requests[$0.index]) }
    if json {
      try Console.print(
        json: BestReport(file: path, request: session.requests[best], candidates: candidates))
    } else if path != "-" {
      Console.print("\(path)  seed \(candidates[0].seed)")
      for candidate in candidates { Console.print(candidate.line) }
    }
  }
}

/// One candidate and its score.
private struct Candidate: Encodable {
  let seed: UInt64
  let sampler: String
  let logProbability: Double

  enum CodingKeys: String, CodingKey {
    case seed, sampler
    case logProbability = "log_probability"
  }

  init(_ picture: RankedPicture, _ request: GenerationRequest) {
    seed = request.seed.rawValue
    sampler = request.knobs.contrastive == nil ? "top-p" : "CD-K"
    logProbability = picture.logProbability
  }

  var line: String {
    let score = (logProbability * 100).rounded() / 100
    return "  seed \(seed)  \(sampler)  log p(words | picture) \(score)"
  }
}

/// What `leon generate --best-of N --json` tells, the best candidate first.
private struct BestReport: Encodable {
  let file: String
  let request: GenerationRequest
  let candidates: [Candidate]
}
