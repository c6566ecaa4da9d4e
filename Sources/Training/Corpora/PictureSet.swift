package import Imaging
package import Tensors

/// The pictures of a corpus in memory, ready to be laid over a ground and put in batches.
package struct PictureSet: Sendable {
  /// Captions and sources, one a picture.
  package let entries: [CorpusEntry]
  /// Pixels a side.
  package let side: Int
  /// Pictures that were left out, each with the reason.
  package let skipped: [String]
  private let images: [Image]

  /// Loads the pictures of the entries; unreadable ones and those of another size are named and
  /// skipped.
  ///
  /// - Parameters:
  ///   - folder: where they lie.
  ///   - entries: which of them.
  ///   - side: the size that is wanted.
  ///   - progress: called now and then with pictures done and all.
  package init(
    _ folder: ImageFolder, entries: [CorpusEntry], side: Int, progress: (Int, Int) -> Void
  ) {
    var kept: [CorpusEntry] = []
    var images: [Image] = []
    var skipped: [String] = []
    for (number, entry) in entries.enumerated() {
      if number % 500 == 0 { progress(number, entries.count) }
      do {
        let image = try folder.image(of: entry)
        guard image.width == side, image.height == side else {
          skipped.append("\(entry.fileName): \(image.width) × \(image.height), not \(side) squared")
          continue
        }
        kept.append(entry)
        images.append(image)
      } catch {
        skipped.append("\(entry.fileName): \(error)")
      }
    }
    self.entries = kept
    self.images = images
    self.skipped = skipped
    self.side = side
  }

  /// Pictures kept.
  package var count: Int { images.count }

  /// One picture as it lies on disk.
  package func image(_ index: Int) -> Image { images[index] }

  /// The smallest box around a picture's pixels that are not wholly transparent; all of it if none.
  package func opaqueBox(_ index: Int) -> PixelBox {
    let pixels = images[index].pixels
    var rows: [Int] = []
    var columns: [Int] = []
    for y in 0..<side {
      for x in 0..<side where pixels[4 * (y * side + x) + 3] > 0 {
        rows.append(y)
        columns.append(x)
      }
    }
    guard let top = rows.first, let bottom = rows.last, let left = columns.min(),
      let right = columns.max()
    else { return PixelBox(rows: 0..<side, columns: 0..<side) }
    return PixelBox(rows: top..<bottom + 1, columns: left..<right + 1)
  }

  /// How a picture is put in a batch.
  package struct Placement: Hashable, Sendable {
    /// Which picture.
    package var index: Int
    /// What its transparent pixels show.
    package var ground: Image.Color
    /// Whether left and right are exchanged.
    package var mirrored: Bool
    /// The colour that takes the place of the picture's own; its alpha stays.
    package var figure: Image.Color?

    /// Makes a placement.
    package init(
      index: Int, ground: Image.Color = .white, mirrored: Bool = false, figure: Image.Color? = nil
    ) {
      self.index = index
      self.ground = ground
      self.mirrored = mirrored
      self.figure = figure
    }
  }

  /// Writes pictures into `batch [B, side, side, 3]` as −1…1.
  package func write(_ placements: [Placement], into batch: Tensor) {
    precondition(
      batch.shape == [placements.count, side, side, 3], "\(placements.count) into \(batch.shape)")
    var values = [Float](repeating: 0, count: batch.count)
    for (b, placement) in placements.enumerated() {
      write(placement, into: &values, at: b * side * side * 3)
    }
    batch.assign(values)
  }

  private func write(_ placement: Placement, into values: inout [Float], at start: Int) {
    let pixels = images[placement.index].pixels
    let ground = placement.ground.components
    let figure = placement.figure?.components
    var to = start
    for y in 0..<side {
      for x in 0..<side {
        let from = 4 * (y * side + (placement.mirrored ? side - 1 - x : x))
        let alpha = Float(pixels[from + 3]) / 255
        for c in 0..<3 {
          let own = figure?[c] ?? Float(pixels[from + c])
          let value = own * alpha + ground[c] * (1 - alpha)
          values[to + c] = value / 127.5 - 1
        }
        to += 3
      }
    }
  }
}

/// A rectangle of pixels.
package struct PixelBox: Hashable, Sendable {
  /// From the top.
  package var rows: Range<Int>
  /// From the left.
  package var columns: Range<Int>

  /// Makes a rectangle.
  package init(rows: Range<Int>, columns: Range<Int>) {
    self.rows = rows
    self.columns = columns
  }
}

extension Image.Color {
  /// Red, green and blue, 0…255.
  fileprivate var components: [Float] { [Float(red), Float(green), Float(blue)] }
}
