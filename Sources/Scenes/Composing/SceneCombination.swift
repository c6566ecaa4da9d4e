internal import Tokens

/// Parts of a scene that come together; some combinations are never shown in training.
package enum SceneCombination: Hashable, Sendable {
  /// A thing in a colour.
  case colour(SceneColour, SceneThing)
  /// A thing on a plain ground of a colour.
  case ground(SceneColour, SceneThing)
  /// Two things in one scene.
  case pair(SceneThing, SceneThing)
  /// A thing that lies so to another thing.
  case relation(SceneThing, SceneRelation, SceneThing)
  /// Four of a thing.
  case four(SceneThing)

  /// What stands for the combination, whichever way round it is said.
  private var key: String {
    switch self {
    case .colour(let colour, let thing): "\(colour) \(thing.name)"
    case .ground(let colour, let thing): "\(thing.name) before \(colour)"
    case .pair(let a, let b): [a.name, b.name].sorted().joined(separator: " and ")
    case .relation(let a, .rightOf, let b): "\(b.name) \(SceneRelation.leftOf.rawValue) \(a.name)"
    case .relation(let a, .below, let b): "\(b.name) \(SceneRelation.above.rawValue) \(a.name)"
    case .relation(let a, let relation, let b): "\(a.name) \(relation.rawValue) \(b.name)"
    case .four(let thing): "\(thing.name) times four"
    }
  }

  /// Whether it is kept for tests: 15 of 100, and four of a thing for 20 of 100 things.
  package var isHeldOut: Bool {
    let share = if case .four = self { 0.2 } else { 0.15 }
    return StableHash.share(of: key) < share
  }
}

extension Scene {
  /// All combinations that the scene shows, whether a caption says them or not.
  package var combinations: Set<SceneCombination> {
    var result: Set<SceneCombination> = []
    for (index, object) in objects.enumerated() {
      result.insert(.colour(object.colour, object.thing))
      if background.pattern == .plain {
        result.insert(.ground(background.colours[0], object.thing))
      }
      if objects.count(where: { $0.thing == object.thing }) == 4 {
        result.insert(.four(object.thing))
      }
      for other in objects[(index + 1)...] where other.thing != object.thing {
        result.insert(.pair(object.thing, other.thing))
        for relation in SceneRelation.allCases {
          if relation.holds(object.box, to: other.box) {
            result.insert(.relation(object.thing, relation, other.thing))
          } else if relation == .inside, relation.holds(other.box, to: object.box) {
            result.insert(.relation(other.thing, relation, object.thing))
          }
        }
      }
    }
    return result
  }
}
