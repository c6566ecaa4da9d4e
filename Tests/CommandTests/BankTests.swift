import Foundation
import Generation
import Imaging
import TestSupport
import Testing

/// A person's own pictures become a bank and are drawn behind.
@Suite struct BankTests {
  /// Runs `body` with a tiny model that has a retriever, and a folder with `count` pictures.
  private func withPictures(
    _ count: Int, _ body: (_ model: String, _ folder: String) throws -> Void
  ) throws {
    try TinyModel.withFolder { model in
      try TinyModel.addRetriever(to: model)
      try Program.withFolder { folder in
        try FileManager.default.createDirectory(
          atPath: folder + "/mine", withIntermediateDirectories: true)
        for number in 0..<count { try write(number, "thing \(number)", to: folder + "/mine") }
        try body(model, folder)
      }
    }
  }

  private func write(_ number: Int, _ caption: String, to folder: String) throws {
    var pixels: [UInt8] = []
    for place in 0..<40 * 30 {
      pixels += [
        UInt8(place * (number + 3) % 256), UInt8(number * 40 % 256), UInt8(place % 200), 255,
      ]
    }
    let image = Image(width: 40, height: 30, pixels: pixels)
    try Data(PNG.encode(image)).write(to: URL(fileURLWithPath: "\(folder)/\(number).png"))
    try caption.write(toFile: "\(folder)/\(number).txt", atomically: true, encoding: .utf8)
  }

  @Test func aFolderOfTwentyPicturesIsBuiltListedAndSearched() throws {
    try withPictures(20) { model, folder in
      let bank = folder + "/mine.bank"
      let built = try Program.run("bank", "build", folder + "/mine", "-o", bank, "--model", model)
      #expect(built.status == 0, "\(built.complaints)")
      #expect(built.text.contains("20 documents"), "\(built.text) \(built.complaints)")
      let list = try Program.run("bank", "list", "--bank", bank, "--model", model)
      #expect(list.text.split(separator: "\n").count == 20)
      #expect(list.text.contains("thing 7\t7.png"))
      let words = try Program.run(
        "bank", "search", "thing", "7", "--count", "3", "--bank", bank, "--json", "--model", model)
      let rows = try JSONSerialization.jsonObject(with: words.output) as? [[String: Any]] ?? []
      #expect(rows.count == 3 && rows.allSatisfy { $0["score"] is Double })
      // A picture of the bank finds itself among all that it could find.
      let picture = try Program.run(
        "bank", "search", "--image", folder + "/mine/7.png", "--sheet", folder + "/sheet.png",
        "--count", "20", "--bank", bank, "--model", model)
      #expect(picture.text.contains("thing 7\t"), "\(picture.complaints)")
      #expect(FileManager.default.fileExists(atPath: folder + "/sheet.png"))
    }
  }

