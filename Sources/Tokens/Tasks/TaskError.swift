/// Why a task, or what is filled into it, is refused.
package enum TaskError: Error, Equatable, CustomStringConvertible {
  /// A mark `<…>` that the layout does not know.
  case mark(String)
  /// A slot that is not there, and those that are.
  case slot(String, known: [String])
  /// A slot that the layout does not use.
  case unused(String)
  /// Two slots of one name.
  case twice(String)
  /// What stands where it cannot.
  case order(String)
  /// A slot that was not filled.
  case missing(TaskTemplate.Slot)
  /// A slot that was filled with the wrong kind of thing.
  case kind(TaskTemplate.Slot)
  /// The number of blanks.
  case blanks(Int)

  package var description: String {
    switch self {
    case .mark(let mark): "The layout has \(mark); it knows <break>, <mask> and <draw>."
    case .slot(let name, let known):
      "There is no slot \"\(name)\"; "
        + (known.isEmpty ? "the task has none." : "the task has \(known.joined(separator: ", ")).")
    case .unused(let name): "The slot \"\(name)\" does not stand in the layout."
    case .twice(let name): "The slot \"\(name)\" is there twice."
    case .order(let what):
      "The layout has \(what); pictures stand alone between <break>s, <draw> comes last, and "
        + "<mask> once."
    case .missing(let slot): "The slot \"\(slot.name)\" (\(slot.kind.rawValue)) is not filled."
    case .kind(let slot): "The slot \"\(slot.name)\" takes \(slot.kind.noun)."
    case .blanks(let count):
      "The words must have one [mask], where words are to be found; they have \(count)."
    }
  }
}

extension TaskTemplate.Slot.Kind {
  fileprivate var noun: String {
    switch self {
    case .text: "words"
    case .boxes: "words such as cat at (20, 30) -> (90, 110)"
    case .image, .scribble: "a picture"
    case .area: "a rectangle such as 20,30 90,110"
    }
  }
}
