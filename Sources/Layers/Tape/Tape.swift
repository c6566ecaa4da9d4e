package import Tensors

/// A record of coarse operations, run forward at once and backward on request.
///
/// The memory of a pass is taken from a list of buffers in the order of the operations, so the next
/// pass of the same shapes takes the same buffers again: they are allocated once (speed.md). Gradients
/// go back to a short list as soon as the operation they belong to has passed them on, so that a
/// backward pass lives in the cache as far as it can.
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
  private var gradients = GradientBuffers()

  /// Makes an empty tape.
  package init(on compute: Compute, recording: Bool, precision: Precision = .float32) {
    self.compute = compute
    self.recording = recording
    self.precision = precision
  }

  /// Forgets the last pass; its buffers will be written over.
  package func begin() {
    nextBuffer = 0
    gradients.takeBackAll()
    steps.removeAll(keepingCapacity: true)
  }

  /// A buffer of this pass; its content is whatever the last pass left there.
  package func buffer(_ shape: [Int]) -> Tensor {
    let count = shape.reduce(1, *)
    if nextBuffer == buffers.count { buffers.append(TensorStorage(roomFor: count)) }
    if buffers[nextBuffer].count < count { buffers[nextBuffer] = TensorStorage(roomFor: count) }
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
    Variable(value: buffer(shape), slot: recording ? GradientSlot() : nil)
  }

  /// A value given from outside; its gradient is kept only if asked for.
  package func input(_ value: Tensor, wantsGradient: Bool = false) -> Variable {
    Variable(value: value, slot: recording && wantsGradient ? GradientSlot() : nil)
  }

  /// Records what backward has to do for the operation that made `result`.
  ///
  /// It is skipped if nothing behind `result` was differentiated; afterwards the gradient is gone.
  package func record(_ result: Variable, _ backward: @escaping (_ gradient: Tensor) -> Void) {
    guard recording else { return }
    steps.append { [unowned self] in
      guard let gradient = result.gradient else { return }
      backward(gradient)
      if let slot = result.slot { gradients.takeBack(slot) }
    }
  }

  /// Lets `write` put a gradient in place, telling it whether to add to what is there.
  package func addGradient(
    of variable: Variable, _ write: (_ into: Tensor, _ accumulate: Bool) -> Void
  ) {
    guard let slot = variable.slot else { return }
    let accumulate = slot.storage != nil
    write(gradients.give(slot, shape: variable.value.shape), accumulate)
  }

  /// Lets `write` put the gradients of values in place that have one use each.
  package func setGradients(of variables: [Variable], _ write: (_ into: [Tensor]) -> Void) {
    guard variables.allSatisfy({ $0.slot != nil }) else { return }
    precondition(
      variables.allSatisfy { $0.gradient == nil }, "a value that may have one use has two")
    write(variables.compactMap { v in v.slot.map { gradients.give($0, shape: v.value.shape) } })
  }

  /// Adds the gradient of `result` to that of `variable`, or hands it over where there is none yet;
  /// for the last thing that the step of `result` does.
  package func passGradient(of result: Variable, to variable: Variable) {
    guard let gradient = result.gradient, let from = result.slot, let slot = variable.slot else {
      return
    }
    if slot.storage == nil { return gradients.move(from, to: slot) }
    addGradient(of: variable) { into, accumulate in
      scale(into: into, gradient, by: 1, accumulate: accumulate, on: compute)
    }
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
