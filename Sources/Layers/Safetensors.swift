import Foundation
package import Tensors

/// A safetensors file: named arrays behind a JSON header.
///
/// ```
/// 0    length of the header, 8 bytes, little endian
/// 8    header: {"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, …}
/// 8+n  the arrays, offsets counted from here
/// ```
/// The format is Hugging Face's; its rules on offsets are checked before anything is read.
package struct SafetensorsFile: Sendable {
  /// An array's entry in the header.
  package struct Entry: Sendable {
    /// Such as `F32`, `F16` or `BF16`.
    package let type: String
    /// The length of each dimension.
    package let shape: [Int]
    /// Its bytes, counted from the end of the header.
    package let range: Range<Int>
  }

  /// The file's name, for errors.
  package let path: String
  /// The arrays by name.
  package let entries: [String: Entry]
  /// The header's `__metadata__`.
  package let metadata: [String: String]
  private let bytes: Data
  private let start: Int

  /// Opens a file; arrays are read when asked for.
  ///
  /// - Throws: `SafetensorsError` when the file is missing, cut short or not of this format.
  package init(path: String) throws {
    guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
    else { throw SafetensorsError.unreadable(path) }
    guard bytes.count >= 8 else { throw SafetensorsError.broken(path, "only \(bytes.count) bytes") }
    let length = bytes.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= 100_000_000, length <= UInt64(bytes.count - 8) else {
      throw SafetensorsError.broken(path, "a header of \(length) bytes in \(bytes.count)")
    }
    start = 8 + Int(length)
    self.path = path
    self.bytes = bytes
    (entries, metadata) = try Self.readHeader(
      bytes.subdata(in: 8..<start), dataCount: bytes.count - start, path)
  }

  private static func readHeader(
    _ header: Data, dataCount: Int, _ path: String
  ) throws -> ([String: Entry], [String: String]) {
    guard let object = try? JSONSerialization.jsonObject(with: header) as? [String: Any] else {
      throw SafetensorsError.broken(path, "the header is no JSON object")
    }
    var entries: [String: Entry] = [:]
    for (name, value) in object where name != "__metadata__" {
      guard let fields = value as? [String: Any], let type = fields["dtype"] as? String,
        let shape = fields["shape"] as? [Int], let offsets = fields["data_offsets"] as? [Int],
        offsets.count == 2, offsets[0] >= 0, offsets[0] <= offsets[1], offsets[1] <= dataCount,
        shape.allSatisfy({ $0 >= 0 && $0 < 1 << 40 })
      else { throw SafetensorsError.broken(path, "the entry of \(name) is out of order") }
      entries[name] = Entry(type: type, shape: shape, range: offsets[0]..<offsets[1])
    }
    return (entries, object["__metadata__"] as? [String: String] ?? [:])
  }

  /// Reads an array as floats; doubles are rounded.
  ///
  /// - Throws: `SafetensorsError` when there is none, or its type or length does not fit.
  package func tensor(_ name: String) throws -> Tensor {
    guard let entry = entries[name] else { throw SafetensorsError.missing(path, name) }
    let width = ["F64": 8, "F32": 4, "F16": 2, "BF16": 2][entry.type]
    guard let width else { throw SafetensorsError.type(path, name, entry.type) }
    guard Self.bytes(of: entry.shape, width: width) == entry.range.count else {
      throw SafetensorsError.broken(
        path, "\(name) has \(entry.range.count) bytes for \(entry.shape)")
    }
    let tensor = Tensor(entry.shape)
    let slice = [UInt8](
      bytes.subdata(in: start + entry.range.lowerBound..<start + entry.range.upperBound))
    tensor.assign(Self.widen(slice, width: width, isHalf: entry.type == "F16"))
    return tensor
  }

  /// Bytes that a shape takes, nil when they are more than an integer can count.
  private static func bytes(of shape: [Int], width: Int) -> Int? {
    shape.reduce(Optional(width)) { product, length in
      guard let (value, overflow) = product.map({ $0.multipliedReportingOverflow(by: length) })
      else { return nil }
      return overflow ? nil : value
    }
  }

  private static func widen(_ bytes: [UInt8], width: Int, isHalf: Bool) -> [Float] {
    var values = [Float](repeating: 0, count: bytes.count / width)
    for i in values.indices {
      if width == 8 {
        let bits = (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[8 * i + $1]) << (8 * UInt64($1)) }
        values[i] = Float(Double(bitPattern: bits))
      } else if width == 4 {
        let b = 4 * i
        let bits =
          UInt32(bytes[b]) | UInt32(bytes[b + 1]) << 8 | UInt32(bytes[b + 2]) << 16
          | UInt32(bytes[b + 3]) << 24
        values[i] = Float(bitPattern: bits)
      } else {
        let bits = UInt16(bytes[2 * i]) | UInt16(bytes[2 * i + 1]) << 8
        values[i] =
          isHalf ? Float(Float16(bitPattern: bits)) : Float(bitPattern: UInt32(bits) << 16)
      }
    }
    return values
  }
}

