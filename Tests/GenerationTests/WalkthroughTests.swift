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

      // The other way round: a picture in, words out.
      #expect(!model.caption(picture, seed: Seed(1), knobs: knobs).isEmpty)
    }
  }
}
