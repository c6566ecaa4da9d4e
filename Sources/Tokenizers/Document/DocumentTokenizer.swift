package import Tokens

/// Documents to ids and back, the same for training and for use (reference a.2, a.4).
///
/// ```
/// picture from text    </s> caption <break> codes </s>
/// text from picture    </s> S0 <break> codes </s> S0 caption <eoss>
/// picture from picture </s> request <break> codes <break> words <break> codes </s>
/// the picture's lane   </s> request <break> codes <break>
/// unconditional lane   </s> S0 <break>
/// behind documents     </s> caption <break> codes <break> caption <break> codes <break> …
/// ```
package struct DocumentTokenizer: Sendable {
  /// The text's part.
  package let text: TextTokenizer
  /// The ids.
  package let vocabulary: Vocabulary

  /// Makes a tokenizer of documents.
  package init(text: TextTokenizer, vocabulary: Vocabulary) {
    self.text = text
    self.vocabulary = vocabulary
  }

  /// All of a document, opened and closed by `</s>`, segments separated by `<break>`.
  package func encode(_ document: Document) -> [TokenID] {
    let end = vocabulary.id(of: .end)
    let body = document.segments.map { encode($0) }
    return [end] + Array(body.joined(separator: [vocabulary.id(of: .modalityBreak)])) + [end]
  }

  /// The ids of one segment.
  package func encode(_ segment: Segment) -> [TokenID] {
    switch segment {
    case .text(let words): text.encode(Self.written(words))
    case .image(let grid): grid.codes.map { vocabulary.id(of: $0) }
    }
  }

  /// What is written before the codes of a picture: `</s> caption <break>`.
  ///
  /// - Parameters:
  ///   - words: the prompt.
  ///   - limit: the most text tokens that are taken.
  ///   - documents: what is looked at before, between `</s>` and the words (reference a.2).
  ///   - segments: of a task, between the documents and the words; behind a picture the words may
  ///     be missing.
  /// - Returns: `</s>`, the documents, the segments, the words and `<break>`.
  /// - Throws: `PromptError` when the prompt is empty or too long.
  package func picturePrompt(
    _ words: String, limit: Int, behind documents: [ReferenceDocument] = [],
    segments: [Segment] = []
  ) throws -> [TokenID] {
    let ids = encode(.text(words))
    let opening = opening(documents.flatMap(\.segments) + segments)
    if ids.isEmpty, segments.last?.modality == .image { return opening }
    if ids.isEmpty { throw PromptError.empty }
    if ids.count > limit { throw PromptError.tooLong(ids.count, limit: limit) }
    return opening + ids + [vocabulary.id(of: .modalityBreak)]
  }

  /// `</s>` and segments, a `<break>` behind each.
  package func opening(_ segments: [Segment]) -> [TokenID] {
    [vocabulary.id(of: .end)]
      + segments.flatMap { encode($0) + [vocabulary.id(of: .modalityBreak)] }
  }

  /// The same with the mask token in the place of the text (reference a.7).
  package var unconditionalPrompt: [TokenID] {
    [vocabulary.id(of: .end), vocabulary.id(of: .sentinel(0)), vocabulary.id(of: .modalityBreak)]
  }

  /// The same with a negative prompt in the place of the mask token, which stays when there is none:
  /// guidance then leads away from those words.
  ///
  /// - Parameters:
  ///   - negative: the words, or nothing.
  ///   - limit: the most text tokens that are taken.
  ///   - documents: what is looked at before; both lanes keep them (reference a.7). The mask token
  ///     stays behind them: a whole caption that was masked is where training draws without words.
  /// - Returns: `</s>`, the documents, the words or the mask token, and `<break>`.
  /// - Throws: `PromptError.negativeTooLong`.
  package func unconditionalPrompt(
    _ negative: String, limit: Int, behind documents: [ReferenceDocument] = []
  ) throws -> [TokenID] {
    do {
      return try picturePrompt(negative, limit: limit, behind: documents)
    } catch PromptError.empty {
      return opening(documents.flatMap(\.segments)) + unconditionalPrompt.dropFirst()
    } catch PromptError.tooLong(let count, let limit) {
      throw PromptError.negativeTooLong(count, limit: limit)
    }
  }

  /// What is written before the caption of a picture, which is an infilled span.
  package func captionPrompt(_ grid: CodeGrid) -> [TokenID] {
    unconditionalPrompt + encode(.image(grid))
      + [vocabulary.id(of: .end), vocabulary.id(of: .sentinel(0))]
  }

  /// The words behind the ids of a text; special tokens and codes are left out.
  package func words(_ ids: some Sequence<TokenID>) -> String {
    Self.cleaned(text.decode(ids))
  }

  /// Words as documents hold them: cleaned, behind a space; nothing if there are none.
  ///
  /// So a word has the same tokens wherever it stands ("apple" and "red apple").
  package static func written(_ words: String) -> String {
    let cleaned = cleaned(words)
    return cleaned.isEmpty ? "" : " " + cleaned
  }

  /// Words without control characters, white space folded at both ends.
  package static func cleaned(_ words: String) -> String {
    var kept = String.UnicodeScalarView()
    for scalar in words.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control:
        // A newline or tab separates words; anything else (escape sequences) goes.
        if scalar == "\n" || scalar == "\t" || scalar == "\r" { kept.append(" ") }
      case .surrogate, .unassigned, .privateUse: break
      default: kept.append(scalar)
      }
    }
    return String(kept).split(separator: " ").joined(separator: " ")
  }
}

/// Why a prompt is refused.
package enum PromptError: Error, Equatable, CustomStringConvertible {
  /// Nothing but white space and control characters.
  case empty
  /// Longer than the model takes.
  case tooLong(Int, limit: Int)
  /// The same of the words to lead away from.
  case negativeTooLong(Int, limit: Int)
  /// Documents and words together are longer than the model's context.
  case noRoom(Int, limit: Int)

  package var description: String {
    switch self {
    case .empty: "The prompt is empty; write what the picture should show."
    case .tooLong(let count, let limit):
      "The prompt has \(count) tokens; this model takes at most \(limit)."
    case .negativeTooLong(let count, let limit):
      "The negative prompt has \(count) tokens; this model takes at most \(limit)."
    case .noRoom(let count, let limit):
      "The documents, the prompt and the picture have \(count) tokens; this model's context holds "
        + "\(limit)."
    }
  }
}
