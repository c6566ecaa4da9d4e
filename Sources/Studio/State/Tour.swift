import Terminal

/// Eight steps around the studio: each names a key and waits for it.
package struct Tour: Hashable, Sendable {
  /// The step, counted from 0.
  package var step = 0

  /// A step: the command whose key is waited for, and what that does.
  struct Step: Hashable, Sendable {
    let command: String
    let sentence: String
  }

  static let steps = [
    Step(command: "browse", sentence: "leaves the prompt: letters are commands then"),
    Step(
      command: "turn-up", sentence: "turns the chosen knob; the picture follows, on the same seed"),
    Step(command: "flip", sentence: "flips between A, what was there, and the new one"),
    Step(command: "next-seed", sentence: "takes the next seed: another picture of the same words"),
    Step(command: "keep", sentence: "keeps the picture, in a folder of your own"),
    Step(command: "older", sentence: "looks at an older one; the knobs stay as they are"),
    Step(command: "gallery", sentence: "shows all of them as thumbnails"),
    Step(command: "help", sentence: "shows every key; that is all, have fun"),
  ]

  /// What the line of hints says, by the keys in use.
  func line(_ keyMap: KeyMap) -> (place: String, key: String, sentence: String) {
    let step = Tour.steps[step]
    return (
      "tour \(self.step + 1)/\(Tour.steps.count)",
      keyMap.keys(of: step.command).first ?? ":\(step.command)", step.sentence
    )
  }
}

extension StudioState {
  /// Begins the tour, or ends it.
  mutating func toggleTour() -> [Effect] {
    tour = tour == nil ? Tour() : nil
    guard tour != nil else { return say(Message(text: "the tour is over")) }
    (stage, popup) = (.picture, nil)
    if mode == .browse { goOnWithTour(after: "browse") }
    return []
  }

  /// Goes on to the next step where a command was the one that is waited for.
  mutating func goOnWithTour(after command: String) {
    guard var tour, Tour.steps[tour.step].command == command else { return }
    tour.step += 1
    self.tour = tour.step < Tour.steps.count ? tour : nil
  }
}
