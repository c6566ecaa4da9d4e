/// What is asked for in words, in parts that can be checked.
package struct ScenePrompt: Hashable, Codable, Sendable {
  /// Objects of one thing that a prompt names.
  package struct Part: Hashable, Codable, Sendable {
    /// What they are.
    package var thing: SceneThing
    /// How many, 1 to 4.
    package var count = 1
    /// The colour of all of them, where it is said.
    package var colour: SceneColour?
    /// The size of all of them, where it is said.
    package var size: SceneSize?

    /// Names some objects.
    package init(
      thing: SceneThing, count: Int = 1, colour: SceneColour? = nil, size: SceneSize? = nil
    ) {
      self.thing = thing
      self.count = count
      self.colour = colour
      self.size = size
    }
  }

  /// The kind.
  package var kind: SceneKind
  /// One or two.
  package var parts: [Part]
  /// How the first part lies to the second, for `.position`.
  package var relation: SceneRelation?
  /// Where the first part lies, for `.position` of one part.
  package var corner: SceneCorner?
  /// The ground, where it is said.
  package var background: SceneBackground?
  /// Which of the kind's wordings is taken: any number, taken modulo theirs.
  package var wording = 0
  /// Whether the style is named at the end, as captions of the corpus name theirs.
  package var namesStyle = true

  /// Makes a prompt.
  package init(
    kind: SceneKind, parts: [Part], relation: SceneRelation? = nil, corner: SceneCorner? = nil,
    background: SceneBackground? = nil, wording: Int = 0, namesStyle: Bool = true
  ) {
    self.kind = kind
    self.parts = parts
    self.relation = relation
    self.corner = corner
    self.background = background
    self.wording = wording
    self.namesStyle = namesStyle
  }
}
