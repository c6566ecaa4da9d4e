import ArgumentParser
import Foundation

/// How the program ends: 0 done, 1 the world did not allow it, 2 the command line is wrong.
///
/// The only place that writes errors to the terminal.
enum CommandExit {
  /// Ends the program with a sentence for the error, or with the help that was asked for.
  static func exit(after error: any Error) -> Never {
    if let code = error as? ExitCode { Foundation.exit(code.rawValue) }
    switch Leon.exitCode(for: error) {
    case .success:
      Console.print(Leon.fullMessage(for: error))
      Foundation.exit(0)
    case .validationFailure:
      Console.complain(Leon.fullMessage(for: error))
      Foundation.exit(2)
    default:
      Console.complain("leon: \(sentence(for: error))")
      Foundation.exit(1)
    }
  }

  /// One sentence a user can act on.
  static func sentence(for error: any Error) -> String {
    // Errors of ours describe themselves; Foundation's do so only here.
    let isForeign = error is CocoaError || error is POSIXError
    return isForeign ? error.localizedDescription : "\(error)"
  }
}
