package import Tensors
package import Tokens

/// Documents in a row, each starting at position 0 and seeing only itself.
package struct Batch: Sendable {
  /// The documents' places.
  package let rows: PackedRows
  /// The ids, all documents after each other.
  package let ids: [Int32]
  /// What comes after each id; −1 where nothing does.
  package let targets: [Int32]
  /// The place of each id in its document.
  package let positions: [Int32]
  /// Whether a target is an image code.
  package let targetIsCode: [Bool]

  /// Packs documents; those longer than `contextLength` lose their end.
  package init(_ documents: [[TokenID]], vocabulary: Vocabulary, contextLength: Int) {
    let cut = documents.map { $0.prefix(contextLength) }
    rows = PackedRows(lengths: cut.map(\.count))
    ids = cut.flatMap { $0.map(\.rawValue) }
    targets = cut.flatMap { $0.dropFirst().map(\.rawValue) + [-1] }
    positions = rows.positions
    targetIsCode = targets.map { vocabulary.imageRange.contains(Int($0)) }
  }

  /// The number of positions that have a target.
  package var targetCount: Int { targets.count { $0 >= 0 } }
}
