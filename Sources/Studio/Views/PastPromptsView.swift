import Terminal

/// The list of earlier prompts.
enum PastPromptsView {
  static func draw(on canvas: inout Canvas, _ state: StudioState) {
    guard case .pastPrompts(let choice) = state.popup else { return }
    ListView(
      title: "earlier prompts", choice: choice,
      rows: state.pastPrompts(choice).map { ListView.Row(text: $0) },
      unfiltered: state.pastPrompts.map { ListView.Row(text: $0) }
    ).draw(on: &canvas, state)
  }
}
