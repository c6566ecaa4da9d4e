/// What is asked about a scene, or made of it; each has its own documents.
package enum SceneTask: String, Codable, CaseIterable, Sendable {
  /// A picture from words, and words for a picture.
  case picture, caption
  /// All objects with colours, sizes and places.
  case longCaption = "long caption"
  /// One to three letters or digits.
  case letters
  /// A picture again, with one thing changed.
  case recolour, add, remove, move, resize, replace
  case background
  /// Questions about one thing.
  case colour, shape, place
  /// Questions about several things.
  case count, presence, relation, bigger
  /// A question whose answer needs another one first.
  case twoStep = "two steps"
  /// A picture from boxes, and the box of a thing.
  case boxes, grounding
  /// A picture from its segmentation map, and the map of a picture.
  case fromSegmentation = "from segmentation"
  case segmentation
  /// A picture from lines.
  case edges, scribble, outline
  case softEdges = "soft edges"
  /// A picture from what is in front.
  case depth
  /// A picture of solids from the way their faces look.
  case normals
  /// A person from a stick figure.
  case pose

  /// Tasks that share one place in the training mixture.
  package enum Group: String, Codable, CaseIterable, Sendable {
    case scenes, edits, answers, boxes, structure

    /// The tasks of the group.
    package var tasks: [SceneTask] { SceneTask.allCases.filter { $0.group == self } }
  }

  /// Where it belongs.
  package var group: Group {
    switch self {
    case .picture, .caption, .longCaption, .letters: .scenes
    case .recolour, .add, .remove, .move, .resize, .replace, .background: .edits
    case .colour, .shape, .place, .count, .presence, .relation, .bigger, .twoStep: .answers
    case .boxes, .grounding: .boxes
    case .fromSegmentation, .segmentation, .edges, .scribble, .outline, .softEdges, .depth,
      .normals, .pose:
      .structure
    }
  }

  /// How often it is drawn beside the others of its group.
  package var weight: Double {
    switch self {
    case .picture: 4
    case .caption, .longCaption, .count, .boxes: 2
    default: 1
    }
  }
}

extension SceneTask.Group {
  /// Draws a task by weight.
  package func task(using generator: inout some RandomNumberGenerator) -> SceneTask {
    let tasks = tasks
    var mark = Double.random(in: 0..<tasks.reduce(0) { $0 + $1.weight }, using: &generator)
    for task in tasks {
      mark -= task.weight
      if mark < 0 { return task }
    }
    return tasks[0]
  }
}
