/// Where a key means something: the mode, or what has taken the picture's place.
package enum KeyContext: String, Hashable, Sendable, CaseIterable {
  /// Letters are commands.
  case browse
  /// Printable keys are text.
  case write
  /// A token cursor moves in the picture.
  case rewind
  /// Printable keys are a search of the history.
  case search
  /// The gallery.
  case gallery
  /// The tiles of a sheet have the picture's place.
  case sheet
  /// A and B together have the picture's place.
  case compare
  /// A line between A and B is moved.
  case wipe
  /// The documents behind the picture have its place.
  case documents
  /// The picture has the window alone.
  case zoomed
  /// A part of the picture has the window alone.
  case closeUp = "close-up"
  /// Something is drawn by hand for a slot of the form.
  case sketch = "drawing"
  /// Lines or surfaces are drawn.
  case pen
  /// Boxes are placed.
  case boxes

  /// As help names it: "in …".
  var title: String {
    switch self {
    case .browse, .write: rawValue + " mode"
    case .rewind: "the token inspector"
    case .search: "the search line"
    case .gallery: "the gallery"
    case .sheet: "a sheet"
    case .compare: "a comparison of A and B"
    case .wipe: "a wipe of A and B"
    case .documents: "the documents of a picture"
    case .zoomed: "the picture alone"
    case .closeUp: "a part of the picture"
    case .sketch: "whatever is drawn by hand"
    case .pen: "a scribble or a mask"
    case .boxes: "boxes"
    }
  }

  /// Whether a key without Ctrl and Alt is written there.
  var takesText: Bool { self == .write || self == .search }

  /// The contexts in which a key is looked for, the nearest first; nil is what holds everywhere.
  var chain: [KeyContext?] {
    switch self {
    case .browse, .write, .search, .sketch: [self, nil]
    case .pen, .boxes: [self, .sketch, nil]
    case .rewind, .gallery, .sheet, .compare, .documents, .zoomed: [self, .browse, nil]
    case .wipe: [self, .compare, .browse, nil]
    case .closeUp: [self, .zoomed, .browse, nil]
    }
  }
}

extension StudioState {
  /// Where the next key is looked for, unless a popup takes it.
  package var context: KeyContext {
    if let sketch = form?.sketch { return sketch.tool == .boxes ? .boxes : .pen }
    switch mode {
    case .browse:
      if search.isTyping { return .search }
      guard stage == .picture, isZoomed else { return stage.context }
      return closeUp == nil ? .zoomed : .closeUp
    case .write: return .write
    }
  }
}
