import Foundation
import Testing

@Suite struct CorpusCommandTests {
  /// Two rows of which one names a picture that is none.
  @Test func anArchiveBecomesAnImageFolderAndBadPicturesAreNamed() throws {
    try Program.withFolder { folder in
      try writeCorpus(in: folder)
      let outcome = try Program.run(
        "corpus", "import", "\(folder)/captions.tsv", "\(folder)/s.tar", "\(folder)/out")
      #expect(outcome.status == 0, "\(outcome.complaints)")
      #expect(outcome.text.contains("1 pictures in \(folder)/out"))
      #expect(outcome.complaints.contains("s/b.png"))
      let rows = try String(contentsOfFile: "\(folder)/out/metadata.jsonl", encoding: .utf8)
      #expect(rows.contains("red dot"))
      #expect(!rows.contains("b.png"))
      #expect(FileManager.default.fileExists(atPath: "\(folder)/out/s/a.png"))
    }
  }

  private func writeCorpus(in folder: String) throws {
    try FileManager.default.createDirectory(
      atPath: folder + "/s", withIntermediateDirectories: false)
    let sample = URL(fileURLWithPath: #filePath)
      .appending(path: "../../../Sources/leon/Resources/sample-corpus/noto").standardized
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: sample.path).min())
    try FileManager.default.copyItem(
      atPath: sample.path + "/" + name, toPath: folder + "/s/a.png")
    try "no picture".write(toFile: folder + "/s/b.png", atomically: true, encoding: .utf8)
    let header = "path\tcaption\tstyle\tsource\tlicense\tauthor\tconcept\tsplit\ttags\tcolors"
    try
      "\(header)\ns/a.png\tred dot\temoji\ts\tCC0\t\tdot\ttrain\t\t\ns/b.png\tno\temoji\ts\tCC0\t\tno\ttrain\t\t\n"
      .write(toFile: folder + "/captions.tsv", atomically: true, encoding: .utf8)
    let tar = try Process.run(
      URL(fileURLWithPath: "/usr/bin/env"),
      arguments: ["tar", "--format=ustar", "-C", folder, "-cf", folder + "/s.tar", "s"])
    tar.waitUntilExit()
    #expect(tar.terminationStatus == 0)
  }
}
