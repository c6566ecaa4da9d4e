import Foundation
import Generation
import Testing
import Tokens

@Suite struct LexiconTests {
  private let folder =
    FileManager.default.temporaryDirectory.path + "/leon-words-\(UUID().uuidString)"

  private func write(_ text: String, _ name: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
  }

  @Test func modelFolderMayLackIt() throws {
    #expect(try Lexicon(folder: folder) == Lexicon())
  }

  @Test func wordsAndCaptionsAreRead() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try write("apple\t3\n", "words.tsv")
    try write("red apple, clip art\n\nblue boat\n", "captions.txt")
    let lexicon = try Lexicon(folder: folder)
    #expect(lexicon.words["apple"] == 3)
    #expect(lexicon.captions == ["red apple, clip art", "blue boat"])
  }

  @Test func brokenTableIsNamedWithItsLine() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try write("apple\n", "words.tsv")
    #expect(throws: GenerationError.self) { try Lexicon(folder: folder) }
    do {
      _ = try Lexicon(folder: folder)
    } catch { #expect("\(error)".contains("words.tsv: line 1, “apple”")) }
  }
}
