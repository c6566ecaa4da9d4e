/// The list of earlier prompts.
enum PastPromptsView {
  static func list(_ state: StudioState) -> ListView? {
    guard case .pastPrompts(let choice) = state.popup else { return nil }
    return ListView(
      title: "earlier prompts", choice: choice,
      rows: state.pastPrompts(choice).map { ListView.Row(text: $0) },
      unfiltered: state.pastPrompts.map { ListView.Row(text: $0) }
    )
  }
}
