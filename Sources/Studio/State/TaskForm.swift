import Foundation
package import History
package import Tokens

/// A task that is being filled in, other than a picture from the prompt.
package struct TaskForm: Hashable, Sendable {
  /// What is filled in.
  package let task: TaskTemplate
  /// The words of each slot; those of slots for pictures stay empty.
  package var words: [PromptEditor]
  /// The pictures of a task that draws, by the names of its slots: those that were looked at when it
  /// was opened, whatever is drawn since.
  package var sources: [String: Picture] = [:]
  /// What was drawn by hand for its slots, by their names.
  package var sketches: [String: Sketch.Content] = [:]
  /// What is being drawn by hand for one of them, in the picture's place.
  package var sketch: Sketch?
  /// The pictures that are still to be read, by the names of their slots: what was asked for last.
  var awaited: [String: Int] = [:]
  /// The knobs to go back to when the form is closed; nil where the task has none of its own.
  var knobsBefore: Knobs?

  init(_ task: TaskTemplate) {
    self.task = task
    words = task.slots.map { _ in PromptEditor() }
  }

  /// The slots for words, by their places.
  var textSlots: [Int] { task.slots.indices.filter { task.slots[$0].kind.isWords } }

  /// The slots for pictures, by their places.
  var pictureSlots: [Int] { task.slots.indices.filter { task.slots[$0].kind.isPicture } }

  /// The first slot that is drawn by hand and still empty.
  var undrawnSlot: Int? {
    task.slots.indices.first { place in
      let slot = task.slots[place]
      switch slot.kind {
      case .scribble: return task.draws && sources[slot.name] == nil && awaited[slot.name] == nil
      case .area: return sketches[slot.name]?.area == nil
      case .text, .boxes, .image: return false
      }
    }
  }
}

extension TaskForm {
  /// The picture that a picture is drawn from, whose child it is; the last where there are several.
  package var source: Picture? { pictureSlots.last.flatMap { sources[task.slots[$0].name] } }

  /// What its picture is drawn from.
  var drawnFrom: DrawSettings.Source {
    guard task.draws else { return .words }
    if task.slots.contains(where: { $0.kind == .area }) { return .rest }
    return pictureSlots.isEmpty ? .words : .picture
  }

  /// Says what the whole picture shows, where a part of it is drawn again: its own words, to begin with.
  mutating func describe(_ source: Picture) {
    guard task.slots.contains(where: { $0.kind == .area }), let first = textSlots.first else {
      return
    }
    // Words that have a scale beside that of a picture say what was done to it.
    if case .dual = source.request.knobs.blend { return }
    words[first] = PromptEditor(source.request.prompt)
  }

  /// What it comes to, as far as it is filled in: words, and what stands before them.
  ///
  /// - Returns: Nil where it asks for words, or while a slot is empty.
  func drawn(gridSide: Int) -> (prompt: String, base: DrawingBase?)? {
    guard task.draws else { return nil }
    var values: [String: SlotValue] = [:]
    for slot in textSlots where !words[slot].text.allSatisfy(\.isWhitespace) {
      values[task.slots[slot].name] = .text(words[slot].text)
    }
    for (name, picture) in sources {
      values[name] = .picture(
        CodeGrid(height: gridSide, width: gridSide, codes: picture.codes))
    }
    for slot in task.slots where slot.kind == .area {
      values[slot.name] = sketches[slot.name]?.area.map(SlotValue.area)
    }
    return try? FilledTask(task, values).drawn
  }
}

/// Words that are asked of the model.
package struct Question: Hashable, Sendable {
  /// What was filled in.
  package let task: TaskTemplate
  /// The words of each slot that takes some, by its name.
  package let words: [String: String]
  /// The picture of each slot that takes one.
  package let pictures: [String: AskedPicture]
  /// Of the words.
  package let seed: Seed
  /// How they are drawn.
  package let knobs: Knobs

  /// What was filled in, in one line, for the history.
  var text: String {
    task.slots.compactMap { words[$0.name] }.joined(separator: " ")
  }

  /// The entry that its answer belongs under.
  var parent: Run.ID? {
    for case .shown(let picture, _) in pictures.values { return picture.run }
    return nil
  }
}

/// A picture that words are asked about.
package enum AskedPicture: Hashable, Sendable {
  /// One of the studio, and whether its codes are of this model.
  case shown(Picture, hasCodes: Bool)
  /// A file of the user's own.
  case file(String)
}

/// The slots of an answered task as the history keeps them: `{"slots":{"text":"a red [mask]"}}`.
///
/// A slot for a picture is there without a path: the entry's file is the picture.
struct FilledSlots: Codable, Hashable {
  let slots: [String: String]

  init(_ question: Question) {
    slots = question.words.merging(question.pictures.mapValues { _ in "" }) { words, _ in words }
  }

  init?(_ run: Run) {
    guard let slots = try? JSONDecoder().decode(FilledSlots.self, from: Data(run.replay.utf8))
    else { return nil }
    self = slots
  }
}

extension RunSummary {
  /// Whether it is words that were asked for rather than a picture.
  package var isAnswer: Bool { !answer.isEmpty || (task != Self.pictureTask && codeCount == 0) }

  /// The task that a prompt alone asks for.
  package static let pictureTask = "picture"

  /// What came of a blank with the words around it: `a red [ball] on a table`.
  package var answered: String {
    prompt.contains("[mask]")
      ? prompt.replacing("[mask]", with: "[\(answer)]", maxReplacements: 1) : answer
  }
}
