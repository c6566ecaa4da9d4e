package import History
import Imaging
import Terminal

/// The gallery: thumbnails of what the search leaves, a page at a time.
package struct Gallery: Hashable, Sendable {
  /// The run that the cursor is on.
  package var cursor: Run.ID?
  /// The runs that an act is about, where there are any.
  package var marked: Set<Run.ID> = []

  /// Makes a gallery whose cursor is on a run.
  package init(cursor: Run.ID? = nil) { self.cursor = cursor }
}

/// Small pictures of runs, those seen last.
package struct Thumbnails: Hashable, Sendable {
  /// A picture of so many codes; without one, the run has neither a file nor codes to read.
  struct Thumbnail: Hashable {
    var image: Image?
    var written: Int
    var seen: Int
  }

  private var known: [Run.ID: Thumbnail] = [:]
  private var asked: [Run.ID: Int] = [:]
  private var clock = 0

  /// Pixels on a side: a picture of leon's smallest model.
  package static let side = 128
  /// 64 KB each: sixteen megabytes, some ten pages.
  static let most = 256

  /// The picture of a run; nil while it is not there.
  subscript(run: RunSummary) -> Thumbnail? { known[run.id] }

  /// Takes a picture; what was seen longest ago is forgotten.
  mutating func take(_ image: Image?, of run: Run.ID, written: Int) {
    clock += 1
    asked[run] = nil
    known[run] = Thumbnail(image: image, written: written, seen: clock)
    guard known.count > Thumbnails.most,
      let oldest = known.min(by: { $0.value.seen < $1.value.seen })?.key
    else { return }
    known[oldest] = nil
  }

  /// Those of a page that have to be made; each is asked for once.
  mutating func ask(for page: [RunSummary]) -> [Run.ID] {
    clock += 1
    for run in page { known[run.id]?.seen = clock }
    let missing = page.filter { run in
      run.written + (run.picture == nil ? 0 : 1) > 0 && known[run.id]?.written != run.written
        && run.state != .pending
    }
    guard !missing.allSatisfy({ asked[$0.id] == $0.written }) else { return [] }
    // The painter drops what it has not made yet for what is asked now.
    asked = Dictionary(uniqueKeysWithValues: missing.map { ($0.id, $0.written) })
    return missing.map(\.id)
  }
}
