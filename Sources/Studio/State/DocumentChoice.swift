import Retrieval
package import Tokens

/// What is looked at before a picture is drawn: how many documents, and which are too near.
package struct DocumentChoice: Codable, Hashable, Sendable {
  /// None to two; more do not fit beside a picture.
  package var count = 0
  /// The largest score that is taken, -1…1.
  package var threshold = DocumentSelection().threshold

  /// Makes a choice of none.
  package init() {}

  /// What may be chosen: what lies below 0 is no relative of the words.
  static let thresholds: ClosedRange<Float> = 0...1
}

/// A question to a bank.
package struct DocumentQuery: Hashable, Sendable {
  /// The words that documents are looked up for.
  package let prompt: String
  /// How many, 1 or 2.
  package let count: Int
  /// The largest score that is taken.
  package let threshold: Float
}

/// What a bank gave for a question, the best last.
package struct FoundDocuments: Hashable, Sendable {
  /// The question.
  package let query: DocumentQuery
  /// The documents.
  package let documents: [ReferenceDocument]

  /// Makes an answer.
  package init(query: DocumentQuery, documents: [ReferenceDocument]) {
    self.query = query
    self.documents = documents
  }
}

/// A bank that is open.
package struct BankFacts: Hashable, Sendable {
  /// Its file's path; empty for the model's own.
  package var path: String
  /// Its documents.
  package var count: Int

  /// Describes a bank.
  package init(path: String, count: Int) {
    self.path = path
    self.count = count
  }
}

/// What is done once documents were found.
struct AwaitedDocuments: Hashable, Sendable {
  let query: DocumentQuery
  let act: Act

  enum Act: Hashable, Sendable {
    /// Only the screen waits.
    case nothing
    case draw, drawAgain, spread, drawBest
    case drawForm(SheetForm)
  }
}
