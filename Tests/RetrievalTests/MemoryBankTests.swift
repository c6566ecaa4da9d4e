import Foundation
import Retrieval
import Testing
import Tokens

@Suite struct MemoryBankTests {
  @Test func theFileGivesTheBankBack() throws {
    try TinyRetriever.with { retriever, folder in
      let bank = try TinyRetriever.bank(retriever, [0, 30, 77, 140])
      let path = folder + "/my.bank"
      try bank.write(to: path)
      let read = try MemoryBank(path: path, for: retriever)
      #expect(read.count == 4 && read.identities == bank.identities)
      for number in 0..<4 {
        #expect(read.document(number) == TinyRetriever.document(number))
        #expect(read.vector(number) == bank.vector(number))
      }
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
          == ["my.bank", "retriever"])
    }
  }

  @Test func equalBanksAreEqualFiles() throws {
    try TinyRetriever.with { retriever, folder in
      for name in ["a", "b"] {
        try TinyRetriever.bank(retriever, [0, 30]).write(to: folder + "/" + name)
      }
      #expect(FileManager.default.contentsEqual(atPath: folder + "/a", andPath: folder + "/b"))
    }
  }

  @Test func copiesAndDocumentsWithoutWordsAreLeftOutWithAReason() throws {
    try TinyRetriever.with { retriever, _ in
      var builder = MemoryBank.Builder(for: retriever)
      let vector = TinyRetriever.vector(10)
      #expect(builder.add(TinyRetriever.document(1), vector: vector) == nil)
      let copy = builder.add(TinyRetriever.document(1, caption: "another"), vector: vector)
      #expect(copy.map { "\($0)" } == "its picture is that of “thing 1”, code for code")
      let empty = builder.add(TinyRetriever.document(2, caption: " \n"), vector: vector)
      #expect(empty.map { "\($0)" } == "it has no caption")
      #expect(builder.count == 1)
    }
  }

  @Test func aFolderWithNothingToKeepIsNamed() throws {
    try TinyRetriever.with { retriever, _ in
      let builder = MemoryBank.Builder(for: retriever)
      #expect(throws: RetrievalError.noDocuments("pictures")) {
        try builder.bank(of: "pictures", on: retriever.compute)
      }
    }
  }

  /// What a file that was changed is refused with.
  private func refusal(_ change: (inout Data) -> Void) throws -> String {
    try TinyRetriever.with { retriever, folder in
      let path = folder + "/my.bank"
      try TinyRetriever.bank(retriever, [0, 30, 77]).write(to: path)
      var data = try Data(contentsOf: URL(fileURLWithPath: path))
      change(&data)
      try data.write(to: URL(fileURLWithPath: path))
      do {
        _ = try MemoryBank(path: path, for: retriever)
        return "accepted"
      } catch {
        return "\(error)".replacing(folder, with: "")
      }
    }
  }

  @Test func brokenForeignAndLaterFilesAreRefusedInASentence() throws {
    #expect(try refusal { $0[0] = 0 } == "/my.bank: not a memory bank of leon's.")
    #expect(try refusal { $0 = Data() } == "/my.bank: not a memory bank of leon's.")
    #expect(
      try refusal { $0[8] = 2 } == "/my.bank: a bank of version 2; this leon reads 1.")
    #expect(try refusal { $0.removeLast() } == "/my.bank: the bank is cut short or damaged.")
    #expect(try refusal { $0[15] = 0x7F } == "/my.bank: the bank is cut short or damaged.")
    #expect(try refusal { $0[16] = 0x20 } == "/my.bank: the bank is cut short or damaged.")
    #expect(
      try refusal { $0[$0.count - 1] ^= 1 }
        == "/my.bank: the picture of “thing 2” is not the one that was stored.")
  }

  @Test func aBankThatIsNotThereIsNamed() throws {
    try TinyRetriever.with { retriever, _ in
      #expect(throws: RetrievalError.bank("/nowhere", "no such bank, or no permission")) {
        try MemoryBank(path: "/nowhere", for: retriever)
      }
    }
  }

  @Test func vectorsOfAnotherRetrieverAreRefused() throws {
    try TinyRetriever.with { retriever, folder in
      let path = folder + "/my.bank"
      try TinyRetriever.bank(retriever, [0]).write(to: path)
      try TinyRetriever.with(seed: 2) { other, _ in
        #expect {
          try MemoryBank(path: path, for: other)
        } throws: { error in
          "\(error)".contains("was built with the retriever \(retriever.fingerprint)")
            && "\(error)".contains("build it again")
        }
      }
    }
  }

  @Test func anUnwritablePlaceIsNamed() throws {
    try TinyRetriever.with { retriever, _ in
      let bank = try TinyRetriever.bank(retriever, [0])
      #expect(throws: RetrievalError.unwritable("/proc/none/x")) {
        try bank.write(to: "/proc/none/x")
      }
    }
  }

  @Test func theVectorOfADocumentIsTheMeanOfItsTwo() throws {
    try TinyRetriever.with { retriever, _ in
      let ids = [TokenID(5), TokenID(9)]
      let picture = TinyRetriever.picture(3)
      let (words, codes) = (retriever.vector(text: ids), retriever.vector(image: picture))
      let both = retriever.vector(text: ids, image: picture)
      let cosines = [words, codes].map { part in zip(part, both).reduce(0) { $0 + $1.0 * $1.1 } }
      #expect(abs(cosines[0] - cosines[1]) < 1e-5)
      #expect(abs(both.reduce(0) { $0 + $1 * $1 } - 1) < 1e-5)
    }
  }
}
