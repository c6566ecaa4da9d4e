import Foundation
import Imaging
import Tensors
import Testing
import Tokenizers
import Tokens
import Training

@Suite struct TokenCacheTests {
  private func withFile<T>(_ body: (String) throws -> T) throws -> T {
    try Tiny.withFolder { folder in
      try Tiny.cache.write(to: folder + "/tokens")
      return try body(folder + "/tokens")
    }
  }

  @Test func whatIsWrittenIsReadBack() throws {
    try withFile { path in
      let cache = try TokenCache(path: path)
      #expect(cache.tokenizer == "tiny")
      #expect(cache.codesPerPicture == 4)
      #expect(cache.entries == Tiny.entries)
      #expect(cache.rows == Tiny.cache.rows)
      for row in cache.rows.indices { #expect(cache.codes(of: row) == Tiny.cache.codes(of: row)) }
      #expect(cache.codes(of: 2).map(\.index) == [2, 3, 4, 5])
    }
  }

  @Test func codesUpToSixteenBitsAreKept() throws {
    try Tiny.withFolder { folder in
      var cache = TokenCache(tokenizer: "t", codesPerPicture: 2, entries: Tiny.entries)
      cache.append(.init(entry: 1, figureColour: "red", mirrored: true), codes: [65535, 256])
      try cache.write(to: folder + "/tokens")
      let read = try TokenCache(path: folder + "/tokens")
      #expect(read.codes(of: 0).map(\.index) == [65535, 256])
      #expect(read.rows == [.init(entry: 1, figureColour: "red", mirrored: true)])
    }
  }

  @Test func aCutFileIsRefusedWhereverItIsCut() throws {
    try withFile { path in
      let data = try Data(contentsOf: URL(fileURLWithPath: path))
      for length in [8, 11, 12, 40, data.count - 1] {
        try data.prefix(length).write(to: URL(fileURLWithPath: path))
        #expect {
          try TokenCache(path: path)
        } throws: { "\($0)" == "\(path): the token cache is cut short or damaged." }
      }
    }
  }

  @Test func aLongerFileIsRefused() throws {
    try withFile { path in
      try (Data(contentsOf: URL(fileURLWithPath: path)) + [0]).write(to: URL(fileURLWithPath: path))
      #expect(throws: TrainingError.self) { try TokenCache(path: path) }
    }
  }

  @Test func anotherVersionIsRefused() throws {
    try withFile { path in
      var data = try Data(contentsOf: URL(fileURLWithPath: path))
      data[7] = UInt8(ascii: "2")
      try data.write(to: URL(fileURLWithPath: path))
      #expect {
        try TokenCache(path: path)
      } throws: { "\($0)" == "\(path): not a token cache of version 1." }
    }
  }

  @Test func aRowOfAPictureThatIsNotThereIsRefused() throws {
    try Tiny.withFolder { folder in
      var cache = TokenCache(tokenizer: "t", codesPerPicture: 1, entries: Tiny.entries)
      cache.append(.init(entry: 3), codes: [0])
      try cache.write(to: folder + "/tokens")
      #expect(throws: TrainingError.self) { try TokenCache(path: folder + "/tokens") }
    }
  }

  @Test func aMissingOneIsNamed() {
    #expect {
      try TokenCache(path: "/nowhere/tokens")
    } throws: { "\($0)" == "/nowhere/tokens cannot be read: no such file, or no permission." }
  }

  @Test func anUnwritablePlaceIsNamed() {
    #expect {
      try Tiny.cache.write(to: "/proc/none/tokens")
    } throws: { error in
      "\(error)"
        == "/proc/none/tokens cannot be written: no such folder, no permission, or a full disk."
    }
  }
}

@Suite struct TokenCacheBuilderTests {
  private func build() throws -> (TokenCache, PictureSet, ImageTokenizer) {
    var generator = SplitMix64(seed: 1)
    let network = ImageTokenizerNetwork(
      Tiny.tokenizerSettings.sizes, training: false, using: &generator)
    let tokenizer = ImageTokenizer(network, on: try Tiny.compute())
    return try Tiny.withFolder { path in
      try Tiny.writeFolder(path, count: 5)
      try Tiny.write(
        """
        {"file_name": "0.png", "text": "box", "style": "toy"}
        {"file_name": "1.png", "text": "box", "style": "silhouette icon"}
        {"file_name": "2.png", "text": "left arrow", "style": "toy"}
        {"file_name": "3.png", "text": "mug", "style": "photo"}
        {"file_name": "4.png", "text": "house", "style": "toy"}
        """, to: path + "/metadata.jsonl")
      let folder = try ImageFolder(path)
      let pictures = PictureSet(folder, entries: folder.entries, side: 16) { _, _ in }
      var builder = TokenCacheBuilder()
      builder.heldOutShare = 0.5
      let cache = builder.build(pictures, tokenizer: tokenizer, hash: "abc") { _, _ in }
      return (cache, pictures, tokenizer)
    }
  }

  @Test func everyPictureHasTheVersionsItsCaptionAllows() throws {
    let (cache, _, _) = try build()
    func rows(_ entry: Int) -> [TokenCache.Row] { cache.rows.filter { $0.entry == entry } }
    #expect(cache.tokenizer == "abc")
    // "house" is on the kept-out side: once, as it is.
    #expect(rows(4) == [.init(entry: 4, heldOut: true)])
    let kept = (0..<4).filter { rows($0).first?.heldOut == false }
    #expect(kept.contains(0) && kept.contains(1))
    #expect(rows(0).contains(.init(entry: 0, mirrored: true)))
    #expect(rows(0).contains { $0.groundColour != nil && $0.figureColour == nil })
    #expect(rows(1).contains { $0.figureColour != nil && $0.groundColour == nil })
    #expect(!rows(2).contains { $0.mirrored })
    #expect(!rows(3).contains { $0.groundColour != nil || $0.figureColour != nil })
  }

  @Test func theCodesAreThoseOfThePicture() throws {
    let (cache, pictures, tokenizer) = try build()
    #expect(cache.codes(of: 0) == tokenizer.encode(pictures.image(0)).codes)
    let mirrored = try #require(cache.rows.firstIndex(of: .init(entry: 0, mirrored: true)))
    #expect(cache.codes(of: mirrored) == tokenizer.encode(pictures.image(0).mirrored()).codes)
  }

  @Test(arguments: [
    ("red apple", true), ("left arrow", false), ("three o'clock", false), ("two-thirty", false),
    ("flags", false), ("bright lamp", true), ("keycap: 7", false), ("maple leaf", true),
  ])
  func whatReadsDifferentlyInAMirrorIsNotMirrored(caption: String, mirrors: Bool) {
    #expect(TokenCacheBuilder.mayMirror(caption) == mirrors)
  }
}
