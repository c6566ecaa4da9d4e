import Foundation
import Generation
import History
import Imaging
import Tokens

/// Words that are asked of the model, about pictures or without one, and pictures for forms.
extension Easel {
  /// Reads a picture for a slot of the form.
  func fill(_ source: SlotSource, number: Int) {
    do {
      let (name, image) = try picture(of: source)
      let filled = FilledSlot(name: name, image: image, codes: engine.codes(of: image))
      originals.remember(image, codes: filled.codes)
      painter.mailbox.post(.filled(filled, number: number))
    } catch {
      painter.mailbox.post(.unfilled("\(error)", number: number))
    }
  }

  private func picture(of source: SlotSource) throws -> (name: String, Image) {
    switch source {
    case .image(let image, let name): return (name, fitted(image))
    case .file(let path):
      let name = URL(fileURLWithPath: path).lastPathComponent
      return (name, fitted(try Image.load(path: UserPath.expanded(path))))
    }
  }

  /// Laid on white, all of it in the model's square.
  private func fitted(_ image: Image) -> Image {
    image.fitting(side: engine.facts.imageSide, on: .white)
  }

  /// Answers a question, unless that is to stop; question and answer become an entry.
  func answer(_ question: Question, isStopped: Bool) {
    defer { painter.mailbox.post(.answered) }
    do {
      var grids: [String: CodeGrid] = [:]
      var image: Image?
      for slot in question.task.slots {
        guard let picture = question.pictures[slot.name] else { continue }
        let (found, codes) = try codes(of: picture)
        image = image ?? found
        grids[slot.name] = codes
      }
      let filled = try question.filled(grids)
      guard case .text(let segments) = filled.outcome else { return }
      let words = try engine.words(
        of: segments, seed: question.seed, knobs: question.knobs,
        while: { !isStopped && !painter.inbox.contains(where: \.stopsAsking) })
      let first = question.task.slots.lazy.compactMap { grids[$0.name] }.first
      painter.archivist.put(
        .answer(
          question, words, model: engine.facts, codes: first?.codes ?? [],
          file: try image.map { try PNG.encode($0) }))
    } catch is CancellationError {
      painter.mailbox.post(.said(StudioState.Message(text: "\(question.task.title): stopped")))
    } catch {
      painter.mailbox.post(.said(StudioState.Message(text: "\(error)", isError: true)))
    }
  }

  /// A picture's pixels and its codes, which it may have already.
  private func codes(of picture: AskedPicture) throws -> (Image?, CodeGrid) {
    let side = engine.facts.gridSide
    func grid(_ codes: [CodeIndex]) -> CodeGrid {
      CodeGrid(height: side, width: side, codes: codes)
    }
    switch picture {
    case .shown(let picture, true): return (picture.image, grid(picture.codes))
    case .shown(let picture, false):
      let image = picture.image ?? PreviewView.blank
      return (image, grid(engine.codes(of: image)))
    case .file(let path):
      let image = fitted(try Image.load(path: UserPath.expanded(path)))
      return (image, grid(engine.codes(of: image)))
    }
  }
}

/// What the history thread does with answers.
extension Ledger {
  /// Writes an answer down as an entry of its own, under the picture that it is about.
  func record(
    _ question: Question, _ words: String, _ model: ModelFacts, _ codes: [CodeIndex],
    _ file: [UInt8]?
  ) throws {
    let text = question.text
    // The prompt of the request is what the words have become: drawing it is one key away.
    let request = try GenerationRequest(
      prompt: text.contains("[mask]")
        ? text.replacing("[mask]", with: words, maxReplacements: 1) : words,
      seed: question.seed, knobs: question.knobs)
    var run = NewRun(
      prompt: text, request: try HistoryJSON.text(request), seed: question.seed.rawValue,
      modelHash: model.hash, codeCount: codes.count, parent: question.parent)
    (run.model, run.task) = (model.name, question.task.name)
    run.replay = try HistoryJSON.text(FilledSlots(question))
    let given = codes.isEmpty ? [] : [ForcedCodes(position: 0, codes: codes)]
    let id = try store.take(
      run, knobChanges: HistoryJSON.text(Steering(forcedCodes: given)),
      codes: codes.map(\.rawValue), answer: words, picture: file, from: question.origin,
      at: archivist.date())
    say("#\(id.rawValue) \(question.task.name): \(try store.summary(id).answered)")
    try tell([id] + (question.parent.map { [$0] } ?? []), recounting: true)
    post(.imported(id))
  }
}

extension Painter.Task {
  /// Whether a key asks for an end of the search for words, or the studio ends.
  var stopsAsking: Bool {
    switch self {
    case .stopAsking, .end: true
    default: false
    }
  }
}

extension Question {
  /// The path of the user's own file.
  fileprivate var origin: String? {
    for case .file(let path) in pictures.values {
      return URL(fileURLWithPath: UserPath.expanded(path)).standardizedFileURL.path
    }
    return nil
  }
}
