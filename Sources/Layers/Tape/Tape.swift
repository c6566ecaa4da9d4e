package import Tensors

/// A value on a tape and, once something behind it has been differentiated, its gradient.
package final class Variable {
  /// The value.
  package let value: Tensor
  /// The gradient, nil on a tape that does not record.
  package let gradient: Tensor?
  /// Whether `gradient` holds anything yet: the first writer overwrites, the others add.
  package internal(set) var hasGradient = false

  init(value: Tensor, gradient: Tensor?) {
    self.value = value
    self.gradient = gradient
  }
}

/// A record of coarse operations, run forward at once and backward on request.
///
/// The memory of a pass is taken from a list of buffers in the order of the operations, so the next
/// pass of the same shapes takes the same buffers again: they are allocated once (speed.md).
/// ```swift
/// tape.begin()
/// let y = tape.linear(tape.input(x), weight)
/// tape.backward(from: y, gradient: dy)   // adds to weight.gradient
/// ```
package final class Tape {
  /// Where the kernels run.
  package let compute: Compute
  /// Whether gradients will be wanted.
  package let recording: Bool
  /// What the matrix products of linear layers multiply.
  package let precision: Precision
  private var buffers: [TensorStorage] = []
  private var nextBuffer = 0
  private var scratchStorage = TensorStorage(count: 0)
  private var steps: [() -> Void] = []

  /// Makes an empty tape.
  package init(on compute: Compute, recording: Bool, precision: Precision = .float32) {
    self.compute = compute
    self.recording = recording
    self.precision = precision
  }

  /// Forgets the last pass; its buffers will be written over.
  package func begin() {
    nextBuffer = 0
    steps.removeAll(keepingCapacity: true)
  }

  /// A buffer of this pass; its content is whatever the last pass left there.
  package func buffer(_ shape: [Int]) -> Tensor {
    let count = shape.reduce(1, *)
    if nextBuffer == buffers.count { buffers.append(TensorStorage(count: count)) }
    if buffers[nextBuffer].count < count { buffers[nextBuffer] = TensorStorage(count: count) }
    defer { nextBuffer += 1 }
    return Tensor(shape, storage: buffers[nextBuffer], offset: 0)
  }

  /// Memory that an operation may use until it returns.
  package func scratch(_ count: Int) -> Tensor {
    if scratchStorage.count < count { scratchStorage = TensorStorage(count: count) }
    return Tensor([count], storage: scratchStorage, offset: 0)
  }

  /// A value that operations will write.
  package func variable(_ shape: [Int]) -> Variable {
    Variable(value: buffer(shape), gradient: recording ? buffer(shape) : nil)
  }

  /// A value given from outside; its gradient is kept only if asked for.
  package func input(_ value: Tensor, wantsGradient: Bool = false) -> Variable {
    Variable(value: value, gradient: recording && wantsGradient ? buffer(value.shape) : nil)
  }

  /// Records what backward has to do for the operation that made `result`; skipped if nothing
  /// behind `result` was differentiated.
  package func record(_ result: Variable, _ backward: @escaping (_ gradient: Tensor) -> Void) {
    guard recording else { return }
    steps.append {
      guard result.hasGradient, let gradient = result.gradient else { return }
      backward(gradient)
    }
  }

  /// Lets `write` put a gradient in place, telling it whether to add to what is there.
  package func addGradient(of variable: Variable, _ write: (_ into: Tensor, _ accumulate: Bool) -> Void) {
    guard let gradient = variable.gradient else { return }
    write(gradient, variable.hasGradient)
    variable.hasGradient = true
  }

  /// Runs the record backwards from `result`, whose gradient is given.
  package func backward(from result: Variable, gradient: Tensor) {
    addGradient(of: result) { into, accumulate in
      scale(into: into, gradient, by: 1, accumulate: accumulate, on: compute)
    }
    backward()
  }

  /// Runs the record backwards from wherever gradients were added.
  package func backward() {
    for step in steps.reversed() { step() }
    steps.removeAll(keepingCapacity: true)
  }
}
