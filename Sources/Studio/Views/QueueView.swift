/// The orders that wait, the next one first.
enum QueueView {
  static func list(_ state: StudioState) -> ListView? {
    guard case .queue(let selected) = state.popup else { return nil }
    let rows = state.waiting.map { order in
      let settings = DrawSettings(knobs: order.request.knobs, seed: order.request.seed)
      let knob = settings.contrast == nil ? Knob.guidance : Knob.contrastive
      return ListView.Row(
        text: order.request.prompt,
        note: "\(knob.title) \(knob.text(in: settings))  seed \(order.request.seed.rawValue)")
    }
    var choice = ListChoice()
    choice.selected = selected
    return ListView(
      title: "queue", choice: choice, rows: rows, isFiltered: false,
      foot: "Enter first  J K move  x remove  Esc leaves"
    )
  }
}
