package import Foundation
import Generation
package import History
import Imaging
import Tokens

/// A PNG that says how it was made, on its way into a history.
package struct PictureImport {
  private let path: String
  private let bytes: [UInt8]
  private let run: NewRun
  private let knobChanges: String

  /// Reads a file: leon's own text, else `parameters` as other studios write it.
  ///
  /// - Throws: `ImportError` where it cannot be read, is no PNG, or has neither text.
  package init(path: String) throws {
    self.path = path
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ImportError.unreadable(path)
    }
    bytes = [UInt8](data)
    do {
      _ = try PNG.decode(bytes)
      (run, knobChanges) = try Self.facts(PNG.texts(of: bytes))
    } catch {
      throw ImportError.unfit(path, reason: "\(error)")
    }
  }

  /// Writes it down, unless the same picture is there already.
  ///
  /// - Returns: The entry, and a line that says what was done.
  /// - Throws: `HistoryError`.
  package func take(into store: HistoryStore, at time: Date) throws -> (
    run: Run.ID, sentence: String
  ) {
    if let same = try store.run(with: bytes, prompt: run.prompt, seed: run.seed) {
      return (same.id, "#\(same.id.rawValue)  \(path)  is there already")
    }
    let origin = URL(fileURLWithPath: path).standardizedFileURL.path
    let id = try store.take(
      run, knobChanges: knobChanges, picture: bytes, from: origin, at: time)
    return (id, "#\(id.rawValue)  \(path)  \(run.prompt)")
  }

  private static func facts(_ texts: [PNG.Text]) throws -> (NewRun, knobChanges: String) {
    do {
      let metadata = try PictureMetadata(texts)
      return (try run(metadata), try json(metadata.steering))
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
package enum ImportError: Error, CustomStringConvertible {
  /// The file is not there, or not for us.
  case unreadable(String)
  /// It is no picture that says how it was made, with the reason.
  case unfit(String, reason: String)

  package var description: String {
    switch self {
    case .unreadable(let path): "\(path) cannot be read: no such file, or no permission"
    case .unfit(let path, let reason): "\(path): \(reason)"
    }
  }
}