  @Test func aPictureIsDrawnBehindDocumentsAndRepeatedWithoutTheBank() throws {
    try withPictures(4) { model, folder in
      let bank = folder + "/mine.bank"
      _ = try Program.run("bank", "build", folder + "/mine", "-o", bank, "--model", model)
      let drawn = try Program.run(
        "generate", "thing 2", "--documents", "2", "--document-threshold", "1", "--bank", bank,
        "--seed", "3", "-o", folder + "/x.png", "--model", model)
      #expect(drawn.status == 0, "\(drawn.complaints)")
      let told = drawn.complaints.split(separator: "\n")
      #expect(told.count == 2 && told.allSatisfy { $0.contains("score") && $0.contains(".png") })
      try FileManager.default.removeItem(atPath: bank)
      let again = try Program.run(
        "generate", "--like", folder + "/x.png", "-o", folder + "/y.png", "--model", model)
      #expect(again.status == 0, "\(again.complaints)")
      #expect(
        FileManager.default.contentsEqual(atPath: folder + "/x.png", andPath: folder + "/y.png"))
      let alone = try Program.run(
        "generate", "--like", folder + "/x.png", "--documents", "0", "-o", folder + "/z.png",
        "--model", model)
      #expect(alone.status == 0 && alone.complaints.isEmpty)
      #expect(
        !FileManager.default.contentsEqual(atPath: folder + "/x.png", andPath: folder + "/z.png"))
    }
  }

  @Test func copiesMissingAndWordlessPicturesAreNamedAndSkipped() throws {
    try withPictures(2) { model, folder in
      let mine = folder + "/mine"
      try FileManager.default.copyItem(atPath: mine + "/1.png", toPath: mine + "/copy.png")
      try "a copy".write(toFile: mine + "/copy.txt", atomically: true, encoding: .utf8)
      try write(3, " ", to: mine)
      try "no picture".write(toFile: mine + "/broken.png", atomically: true, encoding: .utf8)
      try "words".write(toFile: mine + "/broken.txt", atomically: true, encoding: .utf8)
      let built = try Program.run("bank", "build", mine, "-o", folder + "/b", "--model", model)
      #expect(built.status == 0 && built.text.contains("2 documents"))
      for part in [
        "skipped copy.png: its picture is that of “thing 1”, code for code",
        "skipped 3.png: it has no caption", "skipped broken.png: ", "3 skipped in all",
      ] { #expect(built.complaints.contains(part), "\(built.complaints)") }
      let table = #"{"file_name": "gone.png", "text": "a ghost"}"#
      try table.write(toFile: mine + "/metadata.jsonl", atomically: true, encoding: .utf8)
      let none = try Program.run("bank", "build", mine, "-o", folder + "/c", "--model", model)
      #expect(none.status == 1)
      #expect(none.complaints.contains("skipped gone.png: "))
      #expect(none.complaints.contains("has no picture with a caption that a bank could keep."))
      #expect(!FileManager.default.fileExists(atPath: folder + "/c"))
    }
  }

  @Test func aFolderIsABankAndNamesAreWordsWhereNoneLieBeside() throws {
    try withPictures(4) { model, folder in
      let mine = folder + "/mine"
      try FileManager.default.removeItem(atPath: mine + "/3.txt")
      try FileManager.default.moveItem(
        atPath: mine + "/3.png", toPath: mine + "/green-pear_2.PNG")
      let found = try Program.run(
        "bank", "search", "thing", "--count", "9", "--bank", mine, "--json", "--model", model)
      #expect(found.status == 0, "\(found.complaints)")
      let rows = try JSONSerialization.jsonObject(with: found.output) as? [[String: Any]] ?? []
      let captions = rows.compactMap { $0["caption"] as? String }
      #expect(Set(captions) == ["thing 0", "thing 1", "thing 2", "green pear"])
      let drawn = try Program.run(
        "generate", "thing 2", "--documents", "1", "--document-threshold", "1", "--bank", mine,
        "--seed", "3", "-o", folder + "/x.png", "--model", model)
      #expect(drawn.status == 0 && drawn.complaints.contains("score"), "\(drawn.complaints)")
      try FileManager.default.createDirectory(
        atPath: folder + "/none", withIntermediateDirectories: true)
      let none = try Program.run("bank", "list", "--bank", folder + "/none", "--model", model)
      #expect(none.status == 1 && none.complaints.contains("/none holds no captioned pictures"))
    }
  }

  @Test func badBanksAndFlagsAreOneSentence() throws {
    try withPictures(1) { model, folder in
      func complaint(_ arguments: String...) throws -> (Int32, String) {
        let outcome = try Program.run(arguments: arguments + ["--model", model])
        return (outcome.status, outcome.complaints)
      }
      let (status, words) = try complaint("generate", "cat", "--documents", "1")
      #expect(status == 1 && words.contains("documents.bank: no such bank"), "\(words)")
      let (foreign, other) = try complaint(
        "bank", "list", "--bank", folder + "/mine/0.png")
      #expect(foreign == 1 && other.contains("not a memory bank of leon's"), "\(other)")
      for (arguments, part) in [
        (["generate", "cat", "--documents", "3"], "--documents must be 0 to 2, got 3"),
        (["generate", "cat", "--bank", "x"], "belong to --documents"),
        (["generate", "cat", "--documents", "1", "--document-threshold", "2"], "-1 to 1, got 2"),
        (["bank", "search"], "say what to look for"),
        (["bank", "search", "cat", "--count", "0"], "--count must be 1 to 1000"),
        (["bank", "build", "x", "-o", "y", "--held-out", "2"], "--held-out must be 0 to 1"),
      ] {
        let outcome = try Program.run(arguments: arguments + ["--model", model])
        #expect(outcome.status == 2 && outcome.complaints.contains(part), "\(outcome.complaints)")
      }
    }
  }

  @Test func aModelWithoutARetrieverSaysSo() throws {
    let outcome = try TinyProgram.run("bank", "search", "cat")
    #expect(outcome.status == 1)
    #expect(outcome.complaints.contains("retriever/config.json: no such file"))
  }
}
