/// What has the picture's place: never more than one thing at a time.
package enum Stage: Hashable, Sendable {
  /// The picture itself.
  case picture
  /// The picture with a token cursor in it.
  case inspection(Inspection)
  /// Thumbnails of the history.
  case gallery(Gallery)
  /// The tiles of a sheet.
  case sheet
  /// A and B together.
  case contrast(Contrast)
  /// What was looked at before the picture was drawn.
  case documents

  /// Where keys are looked for in browse mode.
  var context: KeyContext {
    switch self {
    case .picture: .browse
    case .inspection: .rewind
    case .gallery: .gallery
    case .sheet: .sheet
    case .documents: .documents
    case .contrast(let contrast): contrast.way == .wipe ? .wipe : .compare
    }
  }
}
