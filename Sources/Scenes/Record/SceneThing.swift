/// What an object of a scene is: a plain shape, or a sticker by its name.
///
/// As JSON its name, "star" or "key".
package enum SceneThing: Hashable, Codable, Sendable {
  /// A plain shape.
  case shape(SceneShape)
  /// A sticker of the catalog, by its noun.
  case sticker(String)

  /// Takes a shape of that name, or else a sticker.
  package init(named name: String) {
    self = SceneShape(rawValue: name).map(Self.shape) ?? .sticker(name)
  }

  /// The noun, singular.
  package var name: String {
    switch self {
    case .shape(let shape): shape.rawValue
    case .sticker(let name): name
    }
  }

  package init(from decoder: any Decoder) throws {
    self.init(named: try decoder.singleValueContainer().decode(String.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }
}
