/// What a key does to a drawing by hand.
package enum SketchAct: Hashable, Sendable {
  /// The cursor, by so many points.
  case move(_ columns: Int, _ rows: Int)
  case pen, eraser, line, clear, undo
  case corner, nextBox, previousBox, nameBox, removeBox
  case accept, leave
}

extension Command {
  /// Eight points are two codes of a scribble.
  private static let far = 8

  static let sketching = [
    Command(
      .fillSlot, "fill-slot", ["Ctrl-F"],
      "fill a slot of the form: by hand, a picture, a file", hint: "draw or choose"),
    Command(.sketch(.pen), "pen", in: .pen, ["Space"], "the pen down, or up", hint: "pen"),
    Command(
      .sketch(.eraser), "eraser", in: .pen, ["e"], "the eraser, or the pen again", hint: "erase"),
    Command(
      .sketch(.line), "straight-line", in: .pen, ["Tab"],
      "a straight line from where the pen was last", hint: "line"),
    Command(.sketch(.clear), "clear-drawing", in: .pen, ["X"], "all of it away", hint: "clear"),
    Command(
      .sketch(.corner), "box-corner", in: .boxes, ["Space"], "a corner of a box, then the other",
      hint: "corner"),
    Command(.sketch(.nextBox), "next-box", in: .boxes, ["Tab"], "the next box", hint: "next"),
    Command(.sketch(.previousBox), "previous-box", in: .boxes, ["BackTab"], "the box before"),
    Command(.sketch(.nameBox), "name-box", in: .boxes, ["n"], "another name for it", hint: "name"),
    Command(
      .sketch(.removeBox), "remove-box", in: .boxes, ["x", "Delete"], "the box away",
      hint: "remove"),
    Command(
      .sketch(.accept), "accept-drawing", in: .sketch, ["Enter"], "put it into the form",
      hint: "take"),
    Command(
      .sketch(.leave), "leave-drawing", in: .sketch, ["Esc"], "leave the form as it was",
      hint: "leave"),
    Command(
      .sketch(.undo), "undo-drawing", in: .sketch, ["u", "Ctrl-_"], "take the last stroke back",
      hint: "undo"),
    Command(.sketch(.move(-1, 0)), "draw-left", in: .sketch, ["Left", "h"], "left"),
    Command(.sketch(.move(1, 0)), "draw-right", in: .sketch, ["Right", "l"], "right"),
    Command(.sketch(.move(0, -1)), "draw-up", in: .sketch, ["Up", "k"], "up"),
    Command(.sketch(.move(0, 1)), "draw-down", in: .sketch, ["Down", "j"], "down"),
    Command(
      .sketch(.move(-far, 0)), "draw-far-left", in: .sketch, ["Shift-Left", "H"], "far left"),
    Command(
      .sketch(.move(far, 0)), "draw-far-right", in: .sketch, ["Shift-Right", "L"], "far right"),
    Command(.sketch(.move(0, -far)), "draw-far-up", in: .sketch, ["Shift-Up", "K"], "far up"),
    Command(.sketch(.move(0, far)), "draw-far-down", in: .sketch, ["Shift-Down", "J"], "far down"),
    Command(.sketch(.move(-1, -1)), "draw-up-left", in: .sketch, ["Home"], "up and left"),
    Command(.sketch(.move(1, -1)), "draw-up-right", in: .sketch, ["PageUp"], "up and right"),
    Command(.sketch(.move(-1, 1)), "draw-down-left", in: .sketch, ["End"], "down and left"),
    Command(.sketch(.move(1, 1)), "draw-down-right", in: .sketch, ["PageDown"], "down and right"),
    Command(.pictureMode, "drawing-mode", in: .sketch, ["v"], "pictures another way"),
    Command(.help, "drawing-help", in: .sketch, ["?"], "these keys", hint: "help"),
  ]
}
