extension Command {
  static let everywhere = [
    Command(.draw, "draw", ["Enter"], "draw the picture", hint: "draw"),
    Command(.stop, "stop", ["Ctrl-C"], "stop drawing; c finishes the picture later"),
    Command(
      .pastPrompts, "past-prompts", ["Ctrl-R"], "search the prompts that were drawn before"),
    Command(
      .negative, "negative-prompt", ["Ctrl-N", "Alt-n"],
      "write what the picture shall lead away from"),
    Command(.ownEditor, "own-editor", ["Ctrl-X"], "edit the words with $VISUAL or $EDITOR"),
    Command(.redraw, "redraw-screen", ["Ctrl-L"], "draw the screen anew"),
    Command(.suspend, "suspend", ["Ctrl-Z"], "back to the shell; fg returns"),
  ]

  static let browsing = [
    Command(.write, "write", in: .browse, ["i"], "write the prompt", hint: "write"),
    Command(.caption, "caption", in: .browse, ["*"], "a prompt by chance, from the captions"),
    Command(
      .tasks, "tasks", in: .browse, ["a"],
      "a task: words for a picture, from a scribble, boxes, your own"),
    Command(
      .openPicture, "open-picture", in: .browse, ["O"],
      "open a picture of your own and say what it shows"),
    Command(.turnUp, "turn-up", in: .browse, ["Right"], "turn the knob up", hint: "turn"),
    Command(.turnDown, "turn-down", in: .browse, ["Left"], "turn the knob down"),
    Command(
      .turnUpFinely, "turn-up-finely", in: .browse, ["]", "Shift-Right"],
      "turn it up in small steps"),
    Command(
      .turnDownFinely, "turn-down-finely", in: .browse, ["[", "Shift-Left"],
      "turn it down in small steps"),
    Command(.nextKnob, "next-knob", in: .browse, ["Tab"], "next knob", hint: "knob"),
    Command(.previousKnob, "previous-knob", in: .browse, ["BackTab"], "knob before"),
    Command(.nextSeed, "next-seed", in: .browse, ["n"], "next seed", hint: "seed"),
    Command(.previousSeed, "previous-seed", in: .browse, ["N"], "seed before"),
    Command(
      .step, "step", in: .browse, ["."], "one token, where turning is “a key a token”"),
    Command(.pin, "pin", in: .browse, ["p"], "pin the picture as A"),
    Command(.flip, "flip", in: .browse, ["Space"], "flip between A and B", hint: "A/B"),
    Command(.keep, "keep", in: .browse, ["s"], "keep, and go on", hint: "keep"),
    Command(.toss, "toss", in: .browse, ["x"], "toss, and go on"),
    Command(.undo, "undo", in: .browse, ["u"], "undo", hint: "undo"),
    Command(.finish, "finish", in: .browse, ["c"], "finish a partial picture"),
    Command(.zoom, "zoom", in: .browse, ["z"], "the picture alone, and back"),
    Command(.pictureMode, "picture-mode", in: .browse, ["v"], "pictures another way"),
    Command(.theme, "theme", in: .browse, ["T"], "choose a theme"),
    Command(.settings, "settings", in: .browse, [","], "change the settings of config.toml"),
    Command(.palette, "palette", in: .browse, [":"], "every command by name", hint: "all"),
    Command(.help, "help", in: .browse, ["?"], "these keys", hint: "help"),
    Command(.tour, "tour", in: .browse, [], "eight steps around the studio; again ends it"),
    Command(.quit, "quit", in: .browse, ["q"], "quit", hint: "quit"),
  ]

  static let writing = [
    Command(
      .browse, "browse", in: .write, ["Esc"], "leave the prompt: letters are commands",
      hint: "commands"),
    Command(
      .newLine, "new-line", in: .write, ["Ctrl-J", "Alt-Enter"], "new line", hint: "new line"),
    Command(
      .deleteBackward, "delete-backward", in: .write, ["Backspace"], "delete to the left"),
    Command(
      .deleteForward, "delete-forward", in: .write, ["Delete", "Ctrl-D"], "delete to the right"),
    Command(.deleteWord, "delete-word", in: .write, ["Ctrl-W"], "delete the word before"),
    Command(
      .deleteToStart, "delete-to-start", in: .write, ["Ctrl-U"], "delete to the line's start",
      hint: "clear"),
    Command(.deleteToEnd, "delete-to-end", in: .write, ["Ctrl-K"], "delete to the line's end"),
    Command(
      .complete, "complete", in: .write, ["Tab"], "complete the word, most frequent first",
      hint: "complete"),
    Command(.completeBack, "complete-back", in: .write, ["BackTab"], "the completion before"),
    Command(.undoEdit, "undo-edit", in: .write, ["Ctrl-_"], "take a change of the words back"),
    Command(.redoEdit, "redo-edit", in: .write, ["Alt-_"], "do it again"),
    Command(.left, "left", in: .write, ["Left"], "left"),
    Command(.right, "right", in: .write, ["Right"], "right"),
    Command(
      .wordLeft, "word-left", in: .write, ["Ctrl-Left", "Alt-b"], "a word to the left"),
    Command(
      .wordRight, "word-right", in: .write, ["Ctrl-Right", "Alt-f"], "a word to the right"),
    Command(.lineStart, "line-start", in: .write, ["Home", "Ctrl-A"], "start of the line"),
    Command(.lineEnd, "line-end", in: .write, ["End", "Ctrl-E"], "end of the line"),
    Command(.up, "up", in: .write, ["Up"], "a row up; in the first row an earlier prompt"),
    Command(.down, "down", in: .write, ["Down"], "a row down; in the last row a later prompt"),
  ]
}
