/// What a colour is for; a theme names a style for each, or takes that of the theme it inherits.
///
/// A new role needs a line in `Theme.terminalText` and in `themes/mono.toml`, and one in
/// `themes/dark.toml`, from which the others inherit.
package enum ColorRole: String, CaseIterable, Hashable, Sendable {
  /// Everything that nothing else is drawn on.
  case background
  case text
  case muted
  case border
  case title
  case hintKey = "hint.key"
  case hintText = "hint.text"
  /// The chosen row of a pane.
  case selected
  /// The chosen row of a list in a popup.
  case listSelected = "list.selected"
  /// The chosen tile of a sheet or a gallery.
  case tileSelected = "tile.selected"
  case input
  /// The place where the next letter goes, where the terminal's own cursor is elsewhere.
  case inputCursor = "input.cursor"
  case placeholder
  /// A word that the training captions do not hold.
  case unknownWord = "unknown.word"
  case tabActive = "tab.active"
  case tabInactive = "tab.inactive"
  case sliderFill = "slider.fill"
  case sliderEmpty = "slider.empty"
  /// A knob that was turned: its row and its mark on the picture's border.
  case sliderChanged = "slider.changed"
  case progressFill = "progress.fill"
  case progressEmpty = "progress.empty"
  case status
  case statusMode = "status.mode"
  /// What a picture is: a draft, a partial one, one turned by hand.
  case badge
  /// A picture made by an instruction from another.
  case badgeEdit = "badge.edit"
  case pinA = "pin.a"
  case pinB = "pin.b"
  /// What only the first of two has, in a difference.
  case diffA = "diff.a"
  /// What only the second of two has, in a difference.
  case diffB = "diff.b"
  /// The token under the cursor in the code grid.
  case tokenCursor = "token.cursor"
  /// The values along the axes of a sheet.
  case axisLabel = "axis.label"
  case kept
  case tossed
  case rating
  case favourite
  case tag
  /// The lines of the history's tree.
  case tree
  case popup
  case popupBorder = "popup.border"
  case error
  case warning
  case success

  /// Whether it shows by its ground that something is chosen.
  var marksChoice: Bool {
    switch self {
    case .selected, .listSelected, .tileSelected, .tabActive, .tokenCursor, .inputCursor: true
    default: false
    }
  }
}

/// A scale of colours, for bars and heat maps.
package enum Gradient: String, CaseIterable, Hashable, Sendable {
  /// From a beginning to the end of a work.
  case progress
  /// From low to high: entropy, rank.
  case heat
  /// From no pull to a strong one: guidance.
  case guidance
}
