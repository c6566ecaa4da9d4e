import Generation
import Tokens

/// Looking into written pictures, and going on from one of their places.
extension Easel {
  /// A picture that nothing is written to at the moment, with its cache.
  struct Resting {
    let request: GenerationRequest
    let writing: any PictureWriting
    /// What wrote it whole; nil where it was stopped or taken from the history.
    var order: Order?
  }

  /// Pictures with other codes at a place, decoded one by one so that a key is heard between them.
  struct Imagining {
    let origin: Origin
    let position: Int
    var codes: ArraySlice<CodeIndex>
    let revision: Int
  }

  /// The picture of an order, at the place where it is to begin.
  ///
  /// - Throws: What the engine throws.
  func writing(for order: Order) throws -> any PictureWriting {
    guard let branch = order.branch else {
      return try engine.begin(order.request, replaying: order.replaying, from: [])
    }
    let writing = try writing(of: branch.origin)
    resting = nil
    writing.cut(to: branch.position, taking: branch.code)
    if let knobs = branch.knobs { writing.knobs = knobs }
    if let seed = branch.seed { writing.seed = seed }
    return writing
  }

  /// A picture as it is written: the one in work or at rest if it is that, else made again from its
  /// codes.
  private func writing(of origin: Origin) throws -> any PictureWriting {
    if let current, current.order.request == origin.request, current.writing.begins(with: origin) {
      return current.writing
    }
    if let resting, resting.request == origin.request, resting.writing.begins(with: origin) {
      return resting.writing
    }
    let writing = try engine.begin(
      origin.request, replaying: origin.steering, from: origin.codes)
    resting = Resting(request: origin.request, writing: writing)
    return writing
  }

  /// Tells what the model thought of every code of a picture.
  func survey(_ origin: Origin) {
    do {
      let tokens = try writing(of: origin).inspections()
      painter.mailbox.post(.surveyed(origin, tokens))
    } catch {
      painter.mailbox.post(.said(StudioState.Message(text: "\(error)", isError: true)))
    }
  }

  /// Decodes the picture with the next of the alternatives in place.
  func imagineOne() {
    guard let wanted = imagining, let code = wanted.codes.first else {
      imagining = nil
      return
    }
    imagining?.codes.removeFirst()
    var codes = wanted.origin.codes
    guard codes.indices.contains(wanted.position) else { return }
    codes[wanted.position] = code
    painter.mailbox.post(.imagined(code, pixels(codes), revision: wanted.revision))
  }
}

extension PictureWriting {
  /// Whether this is a picture as far as it was written, or further.
  fileprivate func begins(with origin: Origin) -> Bool {
    codes.starts(with: origin.codes) && steering.prefix(origin.codes.count) == origin.steering
  }
}
