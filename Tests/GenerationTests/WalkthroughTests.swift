import Generation
import Imaging
import TestSupport
import Testing
import Tokens

/// The tour: what leon does, in the order in which one meets it.
@Suite struct WalkthroughTests {
  @Test func fromWordsToAPictureAndBack() throws {
    try TinyModel.withFolder { folder in
      // A model is a folder.
      let model = try LoadedModel(folder: folder, threads: 1)

      // Words, a seed and knobs make a request; the knobs begin as the model likes them.
      var knobs = model.defaultKnobs
      knobs.temperature = 0.9
      let request = try GenerationRequest(prompt: "red apple, 3D icon", seed: Seed(7), knobs: knobs)

      // A session is pulled code by code, and can be looked at half-way.
      let session = try model.session(request)
      while let event = session.next() {
        guard case .token(let position, _) = event, position == 7 else { continue }
        #expect(session.images()[0].width == model.imageSide)
        // Here somebody turns a knob.
        session.knobs.blend = .guidance(scale: 4)
      }
      #expect(session.grids[0].isComplete)
      let picture = session.images()[0]

      // A picture's file says how it was made …
      let file = try PNG.encode(picture, text: session.metadata(0).texts())

      // … so it can be made again, to the last bit.
      let metadata = try PictureMetadata(PNG.texts(of: file))
      let replay = try model.session(metadata.request, replaying: metadata.knobChanges)
      while replay.next() != nil {}
      #expect(try PNG.encode(replay.images()[0], text: replay.metadata(0).texts()) == file)

      // Any code can be looked at and another one taken: the rest is drawn again behind it.
      let choice = session.inspect(position: 9).alternatives[0]
      session.replace(at: 9, by: choice.code)
      while session.next() != nil {}
      #expect(session.grids[0].codes[9] == choice.code && session.images()[0] != picture)

      // Variants of one request are drawn together, the weights read once for all.
      let axis = try ComparisonAxis(.guidance, [1, 2, 4])
      let sheet = try model.comparison(Comparison(of: request, [axis]).variants.map(\.request))
      while sheet.next() != nil {}
      #expect(Set(sheet.images()).count == 3)

      // A knob may change on the way, and words may be led away from.
      var turning = try GenerationRequest(
        prompt: "red apple", negativePrompt: "a frame", seed: Seed(7))
      turning.knobs.setGuidance(try KnobSchedule("6 -> 2"))
      #expect(try model.session(turning).next() != nil)

      // The best of several, by the model's own account of how well the words fit.
      let best = try model.comparison(BestOf(4, of: request).candidates)
      while best.next() != nil {}
      #expect(model.ranking(of: best.grids, by: request.prompt).count == 4)

      // The other way round: a picture in, words out.
      #expect(!model.caption(picture, seed: Seed(1), knobs: knobs).isEmpty)

      // Other tasks are templates: slots are filled, and the model finds the words of the blank.
      let slot = TaskTemplate.Slot(name: "text", kind: .text, title: "Words with one [mask]")
      let task = try TaskTemplate(name: "infill", title: "", slots: [slot], layout: "{text}")
      let filled = try FilledTask(task, ["text": .text("a red [mask] on a table")])
      guard case .text(let segments) = filled.outcome else { return }
      #expect(try !model.infill(segments, seed: Seed(1), knobs: knobs).isEmpty)
    }
  }
}
