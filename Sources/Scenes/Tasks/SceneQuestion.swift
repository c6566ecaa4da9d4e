/// A question about a scene with its one right answer.
package struct SceneQuestion: Hashable, Codable, Sendable {
  /// The question, with its question mark.
  package var text: String
  /// The answer: a word or a few.
  package var answer: String
  /// What leads to the answer, said before it; nil where nothing does.
  package var reason: String?
}
