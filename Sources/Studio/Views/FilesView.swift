import Terminal

/// The line for a path, with the files that it may become.
enum FilesView {
  static func draw(on canvas: inout Canvas, _ state: StudioState) {
    guard case .files(let choice) = state.popup else { return }
    var list = ListChoice()
    list.filter = choice.path
    list.selected = choice.selected
    ListView(
      title: "a picture of your own, PNG or JPEG", choice: list,
      rows: (choice.found ?? []).map { ListView.Row(text: name(of: $0)) }, isAside: true,
      foot: "Enter opens  Tab completes",
      nothing: choice.found == nil ? "reading" : "no folder or picture begins so"
    ).draw(on: &canvas, state)
  }

  /// The last part of a path: the line above shows the rest.
  private static func name(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return path.hasSuffix("/") ? name + "/" : name
  }
}
