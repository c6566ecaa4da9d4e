import Foundation
import Testing
import Tokens

@Suite struct CodeGridTests {
  private let part = CodeGrid(height: 2, width: 3, codes: [5, 6, 7, 8].map { CodeIndex($0) })

  @Test func aGridGrowsCodeByCodeUntilItIsComplete() {
    var grid = CodeGrid(height: 1, width: 2)
    #expect(grid.codes.isEmpty && !grid.isComplete && grid.count == 2)
    grid.append(CodeIndex(3))
    #expect(!grid.isComplete)
    grid.append(CodeIndex(4))
    #expect(grid.isComplete && grid.codes.map(\.index) == [3, 4])
  }

  @Test func aPrefixHasTheFirstCodesOfTheSameGrid() {
    #expect(part.prefix(2) == CodeGrid(height: 2, width: 3, codes: [CodeIndex(5), CodeIndex(6)]))
    #expect(part.prefix(9) == part)
    #expect(part.prefix(0).codes.isEmpty)
  }

  @Test func aGridComesBackFromJSON() throws {
    let data = try JSONEncoder().encode(part)
    #expect(try JSONDecoder().decode(CodeGrid.self, from: data) == part)
  }

  @Test(arguments: ["height", "width"])
  func aGridFromAFileThatCannotBeIsRefused(side: String) {
    var fields = ["height": 1, "width": 1]
    fields[side] = 0
    let json =
      "{\"height\":\(fields["height"] ?? 0),\"width\":\(fields["width"] ?? 0),\"codes\":[]}"
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(CodeGrid.self, from: Data(json.utf8))
    }
  }

  @Test func moreCodesThanPlacesAreRefused() {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(
        CodeGrid.self, from: Data("{\"height\":1,\"width\":1,\"codes\":[1,2]}".utf8))
    }
  }
}

@Suite struct SeedTests {
  @Test func pictureIHasSeedPlusI() {
    #expect(Seed(7).advanced(by: 3) == Seed(10))
    #expect(Seed(.max).advanced(by: 1) == Seed(0))
    #expect(Seed(5).advanced(by: -1) == Seed(4))
  }
}

@Suite struct SpecialTokenTests {
  private let vocabulary = Vocabulary(textCount: 10, codeCount: 4, sentinelCount: 3)

  @Test(arguments: [
    (0, SpecialToken.begin), (1, .pad), (2, .end), (3, .unknown), (18, .sentinel(0)),
    (20, .sentinel(2)), (21, .modalityBreak), (22, .endOfSpan),
  ])
  func specialsLieWhereTheModelExpectsThem(id: Int, special: SpecialToken) {
    #expect(vocabulary.id(of: special) == TokenID(id))
    #expect(vocabulary.special(TokenID(id)) == special)
  }

  @Test(arguments: [4, 13, 14, 17, 23, -1])
  func textAndCodesAreNoSpecials(id: Int) {
    #expect(vocabulary.special(TokenID(id)) == nil)
  }

  @Test func everyIdHasOneMeaning() {
    for id in 0..<vocabulary.count {
      let meanings = [
        vocabulary.textRange.contains(id), vocabulary.code(of: TokenID(id)) != nil,
        vocabulary.special(TokenID(id)) != nil,
      ]
      #expect(meanings.count(where: { $0 }) == 1, "\(id)")
    }
  }

  @Test func namesAreThoseOfTheFiles() {
    #expect(SpecialToken.sentinel(12).name == "<sentinel:12>")
    #expect(SpecialToken.modalityBreak.name == "<racm3:break>")
    #expect(SpecialToken.endOfSpan.name == "<eoss>")
  }

  @Test func aPictureAndWordsKnowTheirModality() {
    #expect(Segment.text("a").modality == .text)
    #expect(Segment.image(CodeGrid(height: 1, width: 1)).modality == .image)
  }
}
