internal import Tokens

/// One thing that differs between the variants of a comparison, and what it becomes in each.
package struct ComparisonAxis: Codable, Hashable, Sendable {
  /// What differs.
  package enum Subject: String, CaseIterable, Codable, Hashable, Sendable {
    /// The scale of guidance; turns CD-K off.
    case guidance = "CFG"
    /// The scale of the words of an edit; turns two scales on.
    case textGuidance = "text CFG"
    /// The scale of the picture of an edit; turns two scales on.
    case imageGuidance = "image CFG"
    case temperature
    case topP = "top-p"
    case topK = "top-k"
    /// CD-K's k; turns CD-K on.
    case contrastiveK = "CD-K"
    case alpha
    case amateurTemperature = "amateur temperature"
    case variation
    case seed
    /// How many of the request's documents are looked at, the best first.
    case documents
    /// `Sampler`, by name.
    case sampler
    /// Whole prompts, as `PromptTemplate` makes them.
    case prompt
  }

  /// The ways of drawing that are compared by name.
  package enum Sampler: String, CaseIterable, Sendable {
    case greedy
    /// Every code by its probability: no guidance, nothing ruled out.
    case temperature
    /// The same with top-p, the request's or 0.9.
    case topP = "top-p"
    /// Guidance, at the request's scale or 3, with the request's top-p and top-k.
    case guidance = "CFG"
    /// CD-K, with the request's numbers or the usual ones.
    case contrastive = "CD-K"
  }

  /// What differs.
  package let subject: Subject
  /// What it becomes, as people write it.
  package let values: [String]
  /// What to write beside each variant, such as `CFG 3`.
  package let labels: [String]

  /// Makes an axis.
  ///
  /// - Parameters:
  ///   - subject: what differs.
  ///   - values: numbers, names of samplers or prompts, none twice.
  /// - Throws: `ComparisonError` naming the value that is none of the subject's.
  package init(_ subject: Subject, _ values: [String]) throws {
    let values = values.map { $0.trimmingPrefix(while: \.isWhitespace) }.map(String.init)
    for (index, value) in values.enumerated() {
      guard subject.takes(value) else { throw ComparisonError.value(subject, value) }
      if values[..<index].contains(value) { throw ComparisonError.twice(subject, value) }
    }
    self.subject = subject
    self.values = values
    labels = values.map {
      subject == .prompt || subject == .sampler ? $0 : "\(subject.rawValue) \($0)"
    }
  }

  /// Makes an axis of numbers.
  package init(_ subject: Subject, _ values: [Float]) throws {
    try self.init(subject, values.map { Knobs.short($0) })
  }

  /// Makes an axis of the prompts that a template stands for, labelled by what differs.
  ///
  /// - Parameters:
  ///   - template: with at least one place that differs.
  ///   - wildcards: the words that `__name__` stands for, by name.
  /// - Throws: `ComparisonError` or `PromptTemplateError`.
  package init(_ template: PromptTemplate, wildcards: [String: [String]]) throws {
    let prompts = try template.prompts(wildcards: wildcards)
    let axis = try ComparisonAxis(.prompt, prompts.map(\.words))
    (subject, values) = (axis.subject, axis.values)
    labels = prompts.map(\.label)
  }

  /// The request with value `index` of the axis.
  ///
  /// - Throws: `GenerationError.knobs` when the value is out of its range.
  func applied(_ index: Int, to request: GenerationRequest) throws -> GenerationRequest {
    var result = request
    subject.set(values[index], in: &result)
    if let flaw = result.knobs.flaw { throw GenerationError.knobs(flaw) }
    return result
  }
}

extension ComparisonAxis.Subject {
  /// Whether a text is one of its values, whatever their range.
  fileprivate func takes(_ value: String) -> Bool {
    switch self {
    case .topK, .contrastiveK: Int(value) != nil
    case .seed: UInt64(value) != nil
    case .documents: Int(value).map(GenerationRequest.documentCounts.contains) == true
    case .sampler: ComparisonAxis.Sampler(rawValue: value) != nil
    case .prompt: true
    default: Float(value)?.isFinite == true
    }
  }

  /// What its values look like.
  var values: String {
    switch self {
    case .topK, .contrastiveK, .seed: "a whole number"
    case .sampler: ComparisonAxis.Sampler.allCases.map(\.rawValue).joined(separator: ", ")
    case .prompt: "a prompt"
    case .documents: "0, 1 or 2"
    default: "a number"
    }
  }

  /// Sets a value that `takes` found to be one.
  fileprivate func set(_ value: String, in request: inout GenerationRequest) {
    let number = Float(value) ?? 0
    let whole = Int(value) ?? 0
    switch self {
    case .guidance: request.knobs.setGuidance(number)
    case .textGuidance: request.knobs.setDualGuidance(text: number, image: nil)
    case .imageGuidance: request.knobs.setDualGuidance(text: nil, image: number)
    case .temperature: request.knobs.setTemperature(number)
    case .topP: request.knobs.setTopP(number)
    case .topK: request.knobs.topK = whole
    case .contrastiveK: request.knobs.setContrastive(k: whole)
    case .alpha: request.knobs.changeContrastive { $0.alpha = number }
    case .amateurTemperature: request.knobs.changeContrastive { $0.amateurTemperature = number }
    case .variation: request.knobs.variation = number
    case .seed: request.seed = Seed(UInt64(value) ?? 0)
    case .documents: request.documents = request.documents.suffix(whole)
    case .sampler: ComparisonAxis.Sampler(rawValue: value)?.set(in: &request.knobs)
    case .prompt: request.prompt = value
    }
  }
}

extension ComparisonAxis.Sampler {
  /// Changes what this way of drawing wants otherwise.
  fileprivate func set(in knobs: inout Knobs) {
    if self != .greedy, knobs.temperature == 0 { knobs.setTemperature(1) }
    switch self {
    case .greedy: knobs.setTemperature(0)
    case .temperature:
      knobs.setGuidance(1)
      knobs.setTopP(1)
      knobs.topK = 0
    case .topP:
      knobs.setGuidance(1)
      if knobs.topP == 1 { knobs.setTopP(0.9) }
      knobs.topK = 0
    case .guidance:
      if case .guidance(let scale) = knobs.blend, scale != 1 { return }
      knobs.setGuidance(3)
    case .contrastive: knobs.setContrastive(k: nil)
    }
  }
}
