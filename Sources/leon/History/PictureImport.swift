import Foundation
import Generation
import History
import Imaging
import Tokens

/// A PNG that says how it was made, on its way into a history.
struct PictureImport {
  private let path: String
  private let bytes: [UInt8]
  private let run: NewRun
  private let knobChanges: String

  /// Reads a file: leon's own text, else `parameters` as other studios write it.
  ///
  /// - Throws: `InputError`, `ImageError`, or `GenerationError.metadata` where neither is there.
  init(path: String) throws {
    self.path = path
    bytes = try InputFile.read(path)
    do {
      _ = try PNG.decode(bytes)
      (run, knobChanges) = try Self.facts(PNG.texts(of: bytes))
    } catch {
      throw ImportError(path: path, reason: "\(error)")
    }
  }

  /// Writes it down, unless the same picture is there already.
  ///
  /// - Returns: A line that says what was done.
  /// - Throws: `HistoryError`.
  func take(into store: HistoryStore, at time: Date) throws -> String {
    if let same = try store.run(with: bytes, prompt: run.prompt, seed: run.seed) {
      return "#\(same.id.rawValue)  \(path)  is there already"
    }
    let origin = URL(fileURLWithPath: path).standardizedFileURL.path
    let id = try store.take(
      run, knobChanges: knobChanges, picture: bytes, from: origin, at: time)
    return "#\(id.rawValue)  \(path)  \(run.prompt)"
  }

  private static func facts(_ texts: [PNG.Text]) throws -> (NewRun, knobChanges: String) {
    do {
      let metadata = try PictureMetadata(texts)
      return (try run(metadata), try json(metadata.knobChanges))
    } catch {
      guard let parameters = PictureParameters(texts) else { throw error }
      return (try run(parameters), "[]")
    }
  }

  private static func run(_ metadata: PictureMetadata) throws -> NewRun {
    var run = try run(metadata.request, metadata.modelHash)
    run.model = metadata.model
    return run
  }

  private static func run(_ parameters: PictureParameters) throws -> NewRun {
    var run = try run(parameters.request(Knobs()), parameters.modelHash ?? "")
    run.model = parameters.model ?? ""
    return run
  }

  private static func run(_ request: GenerationRequest, _ hash: String) throws -> NewRun {
    NewRun(
      prompt: request.prompt, request: try json(request), seed: request.seed.rawValue,
      modelHash: hash, codeCount: 0)
  }

  private static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}

/// Why a file is not taken over.
struct ImportError: Error, CustomStringConvertible {
  let path: String
  let reason: String

  var description: String { "\(path): \(reason)" }
}
