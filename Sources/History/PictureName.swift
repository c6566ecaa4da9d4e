/// Readable file names for pictures.
///
///     pictures/216-red-apple-3d-icon-seed7.png   beside the history, in the order of the entries
///     kept/red-apple-3d-icon-seed7-216.png       among the kept ones, in the order of the words
enum PictureName {
  /// Letters and digits of the prompt that a name takes at most; file systems stop at 255 bytes.
  private static let longest = 40

  /// The name of a run's picture; the run's number makes it unique within one history.
  static func of(_ id: Run.ID, prompt: String, seed: UInt64) -> String {
    "\(id.rawValue)-\(slug(prompt))seed\(seed).png"
  }

  /// The name of its copy among the kept ones, without the ending.
  static func kept(_ id: Run.ID, prompt: String, seed: UInt64) -> String {
    "\(slug(prompt))seed\(seed)-\(id.rawValue)"
  }

  private static func slug(_ prompt: String) -> String {
    var words = ""
    for character in prompt.lowercased() where words.count < longest {
      if character.isLetter || character.isNumber {
        words.append(character)
      } else if !words.isEmpty && words.last != "-" {
        words.append("-")
      }
    }
    let slug = words.hasSuffix("-") || words.isEmpty ? words : words + "-"
    return slug.utf8.count > 160 ? "" : slug
  }
}
