import Tokens

/// Words that the training captions hold: completed, and told from those that they do not hold.
extension StudioState {
  /// Words that are offered at most.
  private static let mostCompletions = 24

  /// Completes the word before the cursor, or goes on to another completion of it.
  mutating func complete(_ step: Int) -> [Effect] {
    if completion == nil {
      guard let begun = completionAtCursor else { return refuse(completionRefusal) }
      completion = begun
    }
    guard var completion else { return [] }
    let range = completion.start..<completion.start + completion.text.count
    completion.step(step)
    let effects = edit { $0.replace(range, with: completion.text, as: .completing) }
    self.completion = completion
    return effects
  }

  /// The word of the line that ends at the cursor, with what could complete it.
  private var completionAtCursor: Completion? {
    guard let words = facts?.lexicon.words, let range = wordAtCursor,
      range.upperBound == editor.cursor
    else { return nil }
    let typed = editor.characters[range]
    let found = words.completions(of: typed, atMost: Self.mostCompletions)
    guard !found.isEmpty else { return nil }
    return Completion(start: range.lowerBound, typed: String(typed), words: found)
  }

  private var completionRefusal: String {
    guard facts?.lexicon.words.isEmpty == false else {
      return "the model came without words.tsv, so that no word can be completed"
    }
    guard let range = wordAtCursor, range.upperBound == editor.cursor else {
      return "Tab completes the word before the cursor; there is none"
    }
    return
      "no other word of the training captions begins with “\(String(editor.characters[range]))”"
  }

  /// The word of the line that the cursor is in or behind.
  private var wordAtCursor: Range<Int>? {
    CaptionWord.ranges(in: editor.characters).first {
      $0.lowerBound < editor.cursor && editor.cursor <= $0.upperBound
    }
  }

  /// Where words stand that no training caption holds; not the one that is being written, nor the
  /// names of wildcards.
  func unknownWords(in editor: PromptEditor, isWritten: Bool) -> [Range<Int>] {
    // Captions do not say what is to be done to a picture.
    guard let words = facts?.lexicon.words, !words.isEmpty, form?.source == nil else { return [] }
    let characters = editor.characters
    // Corners are no words.
    let hasBoxes = form?.task.slots.contains { $0.kind == .boxes } ?? false
    return CaptionWord.ranges(in: characters).filter { range in
      let isUnderCursor = range.lowerBound < editor.cursor && editor.cursor <= range.upperBound
      let isName =
        range.lowerBound > 0 && characters[range.lowerBound - 1] == "_"
        || range.upperBound < characters.count && characters[range.upperBound] == "_"
        || String(characters[range.lowerBound...].prefix(5)) == "mask]"
      let isNumber = hasBoxes && characters[range].allSatisfy(\.isNumber)
      return !isName && !isNumber && !(isWritten && isUnderCursor) && words[characters[range]] == 0
    }
  }

  /// Puts a caption of the training in the prompt's place; `lot` says which.
  mutating func takeCaption(_ lot: UInt64) -> [Effect] {
    guard let captions = facts?.lexicon.captions, !captions.isEmpty else { return [] }
    let caption = captions[Int(lot % UInt64(captions.count))]
    if form != nil {
      field = firstField
      return edit { $0.replace(with: caption) }
    }
    remember("a caption by chance", .settings(settings, words))
    let effects = replacePrompt(caption)
    return effects + drawAgain()
  }

  /// Asks for a caption by chance.
  mutating func drawCaption() -> [Effect] {
    guard facts?.lexicon.captions.isEmpty == false else {
      return refuse("the model came without captions.txt, so that there is nothing to choose from")
    }
    return [.drawLot]
  }
}
