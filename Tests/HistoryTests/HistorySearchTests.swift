import Foundation
import History
import Testing

@Suite struct HistorySearchTests {
  let sample: HistorySample

  init() throws { sample = try HistorySample() }

  @Test func wordsAreFoundInAnyOrderAndCase() throws {
    try sample.add("red apple, 3D icon")
    try sample.add("green apple")
    try sample.add("red car")
    #expect(try sample.found("ICON red") == ["red apple, 3D icon"])
    #expect(try sample.found("apple") == ["green apple", "red apple, 3D icon"])
    #expect(try sample.found("app").isEmpty)
    #expect(try sample.found("app*") == ["green apple", "red apple, 3D icon"])
    #expect(try sample.found("app", isTyping: true).count == 2)
    #expect(try sample.found("app ", isTyping: true).isEmpty)
    #expect(try sample.found("\"red apple\"") == ["red apple, 3D icon"])
    #expect(try sample.found("\"apple red\"").isEmpty)
    #expect(try sample.found("apple -red") == ["green apple"])
    #expect(try sample.found("").count == 3)
  }

  @Test func notesTitlesAnswersAndTagsAreSearchedToo() throws {
    let id = try sample.add("cat")
    for (edit, word) in [
      (RunEdit.note("for grandma"), "grandma"), (.entitle("Whiskers"), "whiskers"),
      (.tag("animals"), "animals"),
    ] {
      #expect(try sample.found(word).isEmpty)
      let undo = try sample.store.edit([id], edit)
      #expect(try sample.found(word) == ["cat"])
      try sample.store.undo(undo)
      #expect(try sample.found(word).isEmpty)
    }
    try sample.store.answer(id, "a sleeping tiger")
    #expect(try sample.found("tiger") == ["cat"])
    #expect(try sample.store.summary(id).answer == "a sleeping tiger")
  }

  @Test func filtersAndWordsHoldTogether() throws {
    let kept = try sample.add("red apple")
    try sample.store.judge(kept, .kept)
    try sample.store.rate(kept, 4)
    try sample.store.edit([kept], .tag("Fruit"))
    try sample.store.edit([kept], .favour(true))
    let tossed = try sample.add("old apple", after: 86_400) { $0.task = "caption" }
    try sample.store.judge(tossed, .tossed)
    try sample.add("turned apple", .draft)
    let query = "apple tag:fruit rating:>=3 kept model:leon-mini after:2027-01-15 seed:7"
    #expect(try sample.found(query) == ["red apple"])
    for search in [
      "kept", "is:kept", "favourite", "rating:4", "rating:3-5", "rating:4+", "rating:>3",
      "rating:<5", "rating:<=4", "tag:FRUIT", "before:2027-01-16", "on:2027-01-15", "#1",
      "model:AB12 task:picture", "model:LEON-MINI -tag:x task:picture",
    ] {
      #expect(try sample.found(search) == ["red apple"], "\(search)")
    }
    for search in ["tossed", "task:Caption", "rating:none", "-tag:fruit", "after:2027-01-16"] {
      #expect(try sample.found(search) == ["old apple"], "\(search)")
    }
    #expect(try sample.found("drafts apple") == ["turned apple"])
    #expect(try sample.found("kept tossed").count == 2)
    #expect(try sample.found("is:finished").count == 2)
    #expect(try sample.found("is:partial").isEmpty)
    #expect(try sample.found("rating:>4").isEmpty && sample.found("model:leon").isEmpty)
    #expect(try sample.found("model:12").isEmpty && sample.found("model:ab13").isEmpty)
  }

