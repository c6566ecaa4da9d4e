package import Tensors

/// A value on a tape and, while something behind it waits to be differentiated further, its gradient.
package final class Variable {
  /// The value.
  package let value: Tensor
  let slot: GradientSlot?

  /// The gradient as far as it has been summed: nil before, after it was passed on, and always for a
  /// value that is not differentiated.
  package var gradient: Tensor? {
    slot?.storage.map { Tensor(value.shape, storage: $0, offset: 0) }
  }

  init(value: Tensor, slot: GradientSlot?) {
    self.value = value
    self.slot = slot
  }
}

/// Where a gradient will be: shared by a value and its views.
final class GradientSlot {
  fileprivate(set) var storage: TensorStorage?
}

/// The memory of gradients: each belongs to a slot or waits for one.
struct GradientBuffers {
  private var free: [TensorStorage] = []
  private var given: [ObjectIdentifier: GradientSlot] = [:]

  /// The memory of a slot; if it has none, the smallest that is free and large enough.
  mutating func give(_ slot: GradientSlot, shape: [Int]) -> Tensor {
    let count = shape.reduce(1, *)
    let storage = slot.storage ?? take(count)
    slot.storage = storage
    given[ObjectIdentifier(slot)] = slot
    return Tensor(shape, storage: storage, offset: 0)
  }

  private mutating func take(_ count: Int) -> TensorStorage {
    let fitting = free.indices.filter { free[$0].count >= count }
    if let best = fitting.min(by: { free[$0].count < free[$1].count }) {
      return free.remove(at: best)
    }
    // A larger one takes the place of one that is too small, so that their number does not grow.
    if let largest = free.indices.max(by: { free[$0].count < free[$1].count }) {
      free.remove(at: largest)
    }
    return TensorStorage(roomFor: count)
  }

  /// Takes a slot's memory back.
  mutating func takeBack(_ slot: GradientSlot) {
    if let storage = slot.storage { free.append(storage) }
    slot.storage = nil
    given[ObjectIdentifier(slot)] = nil
  }

  /// Gives the memory of one slot to another, which has none.
  mutating func move(_ from: GradientSlot, to slot: GradientSlot) {
    slot.storage = from.storage
    given[ObjectIdentifier(slot)] = slot
    from.storage = nil
    given[ObjectIdentifier(from)] = nil
  }

  /// Takes everything back.
  mutating func takeBackAll() {
    for slot in given.values { takeBack(slot) }
  }
}

extension TensorStorage {
  /// Memory for a count and an eighth more: batches differ a little in length, and a buffer that fits
  /// the next one too is allocated once.
  convenience init(roomFor count: Int) { self.init(count: count + count / 8) }
}
