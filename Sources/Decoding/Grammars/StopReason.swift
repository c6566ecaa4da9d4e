/// Why nothing more is drawn.
package enum StopReason: String, Codable, Hashable, Sendable {
  /// Every code of the picture is there.
  case imageComplete
  /// The model ended the text.
  case end
  /// As long as text may become.
  case length
}