  @Test(arguments: [
    ("colour:red", "there is no filter colour:"), ("rating:6", "rating: takes 0 to 5"),
    ("rating:>5", "rating: takes"), ("rating:3-1", "got “3-1”"), ("rating:>>3", "rating: takes"),
    ("after:yesterday", "takes a day such as 2026-11-24, got “yesterday”"),
    ("on:2026-02-30", "got “2026-02-30”"), ("on:2026-2-3", "got “2026-2-3”"),
    ("seed:-1", "seed: takes a whole number"), ("is:nice", "is: takes kept"),
    ("tag:", "such as tag:fruit"), ("tag:\"\"", "such as tag:fruit"), ("model:", "model:leon"),
    ("-rating:3", "there is no filter -rating:"), ("parent:x", "number of an entry"),
  ])
  func nonsenseIsASentence(_ text: String, _ part: String) throws {
    let error = #expect(throws: HistoryQueryError.self) {
      try HistoryQuery(parsing: text, in: .gmt)
    }
    #expect(error?.description.contains(part) == true, "\(error?.description ?? "")")
  }

  @Test func whileTypingTheLastFilterMayWait() throws {
    try sample.add("apple")
    #expect(try sample.found("apple tag:", isTyping: true) == ["apple"])
    #expect(throws: HistoryQueryError.self) { try sample.found("tag: apple", isTyping: true) }
  }

  @Test func aPastedBookIsRefused() {
    let book = String(repeating: "word ", count: 200_000)
    #expect(throws: HistoryQueryError.tooLong) { try HistoryQuery(parsing: book, in: .gmt) }
  }

  @Test(arguments: [
    "\"", "\"\"", "*", "-", ":", "'", "''; DROP TABLE run; --", "%", "_", "a%", "(", ")", "^", "+",
    "AND", "OR NOT", "NEAR(a b)", "prompt : x", "\u{0}", "a\u{0}b", "--", "-\"", "16:9", ":)", "\\",
  ])
  func signsOfSQLAndFTSAreOnlySigns(_ text: String) throws {
    try sample.add("plain words")
    _ = try sample.found(text)
    _ = try sample.found(text, isTyping: true)
    #expect(try sample.found("plain") == ["plain words"])
  }

  @Test(arguments: [
    ("it's a t-shirt", "it's"), ("it's a t-shirt", "t-shirt"), ("ratio 16:9", "16:9"),
    ("an \u{1F34E} apple", "\u{1F34E}"), ("C++ logo", "++"), ("100 %", "%"),
    (
      "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467} family",
      "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}"
    ),
    ("Äpfel und Öl", "apfel"), ("\u{7EA2}\u{82F9}\u{679C}", "\u{7EA2}*"),
  ])
  func oddWordsAreFound(_ prompt: String, _ word: String) throws {
    try sample.add(prompt)
    try sample.add("something else")
    #expect(try sample.found(word) == [prompt])
  }

  @Test func pagesFollowEachOtherWithoutGapsWhileOthersWrite() throws {
    for number in 1...7 { try sample.add("apple \(number)") }
    let query = try HistoryQuery(parsing: "apple", in: .gmt)
    let first = try sample.store.page(of: query, 3)
    try sample.add("apple 8")
    let second = try sample.store.page(of: query, 3, before: first.next)
    let third = try sample.store.page(of: query, 3, before: second.next)
    #expect(first.runs.map(\.prompt) == ["apple 7", "apple 6", "apple 5"])
    #expect(second.runs.map(\.prompt) == ["apple 4", "apple 3", "apple 2"])
    #expect(third.runs.map(\.prompt) == ["apple 1"] && third.next == nil)
    #expect(try sample.store.ids(of: query).count == 8)
  }

  @Test func familiesStandTogether() throws {
    let first = try sample.add("a")
    let second = try sample.add("b")
    let child = try sample.add("a1", parent: first)
    try sample.add("c")
    let grandchild = try sample.add("a11", parent: child)
    try sample.add("a2", parent: first)
    #expect(try sample.store.children(of: first).map(\.prompt) == ["a2", "a1"])
    #expect(try sample.store.ancestors(of: grandchild).map(\.prompt) == ["a1", "a"])
    #expect(try sample.store.ancestors(of: second).isEmpty)
    #expect(try sample.store.summary(first).childCount == 2)
    #expect(try sample.found("parent:1") == ["a2", "a1"])
    let tree = try sample.store.page(of: HistoryQuery(), 10).runs.tree
    #expect(
      tree.map { String(repeating: "-", count: $0.depth) + $0.run.prompt + ($0.isLast ? "." : "") }
        == ["a", "-a2", "-a1.", "--a11.", "c", "b."])
    let page = try sample.store.page(of: HistoryQuery(), 2).runs.tree
    #expect(page.map(\.depth) == [0, 0])
  }

  @Test func aVeryLongLineOfEditsIsATreeToo() throws {
    var last: Run.ID?
    for number in 0..<300 { last = try sample.add("\(number)", parent: last) }
    let tree = try sample.store.page(of: HistoryQuery(), 300).runs.tree
    #expect(tree.map(\.depth) == Array(0..<300))
    #expect(try sample.store.ancestors(of: try #require(last)).count == 299)
  }

  @Test func runsOfAComparisonAreFound() throws {
    let sheet = try sample.store.compare(#"{"cfg":[1,3]}"#, at: sample.time)
    try sample.add("a") { $0.comparison = sheet }
    try sample.add("b") { $0.comparison = sheet }
    try sample.add("c")
    #expect(try sample.found("sheet:\(sheet.rawValue)") == ["b", "a"])
    #expect(try sample.store.comparison(sheet)?.axes == #"{"cfg":[1,3]}"#)
    #expect(try sample.store.comparison(Comparison.ID(rawValue: 9)) == nil)
  }
}
