import Foundation
import TestSupport

/// Runs leon with a tiny random model and a history of its own.
enum TinyProgram {
  /// Adds the model to the arguments.
  static func run(_ arguments: String...) throws -> Program.Outcome {
    try TinyModel.withFolder { model in
      try Program.withFolder { folder in
        let history = arguments.first == "studio" ? ["--history", folder] : []
        return try Program.run(arguments: arguments + ["--model", model] + history)
      }
    }
  }
}
