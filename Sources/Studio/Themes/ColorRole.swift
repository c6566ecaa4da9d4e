/// What a colour is for; every theme names a style for each.
package enum ColorRole: String, CaseIterable, Hashable, Sendable {
  /// Everything that nothing else is drawn on.
  case background
  case text
  case muted
  case border
  case title
  case hintKey = "hint.key"
  case hintText = "hint.text"
  /// The chosen row of a list.
  case selected
  case input
  case placeholder
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
  case pinA = "pin.a"
  case pinB = "pin.b"
  case kept
  case tossed
  case rating
  case popup
  case popupBorder = "popup.border"
  case error
  case warning
  case success
}
