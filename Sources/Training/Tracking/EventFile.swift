import Foundation
package import Imaging

/// A file of a run's curves and pictures that `tensorboard --logdir FOLDER` shows.
///
/// ```
/// record  := length (8 bytes)  masked CRC-32C of the length (4)  event  masked CRC-32C of the event (4)
/// Event   := 1 wall time   2 step   3 file version | 5 Summary | 7 SessionLog
/// Summary := 1 Value…      Value := 1 tag   2 number | 4 Image
/// Image   := 1 height   2 width   3 colour space (3 is RGB)   4 PNG
/// ```
/// Every record is written through at once, so that a killed run loses at most a torn last one, which
/// readers pass over.
package final class EventFile {
  /// The file's path.
  package let path: String
  private let handle: FileHandle
  private let clock: () -> Double

  /// Begins a file; what earlier files of the folder say from `step` on, readers then forget.
  ///
  /// - Parameters:
  ///   - folder: made if it is missing.
  ///   - step: the steps taken before.
  ///   - clock: seconds since 1970.
  /// - Throws: `CorpusError.unwritable`.
  package init(in folder: String, step: Int, clock: @escaping () -> Double) throws {
    // TensorBoard orders a run's files by name: seconds first, then steps for runs of one second.
    path = "\(folder)/events.out.tfevents.\(Int(clock())).\(step).leon"
    self.clock = clock
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      try Data().write(to: URL(fileURLWithPath: path))
      handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    } catch {
      throw CorpusError.unwritable(path, "no permission, or a full disk")
    }
    try append(step: 0) { $0.add(3, "brain.Event:2") }
    if step > 0 { try append(step: step) { $0.add(7, Self.sessionStart) } }
  }

  deinit { try? handle.close() }

  /// Adds one point to each of several curves, `loss/code` for example.
  ///
  /// - Throws: `CorpusError.unwritable` when the disk is full.
  package func add(_ scalars: [Scalar], step: Int) throws {
    var summary = ProtocolBuffer()
    for scalar in scalars {
      var value = ProtocolBuffer()
      value.add(1, scalar.tag)
      value.add(2, scalar.value)
      summary.add(1, value)
    }
    try append(step: step) { $0.add(5, summary) }
  }

  /// Adds a picture.
  ///
  /// - Throws: `CorpusError.unwritable` when the disk is full, or `ImageError`.
  package func add(_ picture: Image, tag: String, step: Int) throws {
    var image = ProtocolBuffer()
    image.add(1, picture.height)
    image.add(2, picture.width)
    image.add(3, 3)
    image.add(4, try PNG.encode(picture))
    var value = ProtocolBuffer()
    value.add(1, tag)
    value.add(4, image)
    var summary = ProtocolBuffer()
    summary.add(1, value)
    try append(step: step) { $0.add(5, summary) }
  }

  /// A point of a curve.
  package struct Scalar: Hashable, Sendable {
    /// The curve's name; a slash groups curves.
    package var tag: String
    /// Its value at the step.
    package var value: Float

    /// Makes a point.
    package init(_ tag: String, _ value: Float) {
      self.tag = tag
      self.value = value
    }
  }

  private static var sessionStart: ProtocolBuffer {
    var log = ProtocolBuffer()
    log.add(1, 1)
    return log
  }

  private func append(step: Int, _ fill: (inout ProtocolBuffer) -> Void) throws {
    var event = ProtocolBuffer()
    event.add(1, clock())
    if step > 0 { event.add(2, step) }
    fill(&event)
    do {
      try handle.write(contentsOf: Data(Self.record(event.bytes)))
    } catch {
      throw CorpusError.unwritable(path, "a full disk")
    }
  }

  static func record(_ event: [UInt8]) -> [UInt8] {
    let length = UInt64(event.count).littleEndianBytes
    return length + CRC32C.masked(length).littleEndianBytes
      + event + CRC32C.masked(event).littleEndianBytes
  }
}
