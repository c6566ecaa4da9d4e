import Foundation
import Layers
import Tensors
import TestSupport
import Testing

@Suite struct SafetensorsTests {
  private let folder = NSTemporaryDirectory() + "leon-safetensors-\(UUID().uuidString)"

  private func path(_ name: String) throws -> String {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder + "/" + name
  }

  private func write(_ header: String, _ body: [UInt8], length: Int? = nil) throws -> String {
    let path = try path("given.safetensors")
    let count = length ?? header.utf8.count
    let prefix = (0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) }
    try Data(prefix + Array(header.utf8) + body).write(to: URL(fileURLWithPath: path))
    return path
  }

  private func clean() { try? FileManager.default.removeItem(atPath: folder) }

  /// The sentence of the error that `body` throws.
  private func sentence(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "no error"
    } catch {
      return "\(error)"
    }
  }

  @Test func whatIsWrittenIsReadBackBitwise() throws {
    defer { clean() }
    let path = try path("round.safetensors")
    let a = Tensor([3, 7], seededFloats(21, seed: 1))
    let b = Tensor([1], [-0.0])
    try SafetensorsFile.write(["a": a, "b.c": b], metadata: ["step": "12"], to: path)
    let file = try SafetensorsFile(path: path)
    #expect(file.metadata == ["step": "12"])
    #expect(try file.tensor("a").shape == [3, 7])
    #expect(try file.tensor("a").values == a.values)
    #expect(try file.tensor("b.c").values.map(\.bitPattern) == [0x8000_0000])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["round.safetensors"])
  }

  @Test func equalTensorsGiveEqualBytes() throws {
    defer { clean() }
    let a = Tensor([5], seededFloats(5, seed: 1))
    let files = try ["1", "2"].map { name in
      try SafetensorsFile.write(["y": a, "x": a], to: try path(name))
      return FileManager.default.contents(atPath: folder + "/" + name)
    }
    #expect(files[0] == files[1] && files[0] != nil)
  }

  @Test func bfloat16IsRoundedToNearestEven() throws {
    defer { clean() }
    let path = try path("round.safetensors")
    // 1 + 2⁻⁸ lies halfway between two numbers and goes to the even one, as does 1 + 3 · 2⁻⁸.
    let x: [Float] = [1, 1 + 0x1p-8, 1 + 0x3p-8, -3.14159, .infinity]
    try SafetensorsFile.write(["x": Tensor([5], x)], precision: .bfloat16, to: path)
    let values = try SafetensorsFile(path: path).tensor("x").values
    #expect(values == [1, 1, 1 + 0x4p-8, -3.140625, .infinity])
  }

  @Test(arguments: [
    ("F32", [0x00, 0x00, 0xC0, 0x3F, 0x00, 0x00, 0x00, 0xC0] as [UInt8]),
    ("F16", [0x00, 0x3E, 0x00, 0xC0]), ("BF16", [0xC0, 0x3F, 0x00, 0xC0]),
    ("F64", [0, 0, 0, 0, 0, 0, 0xF8, 0x3F, 0, 0, 0, 0, 0, 0, 0, 0xC0]),
  ])
  func theFourTypesAreReadAsFloats(type: String, bytes: [UInt8]) throws {
    defer { clean() }
    let path = try write(
      #"{"x":{"dtype":"\#(type)","shape":[2],"data_offsets":[0,\#(bytes.count)]}}"#, bytes)
    #expect(try SafetensorsFile(path: path).tensor("x").values == [1.5, -2])
  }

  @Test func aMissingFileIsNamed() {
    let error = sentence { _ = try SafetensorsFile(path: "/nowhere/x.safetensors") }
    #expect(
      error == "/nowhere/x.safetensors cannot be read: no such file, or no permission.")
  }

  @Test(
    arguments: [
      ([], "only 0 bytes"), ([1, 2, 3], "only 3 bytes"),
      ([9, 0, 0, 0, 0, 0, 0, 0, 0x7B], "a header of 9 bytes in 9"),
      ([255, 255, 255, 255, 255, 255, 255, 255], "a header of 18446744073709551615 bytes in 8"),
      ([2, 0, 0, 0, 0, 0, 0, 0, 0x5B, 0x5D], "the header is no JSON object"),
    ] as [([UInt8], String)])
  func aFileThatIsNoSafetensorsFileIsRefused(bytes: [UInt8], reason: String) throws {
    defer { clean() }
    let path = try path("broken")
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let error = sentence { _ = try SafetensorsFile(path: path) }
    #expect(error == "\(path) is not a sound safetensors file: \(reason).")
  }

  @Test(arguments: ["[0,8]", "[4,0]", "[-4,0]", "[0]", "7"])
  func offsetsOutsideTheFileAreRefused(offsets: String) throws {
    defer { clean() }
    let path = try write(
      #"{"x":{"dtype":"F32","shape":[1],"data_offsets":\#(offsets)}}"#, [0, 0, 0, 0])
    let error = sentence { _ = try SafetensorsFile(path: path) }
    #expect(error == "\(path) is not a sound safetensors file: the entry of x is out of order.")
  }

  @Test func aTruncatedFileIsRefusedWhenOpened() throws {
    defer { clean() }
    let path = try path("cut.safetensors")
    try SafetensorsFile.write(["x": Tensor([64])], to: path)
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    try whole.dropLast(1).write(to: URL(fileURLWithPath: path))
    let error = sentence { _ = try SafetensorsFile(path: path) }
    #expect(error == "\(path) is not a sound safetensors file: the entry of x is out of order.")
  }

  @Test(arguments: ["[3]", "[1,1]", "[1000000000000,1000000000000]"])
  func aShapeThatItsBytesDoNotFillIsRefused(shape: String) throws {
    defer { clean() }
    let path = try write(
      #"{"x":{"dtype":"F32","shape":\#(shape),"data_offsets":[0,8]}}"#,
      .init(repeating: 0, count: 8))
    let error = sentence { _ = try SafetensorsFile(path: path).tensor("x") }
    #expect(error.hasPrefix("\(path) is not a sound safetensors file: x has 8 bytes for ["))
  }

  @Test func anUnknownTypeIsNamedWithThoseThatAreRead() throws {
    defer { clean() }
    let path = try write(#"{"x":{"dtype":"I8","shape":[1],"data_offsets":[0,1]}}"#, [0])
    let error = sentence { _ = try SafetensorsFile(path: path).tensor("x") }
    #expect(error == "\(path): x is stored as I8; F64, F32, F16 and BF16 are read.")
  }

  @Test func aMissingTensorIsNamed() throws {
    defer { clean() }
    let path = try write("{}", [])
    let error = sentence { _ = try SafetensorsFile(path: path).tensor("x") }
    #expect(error == "\(path) has no tensor x.")
  }

  @Test func anUnwritablePlaceIsNamed() {
    let error = sentence { try SafetensorsFile.write(["x": Tensor([1])], to: "/nowhere/x") }
    #expect(
      error == "/nowhere/x cannot be written: no such folder, no permission, or a full disk.")
  }

  @Test func anUnequalShapeIsToldFromTheOneExpected() {
    let error = SafetensorsError.shape("a", "x", [2, 3], expected: [3, 2])
    #expect("\(error)" == "a: x has the shape [2, 3], expected [3, 2].")
  }
}
