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
    }
  }

  /// Whether a key without Ctrl and Alt is written there.
  var takesText: Bool { self == .write || self == .search }

  /// The contexts in which a key is looked for, the nearest first; nil is what holds everywhere.
  var chain: [KeyContext?] {
    switch self {
    case .browse, .write, .search: [self, nil]
    case .rewind, .gallery, .sheet, .compare: [self, .browse, nil]
    case .wipe: [self, .compare, .browse, nil]
    }
  }
}

extension StudioState {
  /// Where the next key is looked for, unless a popup takes it.
  package var context: KeyContext {
    switch mode {
    case .browse: search.isTyping ? .search : stage.context
    case .write: .write
    }
  }
}
