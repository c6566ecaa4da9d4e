import Foundation
import History
import Testing

@Suite struct RunRecordTests {
  @Test func aLineHoldsEverythingWithKeysInOrder() throws {
    let sample = try HistorySample()
    let id = try sample.add("red \"apple\"\n\u{1F34E}") {
      $0.seed = .max
      $0.request = #"{"knobs":{"top_p":0.95},"seed":18446744073709551615,"list":[null,true,-3]}"#
      $0.replay = #"{"branch":1}"#
    }
    try sample.store.edit([id], .setTags(["b", "a"]))
    let line = try RunRecord(sample.store.run(id), picture: "/p/1.png").line()
    #expect(
      line == """
        {"closed_at":"2027-01-15T08:00:00.000Z","code_count":2,"codes":[1,2],\
        "created_at":"2027-01-15T08:00:00.000Z","favourite":false,"id":1,"knob_changes":[],\
        "model":"leon-mini","model_hash":"ab12cd","notes":"","picture":"/p/1.png",\
        "prompt":"red \\"apple\\"\\n\u{1F34E}","replay":{"branch":1},\
        "request":{"knobs":{"top_p":0.95},"list":[null,true,-3],"seed":18446744073709551615},\
        "seed":18446744073709551615,"state":"finished","tags":["b","a"],"task":"picture",\
        "verdict":"undecided","written":2}
        """)
  }

  @Test func aRequestThatIsNoJSONIsLeftOut() throws {
    let sample = try HistorySample()
    let id = try sample.add("a") { $0.request = "{broken" }
    let line = try RunRecord(sample.store.run(id), picture: nil).line()
    #expect(!line.contains("request") && !line.contains("picture\":\"/"))
  }
}
