import Foundation
import Imaging
import Tensors
import Testing
import Training

@Suite struct ImageFolderTests {
  @Test func aTableGivesItsPicturesInOrderWithAllColumns() throws {
    try Tiny.withFolder { path in
      try Tiny.write(
        """
        {"file_name": "b/2.png", "text": "two", "style": "toy", "tags": ["x", "y"], \
        "colors": [{"name": "red", "share": 0.5}], "concept": "zwei", "another": 3}

        {"file_name": "1.png", "text": "one"}
        """, to: path + "/metadata.jsonl")
      let entries = try ImageFolder(path).entries
      #expect(entries.map(\.fileName) == ["b/2.png", "1.png"])
      #expect(entries[0].tags == ["x", "y"])
      #expect(entries[0].colors == [.init(name: "red", share: 0.5)])
      #expect(entries.map(\.conceptKey) == ["zwei", "one"])
    }
  }

  @Test func picturesBesideTheirTextsAreFoundByName() throws {
    try Tiny.withFolder { path in
      for name in ["b", "a", "without-text"] {
        try Data(PNG.encode(Tiny.picture(0))).write(to: URL(fileURLWithPath: path + "/\(name).png"))
      }
      try Tiny.write("  a red square\n", to: path + "/a.txt")
      try Tiny.write("a box", to: path + "/b.txt")
      try Tiny.write("no picture", to: path + "/c.txt")
      let folder = try ImageFolder(path)
      #expect(folder.entries.map(\.fileName) == ["a.png", "b.png"])
      #expect(folder.entries.map(\.text) == ["a red square", "a box"])
      #expect(try folder.image(of: folder.entries[0]) == Tiny.picture(0))
    }
  }

  @Test(arguments: [
    ("{\"file_name\": \"1.png\", \"text\": \"one\"}\nnonsense\n", 2),
    ("{\"file_name\": \"1.png\"}\n", 1), ("\n\n[1]\n", 3),
  ])
  func aBadLineIsNamedByItsNumber(table: String, line: Int) throws {
    try Tiny.withFolder { path in
      try Tiny.write(table, to: path + "/metadata.jsonl")
      #expect {
        try ImageFolder(path)
      } throws: { error in
        "\(error)"
          == "\(path)/metadata.jsonl, line \(line): no JSON object with file_name and text."
      }
    }
  }

  @Test func aFolderWithoutPicturesIsRefused() throws {
    try Tiny.withFolder { path in
      #expect {
        try ImageFolder(path)
      } throws: { error in
        "\(error)".hasPrefix("\(path) holds no captioned pictures; a metadata.jsonl with")
      }
    }
  }

  @Test func picturesWithoutWordsAreCalledByTheirNamesWhereThatIsWanted() throws {
    try Tiny.withFolder { path in
      try Tiny.write("no matter", to: path + "/a cat's-nap_03.jpeg")
      try Tiny.write("no matter", to: path + "/17.JPG")
      try Tiny.write("no matter", to: path + "/dog.png")
      try Tiny.write(" a dog\n", to: path + "/dog.txt")
      try Tiny.write("no matter", to: path + "/notes.md")
      let all = try ImageFolder(path, captionsByName: true).entries
      #expect(all.map(\.fileName) == ["17.JPG", "a cat's-nap_03.jpeg", "dog.png"])
      #expect(all.map(\.text) == ["", "a cat's nap", "a dog"])
      #expect(try ImageFolder(path).entries.map(\.text) == ["a dog"])
    }
  }

  @Test func aMissingFolderIsNamed() {
    #expect {
      try ImageFolder("/nowhere")
    } throws: { "\($0)" == "/nowhere cannot be read: no such folder." }
  }
}

@Suite struct PictureSetTests {
  @Test func unreadablePicturesAreNamedSkippedAndCounted() throws {
    try Tiny.withFolder { path in
      try Tiny.writeFolder(path, count: 5)
      try Tiny.write("no picture", to: path + "/1.png")
      try FileManager.default.removeItem(atPath: path + "/2.png")
      let large = Image(width: 17, height: 16, fill: .white)
      try Data(PNG.encode(large)).write(to: URL(fileURLWithPath: path + "/3.png"))
      let folder = try ImageFolder(path)
      var reports: [(Int, Int)] = []
      let pictures = PictureSet(folder, entries: folder.entries, side: 16) {
        reports.append(($0, $1))
      }
      #expect(pictures.count == 2)
      #expect(pictures.entries.map(\.fileName) == ["0.png", "4.png"])
      #expect(pictures.skipped.count == 3)
      #expect(pictures.skipped[0].hasPrefix("1.png: "))
      #expect(pictures.skipped[1].hasPrefix("2.png: "))
      #expect(pictures.skipped[2] == "3.png: 17 × 16, not 16 squared")
      #expect(reports.first?.1 == 5)
    }
  }

