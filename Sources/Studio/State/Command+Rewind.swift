extension Command {
  /// What is done while a picture is written, and with its tokens.
  static let decoding = [
    Command(.pause, "pause", in: .browse, ["P"], "hold the picture being written; go on"),
    Command(
      .rewind, "rewind", in: .browse, ["r"], "look at the tokens, and go on from one of them",
      hint: "rewind"),
    Command(
      .goBack, "back-to-parent", in: .browse, ["b"],
      "back to the picture it was taken from, at the same token"),
    Command(
      .replay, "replay", in: .browse, ["R"],
      "write it again; a knob turned meanwhile takes over"),
    Command(.queue, "queue", in: .browse, ["Q"], "the pictures that wait"),
    Command(.value, "knob-value", in: .browse, ["="], "type the knob's value, or 6 -> 2"),
    Command(.presets, "presets", in: .browse, ["S"], "knobs by name: take or save them"),
    Command(.resetKnob, "reset-knob", in: .browse, ["Backspace"], "the knob's default"),
    Command(.resetKnobs, "reset-knobs", in: .browse, [], "every knob's default"),
  ]

  static let rewinding = [
    Command(
      .goOn, "go-on", in: .rewind, ["Enter"], "go on from the token, with the knobs as they are",
      hint: "go on"),
    Command(
      .nextAlternative, "next-alternative", in: .rewind, ["Tab"], "next alternative",
      hint: "alternative"),
    Command(
      .previousAlternative, "previous-alternative", in: .rewind, ["BackTab"],
      "alternative before"),
    Command(
      .alternative(1), "alternative", in: .rewind, (1...9).map(String.init) + ["0"],
      "that alternative; 0 is the tenth"),
    Command(
      .heatMap, "heat-map", in: .rewind, ["H"], "entropy, rank, guidance as a heat map",
      hint: "heat map"),
    Command(.cursor(.left), "token-left", in: .rewind, ["Left", "h"], "token before"),
    Command(.cursor(.right), "token-right", in: .rewind, ["Right", "l"], "next token"),
    Command(.cursor(.up), "token-up", in: .rewind, ["Up", "k"], "token above"),
    Command(.cursor(.down), "token-down", in: .rewind, ["Down", "j"], "token below"),
    Command(
      .cursor(.farLeft), "token-far-left", in: .rewind, ["Shift-Left"], "eight tokens back"),
    Command(
      .cursor(.farRight), "token-far-right", in: .rewind, ["Shift-Right"], "eight tokens on"),
    Command(
      .cursor(.farUp), "token-far-up", in: .rewind, ["PageUp", "Shift-Up"], "eight rows up"),
    Command(
      .cursor(.farDown), "token-far-down", in: .rewind, ["PageDown", "Shift-Down"],
      "eight rows down"),
    Command(.cursor(.first), "first-token", in: .rewind, ["Home"], "first token"),
    Command(.cursor(.last), "last-token", in: .rewind, ["End"], "last token"),
    Command(
      .goBack, "inspector-back-to-parent", in: .rewind, ["Backspace"],
      "the picture it was taken from, at the same token"),
    Command(.nextKnob, "inspector-next-knob", in: .rewind, ["}"], "next knob"),
    Command(.previousKnob, "inspector-previous-knob", in: .rewind, ["{"], "knob before"),
    Command(
      .leaveInspector, "leave-inspector", in: .rewind, ["Esc", "r"], "back to the picture",
      hint: "leave"),
  ]
}
