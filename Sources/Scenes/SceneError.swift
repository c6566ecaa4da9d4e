/// Why a scene cannot be composed, drawn or read.
package enum SceneError: Error, Equatable, CustomStringConvertible {
  /// No such file.
  case unreadable(String)
  /// A line that is no sticker: the file and the line's number.
  case line(String, Int)
  /// A sticker of nothing: its file.
  case empty(String)
  /// Two things of one name: the file and the name.
  case twice(String, String)
  /// A side of a picture that no scene has.
  case canvas(Int)
  /// A thing that the catalog lacks.
  case unknownThing(String, known: [String])

  package var description: String {
    switch self {
    case .unreadable(let path): "cannot read \(path), the list of the scenes' stickers"
    case .line(let path, let line):
      "line \(line) of \(path) is not a JSON object with \"file_name\" and \"text\""
    case .empty(let path): "\(path) is transparent everywhere; a sticker's form is its alpha"
    case .twice(let path, let name): "\(path) names \(name) twice, or as the plain shape it is"
    case .canvas(let side): "scenes have 64 or 128 pixels a side, the pictures have \(side)"
    case .unknownThing(let name, let known):
      "scenes have no \(name); they have \(known.joined(separator: ", "))"
    }
  }
}
