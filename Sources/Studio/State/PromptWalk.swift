/// A walk through earlier prompts: which one is looked at, and what was there before.
package struct PromptWalk: Hashable, Sendable {
  /// The earlier prompts on the way, the newest first; not the words the walk began with.
  let prompts: [String]
  /// What the walk began with.
  let own: String
  /// The prompt looked at; nil is one's own.
  private(set) var place: Int?

  init(from own: String, through prompts: [String]) {
    self.own = own
    self.prompts = prompts.filter { $0 != own }
  }

  /// The words after one step: 1 is older, −1 newer; nil where it goes no further.
  mutating func step(_ step: Int) -> String? {
    let next = (place ?? -1) + step
    guard (-1..<prompts.count).contains(next) else { return nil }
    place = next < 0 ? nil : next
    return place.map { prompts[$0] } ?? own
  }
}
