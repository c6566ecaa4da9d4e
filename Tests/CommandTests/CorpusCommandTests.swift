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

  private static let sample = URL(fileURLWithPath: #filePath)
    .appending(path: "../../../Sources/leon/Resources/sample-corpus").standardized.path

  @Test func wordsAndCaptionsOfACorpusAreWritten() throws {
    try Program.withFolder { folder in
      let outcome = try Program.run(
        "corpus", "words", Self.sample, "-o", "\(folder)/words.tsv", "--captions",
        "\(folder)/captions.txt", "--caption-count", "20")
      #expect(outcome.status == 0, "\(outcome.complaints)")
      #expect(outcome.text.hasSuffix(" words: \(folder)/words.tsv\n"))
      let rows = try String(contentsOfFile: "\(folder)/words.tsv", encoding: .utf8)
      #expect(rows.contains("\nicon\t") || rows.hasPrefix("icon\t"))
      let captions = try String(contentsOfFile: "\(folder)/captions.txt", encoding: .utf8)
      #expect(captions.split(separator: "\n").count == 20)
    }
  }

  @Test(arguments: [
    (["--held-out", "2"], "--held-out must be 0 to 1, got 2.0."),
    (["--caption-count", "0"], "--caption-count must be at least 1, got 0."),
  ])
  func wrongNumbersAreNamed(_ options: [String], _ sentence: String) throws {
    let outcome = try Program.run(
      arguments: ["corpus", "words", Self.sample, "-o", "-"] + options)
    #expect(outcome.status == 2 && outcome.complaints.contains(sentence))
  }

  @Test func theShippedModelsWordsAreRead() throws {
    let model = URL(fileURLWithPath: #filePath)
      .appending(path: "../../../Sources/leon/Resources/leon-mini").standardized.path
    let words = try String(contentsOfFile: model + "/words.tsv", encoding: .utf8)
    #expect(words.split(separator: "\n").count > 1000 && words.contains("\nred\t"))
    let captions = try String(contentsOfFile: model + "/captions.txt", encoding: .utf8)
    #expect(captions.split(separator: "\n").count == 400)
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
