import Foundation
import Synchronization

/// Whether somebody asked the program to stop (Ctrl-C, SIGTERM); a second time ends it at once.
enum Interruption {
  private static let requested = Atomic(false)

  /// Hears both signals from now on.
  static func listen() {
    requested.store(false, ordering: .relaxed)
    for number in [SIGINT, SIGTERM] {
      _ = signal(number) { number in
        Interruption.requested.store(true, ordering: .relaxed)
        _ = signal(number, SIG_DFL)
      }
    }
  }

  /// Whether a signal came since `listen`.
  static var isRequested: Bool { requested.load(ordering: .relaxed) }
}
