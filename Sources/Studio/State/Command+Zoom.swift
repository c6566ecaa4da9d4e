extension Command {
  static let zooming = [
    Command(
      .showPixels, "one-to-one", in: .zoomed, ["1"], "pixel for pixel; all of it", hint: "1:1"),
    Command(.enlarge, "enlarge", in: .zoomed, ["+"], "larger", hint: "larger"),
    Command(.shrink, "shrink", in: .zoomed, ["-"], "smaller", hint: "smaller"),
    Command(.panLeft, "pan-left", in: .closeUp, ["Left", "h"], "what lies to the left"),
    Command(.panRight, "pan-right", in: .closeUp, ["Right"], "what lies to the right"),
    Command(.panUp, "pan-up", in: .closeUp, ["Up", "k"], "what lies above"),
    Command(.panDown, "pan-down", in: .closeUp, ["Down", "j"], "what lies below"),
    Command(.leaveCloseUp, "leave-close-up", in: .closeUp, ["Esc"], "all of it", hint: "all"),
  ]
}