  @Test func transparentPixelsShowTheGroundAndMirrorsTheOtherSide() throws {
    let pictures = try Tiny.pictures(count: 1)
    let batch = Tensor([3, 16, 16, 3])
    let blue = Image.Color(red: 0, green: 0, blue: 255)
    pictures.write(
      [
        .init(index: 0), .init(index: 0, ground: blue, mirrored: true),
        .init(index: 0, figure: .init(red: 0, green: 255, blue: 0)),
      ], into: batch)
    func pixel(_ b: Int, _ y: Int, _ x: Int) -> [Float] {
      (0..<3).map { ((batch[((b * 16 + y) * 16 + x) * 3 + $0] + 1) * 127.5).rounded() }
    }
    #expect(pixel(0, 0, 0) == [255, 255, 255])
    #expect(pixel(0, 5, 3) == [220, 30, 30])
    #expect(pixel(1, 0, 0) == [0, 0, 255])
    // Columns 2 to 11 become 4 to 13.
    #expect(pixel(1, 5, 13) == [220, 30, 30])
    #expect(pixel(1, 5, 3) == [0, 0, 255])
    #expect(pixel(2, 5, 3) == [0, 255, 0])
    #expect(pixel(2, 0, 0) == [255, 255, 255])
  }

  @Test func halfTransparentPixelsAreMixed() throws {
    try Tiny.withFolder { path in
      var image = Tiny.picture(0)
      image.pixels[0..<4] = [255, 0, 0, 51]
      try Data(PNG.encode(image)).write(to: URL(fileURLWithPath: path + "/a.png"))
      try Tiny.write("a", to: path + "/a.txt")
      let folder = try ImageFolder(path)
      let pictures = PictureSet(folder, entries: folder.entries, side: 16) { _, _ in }
      let batch = Tensor([1, 16, 16, 3])
      pictures.write([.init(index: 0, ground: .init(red: 0, green: 0, blue: 100))], into: batch)
      #expect(batch.values.prefix(3).map { (($0 + 1) * 127.5).rounded() } == [51, 0, 80])
    }
  }

  @Test func theOpaqueBoxHoldsEveryPixelThatShows() throws {
    let pictures = try Tiny.pictures(count: 2)
    #expect(pictures.opaqueBox(0) == PixelBox(rows: 4..<12, columns: 2..<12))
    #expect(pictures.opaqueBox(1) == PixelBox(rows: 4..<12, columns: 3..<12))
  }
}

@Suite struct CorpusSplitTests {
  private let concepts = (0..<20_000).map { "concept \($0)" }

  @Test func aboutTheShareOfTheConceptsIsKeptOut() {
    let kept = concepts.count { CorpusSplit.isHeldOut($0, share: 0.03) }
    #expect(abs(Double(kept) / 20_000 - 0.03) < 0.01)
  }

  @Test func aConceptIsAlwaysOnTheSameSide() {
    // Fixed by FNV-1a: a change would let a resumed run train on what was kept out.
    #expect(CorpusSplit.isHeldOut("red apple", share: 0.05))
    #expect(!CorpusSplit.isHeldOut("red apple", share: 0.04))
    let names = ["apple", "bicycle", "castle", "dragon", "elephant", "flute", "guitar", "house"]
    #expect(
      names.filter { CorpusSplit.isHeldOut($0, share: 0.5) } == ["bicycle", "elephant", "house"])
  }

  @Test func aLargerShareKeepsWhatASmallerOneKept() {
    let small = concepts.filter { CorpusSplit.isHeldOut($0, share: 0.03) }
    #expect(small.allSatisfy { CorpusSplit.isHeldOut($0, share: 0.1) })
  }

  @Test func noneAndAllAreTheEnds() {
    #expect(!concepts.contains { CorpusSplit.isHeldOut($0, share: 0) })
    #expect(concepts.allSatisfy { CorpusSplit.isHeldOut($0, share: 1) })
  }
}
