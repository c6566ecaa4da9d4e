import ArgumentParser
import Foundation
import Generation
import Tensors
import Terminal

/// `leon info`: what leon found on this machine.
struct InfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: "Tell the processor, the libraries, the model and the paths that leon uses.",
    discussion: """
      Example:
        leon info --json
        leon info --terminal
      """)

  @Flag(help: "Tell what the terminal can show, and how to get pictures in it.")
  var terminal = false
  @Flag(help: "Tell it as JSON.")
  var json = false
  @OptionGroup var model: ModelOptions

  func run() throws {
    if terminal {
      let report = try TerminalReport.current()
      return json ? try Console.print(json: report) : report.lines.forEach { Console.print($0) }
    }
    let compute = try Compute(threads: model.threadCount)
    let folder = try? model.folder()
    let facts = Facts(
      version: Leon.configuration.version, processor: CPULevel.current.description,
      blasCore: compute.blasCoreName, threads: compute.threads,
      training: try? Resources().path(of: "training"), modelFolder: folder,
      modelHash: folder.flatMap {
        try? LoadedModel.hash(ofFile: $0 + "/model.safetensors")
      })
    json ? try Console.print(json: facts) : facts.lines.forEach { Console.print($0) }
  }

  private struct Facts: Encodable {
    let version: String
    let processor: String
    let blasCore: String
    let threads: Int
    let training: String?
    let modelFolder: String?
    let modelHash: String?

    enum CodingKeys: String, CodingKey {
      case version, processor, threads, training
      case blasCore = "openblas_core"
      case modelFolder = "model"
      case modelHash = "model_hash"
    }

    var lines: [String] {
      [
        "leon           \(version)",
        "processor      \(processor)",
        "OpenBLAS core  \(blasCore), one thread, \(threads) of leon's own",
        "model          \(modelFolder ?? "none found") \(modelHash ?? "")",
        "training       \(training ?? "no settings found")",
      ]
    }
  }
}
