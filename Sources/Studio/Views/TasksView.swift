/// The list of tasks.
enum TasksView {
  static func list(_ state: StudioState) -> ListView? {
    guard case .tasks(let choice) = state.popup else { return nil }
    return ListView(
      title: "tasks", choice: choice, rows: rows(choice, state),
      unfiltered: rows(ListChoice(), state)
    )
  }

  private static func rows(_ choice: ListChoice, _ state: StudioState) -> [ListView.Row] {
    state.taskChoices(choice).map { ListView.Row(text: $0.title, note: $0.name) }
  }
}
