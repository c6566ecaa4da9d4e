import Generation

/// Which model figures are of.
struct ModelName: Encodable {
  let model: String
  let hash: String

  init(_ loaded: LoadedModel) {
    model = loaded.name
    hash = loaded.hash
  }
}

/// Figures with their model, as JSON.
struct ModelFigures<Figures: Encodable>: Encodable {
  let model: ModelName
  let figures: Figures

  init(_ loaded: LoadedModel, _ figures: Figures) {
    model = ModelName(loaded)
    self.figures = figures
  }
}
