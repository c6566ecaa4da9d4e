/// The line for a path, with the files that it may become.
enum FilesView {
  static func list(_ state: StudioState) -> ListView? {
    guard case .files(let choice) = state.popup else { return nil }
    var list = ListChoice()
    list.filter = choice.path
    list.selected = choice.selected
    return ListView(
      title: "a picture of your own, PNG or JPEG", choice: list,
      rows: (choice.found ?? []).map { ListView.Row(text: name(of: $0)) }, isAside: true,
      foot: "Enter opens  Tab completes",
      nothing: choice.found == nil ? "reading" : "no folder or picture begins so"
    )
  }

  /// The last part of a path: the line above shows the rest.
  private static func name(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return path.hasSuffix("/") ? name + "/" : name
  }
}
