extension ScenePrompt {
  /// Whether a picture shows what is asked for.
  ///
  /// Each part must be found as often as it is named, in the colour and size that are named, and no
  /// other object may be of its thing. Things that nobody asked for do not count against the picture
  /// (as in GenEval, arXiv 2310.11513).
  package func holds(in reading: SceneReading) -> Bool {
    parts.allSatisfy { $0.isFound(in: reading) } && groundHolds(in: reading)
      && placeHolds(in: reading)
  }

  private func groundHolds(in reading: SceneReading) -> Bool {
    guard let background else { return true }
    let found = reading.background
    guard background.pattern == found.pattern else { return false }
    // Which stripe comes first is not said; which end of a gradient is on top is.
    return background.pattern == .gradient
      ? background.colours == found.colours : Set(background.colours) == Set(found.colours)
  }

  private func placeHolds(in reading: SceneReading) -> Bool {
    let first = reading.objects.first { $0.thing == parts[0].thing }
    if let corner {
      return first.map { corner.holds($0.box, canvas: reading.canvas) } ?? false
    }
    guard let relation, parts.count == 2 else { return true }
    let second = reading.objects.first { $0.thing == parts[1].thing }
    guard let first, let second else { return false }
    return relation.holds(first.box, to: second.box)
  }
}

extension ScenePrompt.Part {
  fileprivate func isFound(in reading: SceneReading) -> Bool {
    let found = reading.objects.filter { $0.thing == thing }
    return found.count == count
      && found.allSatisfy { object in
        (colour == nil || object.colour == colour) && (size == nil || object.size == size)
      }
  }
}
