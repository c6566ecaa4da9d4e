/// An entry of the image tokenizer's codebook.
package struct CodeIndex: Hashable, Comparable, Codable, Sendable, RawRepresentable {
  /// The row of the codebook, from 0.
  package var rawValue: Int32

  /// Wraps a row number.
  package init(rawValue: Int32) { self.rawValue = rawValue }

  /// Wraps a row number.
  package init(_ value: Int) { rawValue = Int32(value) }

  /// The row as an index.
  package var index: Int { Int(rawValue) }

  package static func < (a: CodeIndex, b: CodeIndex) -> Bool { a.rawValue < b.rawValue }
}

/// A picture as codes, `[h, w]`, row after row; a picture being written has fewer than `h * w`.
package struct CodeGrid: Hashable, Codable, Sendable {
  /// Rows of codes.
  package let height: Int
  /// Codes in a row.
  package let width: Int
  /// The codes written so far, in raster order; at most `height * width`.
  package private(set) var codes: [CodeIndex]

  /// Makes a grid, empty or partly or wholly filled.
  package init(height: Int, width: Int, codes: [CodeIndex] = []) {
    precondition(
      height > 0 && width > 0 && codes.count <= height * width,
      "a \(height) x \(width) grid cannot hold \(codes.count) codes")
    self.height = height
    self.width = width
    self.codes = codes
  }

  /// The number of codes of the whole picture.
  package var count: Int { height * width }

  /// Whether every code is there.
  package var isComplete: Bool { codes.count == count }

  /// The share of places at which two pictures of one size have the same code, 0…1.
  package func agreement(with other: CodeGrid) -> Double {
    precondition(count == other.count, "\(count) codes beside \(other.count)")
    return Double(zip(codes, other.codes).count { $0 == $1 }) / Double(count)
  }

  /// Writes the next code in raster order.
  package mutating func append(_ code: CodeIndex) {
    precondition(!isComplete, "the \(height) x \(width) grid is full")
    codes.append(code)
  }

  /// The same picture cut back to its first `count` codes.
  package func prefix(_ count: Int) -> CodeGrid {
    CodeGrid(height: height, width: width, codes: Array(codes.prefix(count)))
  }
}

/// A grid from a file, where any numbers may stand.
extension CodeGrid {
  private enum CodingKeys: String, CodingKey { case height, width, codes }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let height = try fields.decode(Int.self, forKey: .height)
    let width = try fields.decode(Int.self, forKey: .width)
    let codes = try fields.decode([CodeIndex].self, forKey: .codes)
    let sides = 1...4096
    guard sides.contains(height), sides.contains(width), codes.count <= height * width else {
      throw DecodingError.dataCorruptedError(
        forKey: .codes, in: fields,
        debugDescription: "a \(height) x \(width) grid cannot hold \(codes.count) codes")
    }
    self.init(height: height, width: width, codes: codes)
  }
}
