extension Command {
  static let history = [
    Command(.older, "older", in: .browse, ["Down", "j"], "look at an older picture"),
    Command(.newer, "newer", in: .browse, ["Up", "k"], "look at a newer picture"),
    Command(.pageOlder, "page-older", in: .browse, ["PageDown"], "ten pictures older"),
    Command(.pageNewer, "page-newer", in: .browse, ["PageUp"], "ten pictures newer"),
    Command(.present, "present", in: .browse, ["Esc"], "back to the present; ends a search"),
    Command(.search, "search", in: .browse, ["/"], "search the history", hint: "search"),
    Command(
      .nextFilter, "filter", in: .browse, ["F"],
      "show all, undecided, kept, tossed, favourites"),
    Command(.rate(0), "rate", in: .browse, (0...5).map(String.init), "rate the picture"),
    Command(.favour, "favourite", in: .browse, ["f"], "make it a favourite, or none"),
    Command(.tag, "tag", in: .browse, ["t"], "give it tags, or take them away"),
    Command(.note, "note", in: .browse, ["A"], "write something about it"),
    Command(.gallery, "gallery", in: .browse, ["g"], "the history as thumbnails", hint: "gallery"),
    Command(.details, "details", in: .browse, ["K"], "everything about it; the knobs stay"),
    Command(
      .difference, "entry-difference", in: .browse, ["-"], "what sets it apart from A, in words"),
    Command(.view, "view", in: .browse, ["o"], "open it in the system's viewer"),
    Command(
      .copy(.line), "copy-line", in: .browse, ["y"],
      "copy the command that makes it again"),
    Command(.menu(.copy), "copy", in: .browse, ["Y"], "copy its prompt, seed or path"),
    Command(.menu(.export), "export", in: .browse, ["E"], "write it to a file of your own"),
    Command(
      .importPicture, "import", in: .browse, ["I"], "take over a PNG that says how it was made"),
    Command(.delete, "delete", in: .browse, ["D"], "delete it from the history; u brings it back"),
    Command(
      .load(.all), "load", in: .browse, ["l"],
      "load prompt, knobs and seed of the picture looked at"),
    Command(.menu(.load), "load-part", in: .browse, ["L"], "load a part of it"),
    Command(.load(.prompt), "load-prompt", in: .browse, [], "load its prompt alone"),
    Command(.load(.knobs), "load-knobs", in: .browse, [], "load its knobs alone"),
    Command(.load(.seed), "load-seed", in: .browse, [], "load its seed alone"),
  ]

  static let searching = [
    Command(
      .endSearch, "end-search", in: .search, ["Enter"], "keep what was found", hint: "keep"),
    Command(
      .leaveSearch, "leave-search", in: .search, ["Esc"], "show everything again",
      hint: "everything"),
    Command(.older, "search-older", in: .search, ["Down"], "look at an older one", hint: "older"),
    Command(.newer, "search-newer", in: .search, ["Up"], "look at a newer one", hint: "newer"),
    Command(
      .searchDelete, "search-delete", in: .search, ["Backspace"], "delete to the left"),
    Command(
      .searchDeleteWord, "search-delete-word", in: .search, ["Ctrl-W"],
      "delete the word before"),
    Command(.searchClear, "search-clear", in: .search, ["Ctrl-U"], "delete all of it"),
  ]
}
