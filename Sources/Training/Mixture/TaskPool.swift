package import Scenes
package import Tokens

/// Documents of tasks with their pictures as codes, so that the image tokenizer runs once.
///
/// As a `CodeFile` whose header has the pool's name, the sizes of a picture's grid and the documents;
/// then the codes picture after picture.
package struct TaskPool: Sendable {
  /// A document.
  package struct Row: Codable, Hashable, Sendable {
    /// What it is about.
    package var task: SceneTask
    /// The pieces of each segment's words; none for a picture.
    package var segments: [[String]]
    /// What is to be found.
    package var answer: TaskDocument.Answer
    /// The number of its first picture; others follow.
    package var firstPicture: Int

    /// Makes a document.
    package init(
      task: SceneTask, segments: [[String]], answer: TaskDocument.Answer, firstPicture: Int
    ) {
      self.task = task
      self.segments = segments
      self.answer = answer
      self.firstPicture = firstPicture
    }

    /// Its pictures.
    package var pictureCount: Int { segments.count(where: \.isEmpty) }
  }

  private struct Header: Codable {
    var name: String
    var side: Int
    var rows: [Row]
  }

  /// What the documents were made from.
  package let name: String
  /// Codes a side of a picture.
  package let side: Int
  /// The documents.
  package let rows: [Row]
  private let codes: [UInt16]
  private let places: [SceneTask.Group: [Int]]

  /// Makes a pool.
  ///
  /// - Parameters:
  ///   - name: tells it from others.
  ///   - side: codes a side.
  ///   - rows: the documents.
  ///   - codes: of all their pictures, below 65,536.
  package init(name: String, side: Int, rows: [Row], codes: [UInt16]) {
    self.name = name
    self.side = side
    self.rows = rows
    self.codes = codes
    places = Dictionary(grouping: rows.indices) { rows[$0].task.group }
    let count = rows.reduce(0) { $0 + $1.pictureCount }
    precondition(codes.count == count * side * side, "\(codes.count) codes for \(count) pictures")
  }

  private static let file = CodeFile(magic: "LEONTSK1", name: "pool of tasks")

  /// Loads a pool.
  ///
  /// - Throws: `CorpusError` or `TrainingError.checkpoint` when it is missing, broken or of another
  ///   version.
  package init(path: String) throws {
    let (header, codes) = try Self.file.read(Header.self, from: path)
    var count = 0
    for row in header.rows {
      guard row.firstPicture == count, row.segments.indices.contains(row.answer.segment) else {
        throw Self.file.damaged(path)
      }
      count += row.pictureCount
    }
    guard codes.count == count * header.side * header.side else { throw Self.file.damaged(path) }
    self.init(name: header.name, side: header.side, rows: header.rows, codes: codes)
  }

  /// Writes the pool.
  ///
  /// - Throws: `CorpusError.unwritable`.
  package func write(to path: String) throws {
    try Self.file.write(Header(name: name, side: side, rows: rows), codes, to: path)
  }

  /// The documents of a group, by number.
  package func rows(of group: SceneTask.Group) -> [Int] { places[group] ?? [] }

  /// A picture's codes.
  package func picture(_ number: Int) -> CodeGrid {
    let count = side * side
    return CodeGrid(
      height: side, width: side,
      codes: codes[number * count..<(number + 1) * count].map { CodeIndex(Int($0)) })
  }
}
