import Foundation
import Imaging
import Testing
import Training

/// A ustar archive of the given files.
private func archive(_ files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
  var result: [UInt8] = []
  for (name, bytes) in files {
    var header = [UInt8](repeating: 0, count: 512)
    func write(_ text: String, at place: Int) {
      for (i, byte) in text.utf8.enumerated() { header[place + i] = byte }
    }
    write(name, at: 0)
    let octal = String(bytes.count, radix: 8)
    write(String(repeating: "0", count: 11 - octal.count) + octal, at: 124)
    write("0", at: 156)
    write("ustar", at: 257)
    result += header + bytes + [UInt8](repeating: 0, count: (512 - bytes.count % 512) % 512)
  }
  return result + [UInt8](repeating: 0, count: 1024)
}

@Suite struct TarArchiveTests {
  @Test func filesAreFoundWithTheirBytes() throws {
    let long = [UInt8](repeating: 7, count: 1000)
    let tar = try TarArchive(
      archive([("a/b.png", [1, 2, 3]), ("empty", []), ("c", long)]), name: "t")
    #expect(tar.members.map(\.name) == ["a/b.png", "empty", "c"])
    #expect(Array(tar.bytes[tar.members[0].range]) == [1, 2, 3])
    #expect(tar.members[1].range.isEmpty)
    #expect(Array(tar.bytes[tar.members[2].range]) == long)
  }

  @Test func foldersAreNoFiles() throws {
    var bytes = archive([("folder/", []), ("a", [1])])
    bytes[156] = UInt8(ascii: "5")
    #expect(try TarArchive(bytes, name: "t").members.map(\.name) == ["a"])
  }

  @Test func aPrefixStandsInFrontOfTheName() throws {
    var bytes = archive([("b.png", [1])])
    for (i, byte) in "far/away".utf8.enumerated() { bytes[345 + i] = byte }
    #expect(try TarArchive(bytes, name: "t").members.map(\.name) == ["far/away/b.png"])
  }

  private func sentence(_ bytes: [UInt8]) -> String {
    do {
      return "\(try TarArchive(bytes, name: "t.tar").members.count) files"
    } catch {
      return "\(error)"
    }
  }

  @Test func badArchivesAreRefusedInASentence() {
    let good = archive([("a", [UInt8](repeating: 1, count: 700)), ("b", [2])])
    #expect(
      sentence(Array(good.prefix(900)))
        == "t.tar is not a sound tar archive: cut short at byte 900.")
    #expect(
      sentence([UInt8](repeating: 65, count: 2000))
        == "t.tar is not a sound tar archive: no ustar header at byte 0.")
    var sizeless = good
    sizeless[126] = UInt8(ascii: "x")
    #expect(
      sentence(sizeless) == "t.tar is not a sound tar archive: no size at byte 124.")
    #expect(sentence([]) == "0 files")
    #expect(
      sentence(Array(good.prefix(1536 + 100)))
        == "t.tar is not a sound tar archive: cut short at byte 1636.")
  }

  @Test func aSizeThatIsNegativeOrBeyondEverythingIsRefused() {
    for size in ["-0000000001", "777777777777"] {
      var bytes = archive([("a", [1])])
      for (i, byte) in size.utf8.enumerated() { bytes[124 + i] = byte }
      #expect(sentence(bytes).hasPrefix("t.tar is not a sound tar archive: "))
    }
  }
}

@Suite struct CorpusImporterTests {
  private let header = "path\tcaption\tstyle\tconcept\ttags\tcolors\n"

  private func run(
    _ table: String, _ files: [(name: String, bytes: [UInt8])],
    check: (CorpusImporter.Report, String) throws -> Void
  ) throws {
    try Tiny.withFolder { folder in
      try Tiny.write(table, to: folder + "/captions.tsv")
      try Data(archive(files)).write(to: URL(fileURLWithPath: folder + "/a.tar"))
      let report = try CorpusImporter().run(
        captions: folder + "/captions.tsv", archives: [folder + "/a.tar"], to: folder + "/out"
      ) { _, _ in }
      try check(report, folder + "/out")
    }
  }

  @Test func tableAndArchiveBecomeAnImageFolder() throws {
    let png = try PNG.encode(Tiny.picture(1))
    let table =
      header + "set/1.png\tred apple\t3D icon\tapple\tfruit|food\tred:0.75|dark blue:0.2\n"
      + "set/2.png\tthing\t\t\t\t\n"
    try run(table, [("set/2.png", png), ("set/1.png", png), ("set/unknown.png", png)]) {
      report, out in
      #expect(report.written == 2)
      #expect(report.skipped == [])
      let folder = try ImageFolder(out)
      #expect(folder.entries.map(\.fileName) == ["set/1.png", "set/2.png"])
      let apple = folder.entries[0]
      #expect(apple.tags == ["fruit", "food"])
      #expect(
        apple.colors == [.init(name: "red", share: 0.75), .init(name: "dark blue", share: 0.2)])
      #expect(apple.conceptKey == "apple")
      #expect(folder.entries[1].style == nil)
      let image = try folder.image(of: apple)
      #expect(image == Tiny.picture(1))
      #expect(!FileManager.default.fileExists(atPath: out + "/set/unknown.png"))
    }
  }

  @Test func unreadableAndMissingPicturesAreNamedSkippedAndCounted() throws {
    let png = try PNG.encode(Tiny.picture(1))
    let table = header + ["1", "2", "3", "4"].map { "\($0).png\tx\t\t\t\t\n" }.joined()
    try run(table, [("1.png", png), ("2.png", Array("none".utf8))]) { report, out in
      #expect(report.written == 1)
      #expect(report.skipped.count == 2)
      #expect(report.skipped[0].hasPrefix("2.png: "))
      #expect(report.skipped[1] == "2 pictures are in none of the archives")
      let folder = try ImageFolder(out)
      #expect(folder.entries.count == 1)
    }
  }

  @Test(arguments: [
    ("name\ttext\n", 1, "no header with path and caption"),
    ("path\tcaption\n1.png\tone\textra\n", 2, "3 fields where the header has 2"),
    ("path\tcaption\n1.png\tone\n2.png\n", 3, "1 fields where the header has 2"),
    ("", 1, "no header with path and caption"),
  ])
  func aBadTableIsNamedWithItsLine(table: String, line: Int, reason: String) throws {
    #expect {
      try run(table, []) { _, _ in }
    } throws: { error in
      "\(error)".hasSuffix("/captions.tsv, line \(line): \(reason).")
    }
  }

  @Test func aNameThatLeavesTheFolderIsSkipped() throws {
    let png = try PNG.encode(Tiny.picture(1))
    let table = header + "../escaped.png\tx\t\t\t\t\n1.png\ty\t\t\t\t\n"
    try run(table, [("../escaped.png", png), ("1.png", png)]) { report, out in
      #expect(report.written == 1)
      #expect(report.skipped == ["../escaped.png: the name leaves the folder"])
      #expect(!FileManager.default.fileExists(atPath: out + "/../escaped.png"))
    }
  }
}
