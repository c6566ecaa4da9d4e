/// How the pixels of a segmentation map agree with the true map, class by class.
struct ClassTally: Sendable {
  /// Pixels that have the class in both maps, by class.
  private(set) var both: [Int]
  /// Pixels that have it in the true map.
  private(set) var wanted: [Int]
  /// Pixels that have it in the other one.
  private(set) var found: [Int]

  /// Counts the pixels of two maps of one size.
  init(wanted: [Int], found: [Int], classCount: Int) {
    precondition(wanted.count == found.count, "\(found.count) pixels for \(wanted.count)")
    let none = [Int](repeating: 0, count: classCount)
    (both, self.wanted, self.found) = (none, none, none)
    for (a, b) in zip(wanted, found) {
      self.wanted[a] += 1
      self.found[b] += 1
      if a == b { both[a] += 1 }
    }
  }

  /// The mean over classes of the pixels in both maps by those in either, 0…1; all maps counted
  /// together (PASCAL VOC), over the classes that the true ones have, the ground among them.
  static func meanIntersectionOverUnion(_ tallies: [ClassTally]) -> Double {
    func sum(_ counts: KeyPath<ClassTally, [Int]>, _ index: Int) -> Int {
      tallies.reduce(0) { $0 + $1[keyPath: counts][index] }
    }
    let shares = (tallies.first?.wanted.indices ?? 0..<0).compactMap { index -> Double? in
      let (both, wanted) = (sum(\.both, index), sum(\.wanted, index))
      return wanted == 0 ? nil : Double(both) / Double(wanted + sum(\.found, index) - both)
    }
    return shares.reduce(0, +) / Double(max(1, shares.count))
  }
}
