/// The memory of a tensor: floats aligned to 64 bytes, freed with the last tensor that uses them.
///
/// Shared without a lock: whoever runs a kernel owns its outputs until the kernel returns.
@safe package final class TensorStorage: @unchecked Sendable {
  /// The first float.
  package let pointer: UnsafeMutablePointer<Float>
  /// How many floats there are.
  package let count: Int

  /// Takes memory for `count` floats, all zero.
  package init(count: Int) {
    let bytes = UnsafeMutableRawPointer.allocate(
      byteCount: max(count, 1) * MemoryLayout<Float>.stride, alignment: 64)
    unsafe pointer = bytes.bindMemory(to: Float.self, capacity: max(count, 1))
    unsafe pointer.initialize(repeating: 0, count: max(count, 1))
    self.count = count
  }

  deinit { unsafe pointer.deallocate() }
}

/// A dense row-major array of floats; copies share the memory.
package struct Tensor: Sendable {
  /// The length of each dimension, outermost first.
  package let shape: [Int]
  /// The memory, of which `count` floats from `offset` belong to this tensor.
  package let storage: TensorStorage
  /// Where this tensor begins in its memory.
  package let offset: Int
  /// The product of the shape.
  package let count: Int

  /// Makes a tensor of zeros.
  package init(_ shape: [Int]) {
    self.init(shape, storage: TensorStorage(count: shape.reduce(1, *)), offset: 0)
  }

  /// Makes a tensor of the given values, `values.count == product of shape`.
  package init(_ shape: [Int], _ values: [Float]) {
    self.init(shape)
    precondition(values.count == count, "\(values.count) values for the shape \(shape)")
    for i in 0..<count { unsafe pointer[i] = values[i] }
  }

  /// Sees a part of a memory as a tensor.
  package init(_ shape: [Int], storage: TensorStorage, offset: Int) {
    let count = shape.reduce(1, *)
    precondition(
      offset >= 0 && offset + count <= storage.count,
      "\(shape) from \(offset) in a memory of \(storage.count)")
    self.shape = shape
    self.storage = storage
    self.offset = offset
    self.count = count
  }

  /// The length of the innermost dimension.
  package var rowWidth: Int { shape.last ?? 1 }
  /// The product of all dimensions but the innermost.
  package var rowCount: Int { rowWidth == 0 ? 0 : count / rowWidth }

  /// Sets every value.
  package func fill(_ value: Float) { unsafe pointer.update(repeating: value, count: count) }

  /// The first float: for kernels of this package's `Tensors` target only.
  package var pointer: UnsafeMutablePointer<Float> { unsafe storage.pointer + offset }

  /// The values in row-major order, copied.
  package var values: [Float] { unsafe Array(UnsafeBufferPointer(start: pointer, count: count)) }

  /// Writes all values, `values.count == count`.
  package func assign(_ values: [Float]) {
    precondition(values.count == count, "\(values.count) values for the shape \(shape)")
    for i in 0..<count { unsafe pointer[i] = values[i] }
  }

  /// The value at a flat row-major index.
  package subscript(_ index: Int) -> Float {
    get {
      precondition(index >= 0 && index < count, "index \(index) of \(count)")
      return unsafe pointer[index]
    }
    nonmutating set {
      precondition(index >= 0 && index < count, "index \(index) of \(count)")
      unsafe pointer[index] = newValue
    }
  }

  /// The same values under another shape.
  package func reshaped(_ shape: [Int]) -> Tensor {
    precondition(shape.reduce(1, *) == count, "\(self.shape) as \(shape)")
    return Tensor(shape, storage: storage, offset: offset)
  }

  /// Rows `range` of the outermost dimension, sharing the memory.
  package func rows(_ range: Range<Int>) -> Tensor {
    precondition(
      !shape.isEmpty && range.lowerBound >= 0 && range.upperBound <= shape[0],
      "rows \(range) of \(shape)")
    let stride = shape.dropFirst().reduce(1, *)
    return Tensor(
      [range.count] + shape.dropFirst(), storage: storage,
      offset: offset + range.lowerBound * stride)
  }

  /// A copy with a memory of its own.
  package func copy() -> Tensor {
    let result = Tensor(shape)
    unsafe result.pointer.update(from: pointer, count: count)
    return result
  }
}
