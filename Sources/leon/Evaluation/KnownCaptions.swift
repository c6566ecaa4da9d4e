import Evaluation
import Training

/// The kept-out captions whose words the trained captions hold, and trained ones of one word.
struct KnownCaptions {
  /// Kept-out entries of known words.
  let heldOut: [CorpusEntry]
  /// Trained entries.
  let trained: [CorpusEntry]
  /// Trained entries that name a thing in one word and no photograph.
  let singleWords: [CorpusEntry]

  init(_ entries: [CorpusEntry], heldOutShare: Double) {
    func isHeldOut(_ entry: CorpusEntry) -> Bool {
      CorpusSplit.isHeldOut(entry.conceptKey, share: heldOutShare)
    }
    trained = entries.filter { !isHeldOut($0) }
    let words = Set(trained.flatMap { $0.text.split(separator: " ") })
    heldOut = entries.filter {
      isHeldOut($0) && $0.text.split(separator: " ").allSatisfy(words.contains)
    }
    let named = Set(ColourName.allCases.map(\.rawValue))
    singleWords = trained.filter {
      !$0.text.contains(" ") && !named.contains($0.text) && $0.style != "photo"
    }
  }
}

extension CorpusEntry {
  /// "CAPTION, STYLE".
  var prompt: String { style.map { "\(text), \($0)" } ?? text }
}

extension Array where Element == CorpusEntry {
  /// So many entries from all over the list, or all of them.
  func spread(_ most: Int) -> [CorpusEntry] {
    let most = Swift.min(most, count)
    return (0..<most).map { self[$0 * count / most] }
  }
}

extension CorpusEntry {
  /// What it shows, and how.
  var label: ConceptGallery.Label {
    ConceptGallery.Label(concept: conceptKey, style: style ?? "")
  }
}