extension SafetensorsFile {
  /// How floats are written.
  package enum Precision: String, Sendable {
    case float32 = "F32"
    case bfloat16 = "BF16"
  }

  /// Writes arrays under a temporary name, syncs the file and renames it; equal arrays, equal bytes.
  ///
  /// - Parameters:
  ///   - tensors: by name.
  ///   - metadata: the header's `__metadata__`.
  ///   - precision: of every array; bfloat16 rounds to nearest even.
  ///   - path: the file.
  /// - Throws: `SafetensorsError.unwritable`.
  package static func write(
    _ tensors: [String: Tensor], metadata: [String: String] = [:], precision: Precision = .float32,
    to path: String
  ) throws {
    var header: [String: Any] = metadata.isEmpty ? [:] : ["__metadata__": metadata]
    var body = Data()
    for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
      let from = body.count
      body.append(narrow(tensor, precision))
      header[name] = [
        "dtype": precision.rawValue, "shape": tensor.shape, "data_offsets": [from, body.count],
      ]
    }
    var json = try JSONSerialization.data(
      withJSONObject: header, options: [.sortedKeys, .withoutEscapingSlashes])
    while json.count % 8 != 0 { json.append(0x20) }
    var file = Data((0..<8).map { UInt8(truncatingIfNeeded: json.count >> (8 * $0)) })
    file.append(json)
    file.append(body)
    guard WholeFile.write(file, to: path) else { throw SafetensorsError.unwritable(path) }
  }

  private static func narrow(_ tensor: Tensor, _ precision: Precision) -> Data {
    var bytes = [UInt8]()
    bytes.reserveCapacity(tensor.count * 4)
    for value in tensor.values {
      let bits = value.bitPattern
      if precision == .float32 {
        for shift in [0, 8, 16, 24] as [UInt32] {
          bytes.append(UInt8(truncatingIfNeeded: bits >> shift))
        }
      } else {
        let rounded = value.isNaN ? bits : bits &+ 0x7FFF &+ (bits >> 16 & 1)
        bytes.append(UInt8(truncatingIfNeeded: rounded >> 16))
        bytes.append(UInt8(truncatingIfNeeded: rounded >> 24))
      }
    }
    return Data(bytes)
  }
}

/// Why a safetensors file cannot be read or written.
package enum SafetensorsError: Error, Equatable, CustomStringConvertible {
  /// No such file, or no permission.
  case unreadable(String)
  /// What is wrong with it.
  case broken(String, String)
  /// No array of that name.
  case missing(String, String)
  /// An array of a type that leon does not read.
  case type(String, String, String)
  /// An array and the shape that was expected.
  case shape(String, String, [Int], expected: [Int])
  /// The folder is missing or the disk is full.
  case unwritable(String)

  package var description: String {
    switch self {
    case .unreadable(let path): "\(path) cannot be read: no such file, or no permission."
    case .broken(let path, let reason): "\(path) is not a sound safetensors file: \(reason)."
    case .missing(let path, let name): "\(path) has no tensor \(name)."
    case .type(let path, let name, let type):
      "\(path): \(name) is stored as \(type); F64, F32, F16 and BF16 are read."
    case .shape(let path, let name, let shape, let expected):
      "\(path): \(name) has the shape \(shape), expected \(expected)."
    case .unwritable(let path):
      "\(path) cannot be written: no such folder, no permission, or a full disk."
    }
  }
}
