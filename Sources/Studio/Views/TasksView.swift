import Terminal

/// The list of tasks.
enum TasksView {
  static func draw(on canvas: inout Canvas, _ state: StudioState) {
    guard case .tasks(let choice) = state.popup else { return }
    ListView(
      title: "tasks", choice: choice, rows: rows(choice, state),
      unfiltered: rows(ListChoice(), state)
    ).draw(on: &canvas, state)
  }

  private static func rows(_ choice: ListChoice, _ state: StudioState) -> [ListView.Row] {
    state.taskChoices(choice).map { ListView.Row(text: $0.title, note: $0.name) }
  }
}
