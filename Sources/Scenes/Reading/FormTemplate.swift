/// A thing's form stretched over a square of pixels.
struct FormTemplate: Sendable {
  let thing: SceneThing
  /// Width by height of the thing.
  let aspect: Double
  /// Whether a pixel belongs to it, `side · side`.
  let bits: [Bool]
  /// The share of the pixels that belong to it.
  let share: Double
  /// Their middle, 0…1.
  let center: (x: Double, y: Double)

  /// Pixels a side.
  static let side = 64
  /// What is thinner than twice this is lost by rounding: four pixels of a small object.
  private static let radius = 6

  init(_ thing: SceneThing, _ catalog: SceneCatalog) throws {
    let (width, height) = try catalog.extent(of: thing, side: Self.side)
    let form = try catalog.form(of: thing, width: Self.side, height: Self.side)
    self.init(
      thing, aspect: Double(width) / Double(height), bits: form.coverage.map { $0 >= 128 })
  }

  private init(_ thing: SceneThing, aspect: Double, bits: [Bool]) {
    self.thing = thing
    self.aspect = aspect
    self.bits = bits
    let own = bits.indices.filter { bits[$0] }
    let (count, side) = (Double(max(1, own.count)), Double(Self.side))
    share = count / (side * side)
    center = (
      own.reduce(0) { $0 + Double($1 % Self.side) + 0.5 } / count / side,
      own.reduce(0) { $0 + Double($1 / Self.side) + 0.5 } / count / side
    )
  }

  /// The same without its tips: opened by a disc (Serra 1982).
  var rounded: FormTemplate {
    var disc: [(x: Int, y: Int)] = []
    for y in -Self.radius...Self.radius {
      for x in -Self.radius...Self.radius where x * x + y * y <= Self.radius * Self.radius {
        disc.append((x, y))
      }
    }
    func isSet(_ bits: [Bool], _ at: Int, _ step: (x: Int, y: Int)) -> Bool {
      let (x, y) = (at % Self.side + step.x, at / Self.side + step.y)
      guard (0..<Self.side).contains(x), (0..<Self.side).contains(y) else { return false }
      return bits[y * Self.side + x]
    }
    let eroded = bits.indices.map { at in bits[at] && disc.allSatisfy { isSet(bits, at, $0) } }
    let opened = bits.indices.map { at in bits[at] && disc.contains { isSet(eroded, at, $0) } }
    return FormTemplate(thing, aspect: aspect, bits: opened)
  }
}
