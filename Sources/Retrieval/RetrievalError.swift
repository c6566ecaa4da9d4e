/// Why nothing can be looked up.
package enum RetrievalError: Error, Equatable, CustomStringConvertible {
  /// A retriever's file and what is wrong with it.
  case retriever(String, String)
  /// A bank's file and what is wrong with it.
  case bank(String, String)
  /// A bank's file, what made its vectors or codes, and what would be needed.
  case foreign(String, made: String, needed: String)
  /// A folder without a single document that could be kept.
  case noDocuments(String)
  /// A path.
  case unwritable(String)

  package var description: String {
    switch self {
    case .retriever(let path, let reason), .bank(let path, let reason): "\(path): \(reason)."
    case .foreign(let path, let made, let needed):
      "\(path) was built with \(made), this model has \(needed); build it again with 'leon bank build'."
    case .noDocuments(let path):
      "\(path) has no picture with a caption that a bank could keep."
    case .unwritable(let path):
      "\(path) cannot be written: no such folder, no permission, or a full disk."
    }
  }
}
