import Dispatch
package import Foundation

/// The studio's clocks.
package struct StudioClock: Sendable {
  /// Seconds since some moment; never goes back.
  package var seconds: @Sendable () -> Double
  /// The time of day.
  package var date: @Sendable () -> Date
  /// Whether paces are kept and silences waited for; scripts run as fast as they can.
  package var waits: Bool
  /// A number by chance.
  package var chance: @Sendable () -> UInt64

  /// The machine's clocks.
  package static let real = StudioClock(
    seconds: { Double(DispatchTime.now().uptimeNanoseconds) / 1e9 }, date: { Date() },
    waits: true, chance: { UInt64.random(in: .min ... .max) })

  /// Clocks that stand still: a script's screens depend on nothing but the script.
  package static let standing = StudioClock(
    seconds: { 0 }, date: { Date(timeIntervalSince1970: 0) }, waits: false, chance: { 0 })
}
