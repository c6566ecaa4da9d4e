internal import Decoding
import Foundation
package import Imaging

/// How a picture was made: enough to make it again, and nothing that changes from run to run.
///
/// A PNG carries it as two texts:
/// ```
/// parameters   the prompt, a newline, and `Steps: 256, Sampler: …, CFG scale: 3, Seed: 7, …` as
///              stable-diffusion-webui writes it and other studios and sites read it
/// leon         JSON with sorted keys: {"code_count": 256, "cpu_level": …, "version": 1}
/// ```
/// A picture is repeated from `leon`; `parameters` is for others. Version 2 is written where version 1
/// cannot say how: `forced_codes`, a negative prompt, schedules, a seed that was turned; version 3 where
/// documents were looked at, which are written whole, so that a bank is not needed to repeat it; version
/// 4 where it was drawn from another picture, whose codes are written whole, or with two scales.
package struct PictureMetadata: Codable, Hashable, Sendable {
  private let version: Int
  private var noiseVersion = GumbelNoise.version
  /// The request that draws this picture alone, whatever it was drawn beside.
  package let request: GenerationRequest
  /// Where the knobs were turned while it was written.
  package let knobChanges: [KnobChange]
  /// Nil rather than empty, so that it is not written.
  private let forced: [ForcedCodes]?
  /// The model's name.
  package let model: String
  /// The beginning of the SHA-256 of its weights.
  package let modelHash: String
  /// What the processor could do; on another level a few codes may differ.
  package let cpuLevel: String
  /// Which sums of leon's drew it: nil for those before they were counted.
  package let kernelVersion: Int?
  /// Pixels a side.
  package let imageSide: Int
  /// Codes in all.
  package let codeCount: Int

  enum CodingKeys: String, CodingKey {
    case version, request, model
    case noiseVersion = "noise_version"
    case knobChanges = "knob_changes"
    case forced = "forced_codes"
    case modelHash = "model_hash"
    case cpuLevel = "cpu_level"
    case kernelVersion = "kernel_version"
    case imageSide = "image_side"
    case codeCount = "code_count"
  }

  /// Describes a picture that was drawn alone or is one of several.
  package init(request: GenerationRequest, steering: Steering, model: LoadedModel) {
    self.request = request
    knobChanges = steering.knobChanges
    forced = steering.forcedCodes.isEmpty ? nil : steering.forcedCodes
    let knobs = [request.knobs] + knobChanges.map(\.knobs)
    let isPlain = request.negativePrompt.isEmpty && knobs.allSatisfy(\.schedules.isEmpty)
    let isFirst = forced == nil && isPlain && knobChanges.allSatisfy { $0.seed == nil }
    let isDual = knobs.contains { if case .dual = $0.blend { true } else { false } }
    version =
      request.base != nil || isDual ? 4 : request.documents.isEmpty ? isFirst ? 1 : 2 : 3
    self.model = model.name
    modelHash = model.hash
    cpuLevel = model.cpuLevel
    kernelVersion = LoadedModel.kernelVersion
    imageSide = model.imageSide
    codeCount = model.gridSide * model.gridSide
  }

  /// Describes a picture whose knobs alone were turned.
  package init(request: GenerationRequest, knobChanges: [KnobChange], model: LoadedModel) {
    self.init(request: request, steering: Steering(knobChanges: knobChanges), model: model)
  }

  /// What was done by hand while the picture was written.
  package var steering: Steering {
    Steering(knobChanges: knobChanges, forcedCodes: forced ?? [])
  }

  /// Reads what leon wrote into a picture's file.
  ///
  /// - Parameter texts: of the PNG.
  /// - Throws: `GenerationError.metadata` when there is no such text, or it is broken or of a version
  ///   that this leon does not read.
  package init(_ texts: [PNG.Text]) throws {
    guard let text = texts.first(where: { $0.keyword == Self.keyword })?.text else {
      throw GenerationError.metadata("it has no text named leon, which leon's own pictures have")
    }
    let data = Data(text.utf8)
    guard let versions = try? JSONDecoder().decode(Versions.self, from: data) else {
      throw GenerationError.metadata("its text named leon is no JSON with a version")
    }
    guard versions.areKnown else {
      throw GenerationError.metadata(
        "its text named leon has version \(versions.version) and noise \(versions.noiseVersion); "
          + "this leon reads \(Versions.known.lowerBound) to \(Versions.known.upperBound) and "
          + "\(GumbelNoise.version)")
    }
    do {
      self = try JSONDecoder().decode(Self.self, from: data)
    } catch let error as GenerationError {
      throw error
    } catch {
      throw GenerationError.metadata("its text named leon lacks a part of the request")
    }
  }

  /// What is written beside the pixels; equal pictures give equal texts.
  package func texts() throws -> [PNG.Text] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return [
      PNG.Text(keyword: "parameters", text: parameters),
      PNG.Text(
        keyword: Self.keyword, text: String(decoding: try encoder.encode(self), as: UTF8.self)),
    ]
  }

  private static let keyword = "leon"
}

/// The two numbers that must be known before anything else of the text is read.
private struct Versions: Codable {
  var version: Int
  var noiseVersion: UInt32

  static let known = 1...4

  var areKnown: Bool { Self.known.contains(version) && noiseVersion == GumbelNoise.version }

  enum CodingKeys: String, CodingKey {
    case version
    case noiseVersion = "noise_version"
  }
}
