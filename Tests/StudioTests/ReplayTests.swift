import Foundation
import Generation
import History
import Studio
import Terminal
import Testing
import Tokens

/// Pictures that are written again, and partial ones that are written to their end.
@Suite struct ReplayTests {
  private let base = ReducerTests()
  private let studio = TestStudio()

  /// Turns CFG at the 20th code of a picture that waits for keys, and finishes it.
  private static let turned = """
    wait idle
    key Esc BackTab
    repeat 8 Right
    key n .
    repeat 19 .
    wait idle
    key Tab Right
    repeat 236 .
    wait idle
    """

  private func drawn(_ effects: [Effect]) -> Order? {
    effects.lazy.compactMap { if case .draw(let order) = $0 { order } else { nil } }.first
  }

  private func runs() throws -> [Run] {
    try HistoryStore.open(folder: studio.folder).store.newest(99)
  }

  @Test func aPictureTurnedByHandIsWrittenAgainCodeForCode() throws {
    defer { studio.remove() }
    let screens = try studio.play(
      Self.turned + "\nkey R\nrepeat 100 .\nwait idle\nsave-screen half\nrepeat 156 .\nwait idle")
    let half = try #require(screens["half"]?.text)
    #expect(half.contains("#2 again, turned by hand") && half.contains("100/256"))
    let last = try #require(screens["last"]?.text)
    #expect(last.contains("#2 again, code for code") && last.contains("0 of 256 codes differ"))
    let runs = try runs()
    #expect(runs[0].codes == runs[1].codes && runs[0].knobChanges == runs[1].knobChanges)
    #expect(runs[0].verdict == .draft, "who only looks makes no entry")
    #expect(runs[0].knobChanges.contains("\"position\":20"))
  }

  @Test func itIsWrittenAgainAfterARestartToo() throws {
    defer { studio.remove() }
    _ = try studio.play(Self.turned)
    let screens = try studio.play("wait idle\nkey Esc R\nwait idle")
    #expect(screens["last"]?.text.contains("#2 again, code for code") == true)
  }

  @Test func aBranchIsWrittenAgainWithTheCodeThatWasTaken() throws {
    defer { studio.remove() }
    let screens = try studio.play(
      "wait idle\nkey Esc r Home Down\nwait idle\nkey 4 ] Enter\nwait idle\nkey R\nwait idle")
    #expect(screens["last"]?.text.contains("#2 again, code for code") == true)
    let runs = try runs()
    #expect(runs[0].codes == runs[1].codes && runs[0].knobChanges == runs[1].knobChanges)
  }

  @Test func aSeedTurnedMeanwhileIsHeardAtOnceMarkedAndWrittenAgain() throws {
    defer { studio.remove() }
    let screens = try studio.play(
      Self.turned.replacingOccurrences(of: "key Tab Right", with: "key n")
        + "\nsave-screen turned\nkey R\nrepeat 256 .\nwait idle")
    let turned = try #require(screens["turned"])
    #expect((0..<30).filter { turned[0, $0].text == "◆" } == [2], "row 1 of 16")
    #expect(screens["last"]?.text.contains("#2 again, code for code") == true)
    let runs = try runs()
    #expect(runs[0].codes == runs[1].codes && runs[1].knobChanges.contains("\"seed\":9"))
    #expect(runs[1].seed == 8, "it began with that one")
  }

  @Test func aCodeTakenByHandIsMarkedAtItsRow() throws {
    defer { studio.remove() }
    let screens = try studio.play(
      "wait idle\nkey Esc r Home PageDown\nwait idle\nkey 4 Enter\nwait idle")
    let last = try #require(screens["last"])
    #expect((0..<30).filter { last[0, $0].text == "◆" } == [13])
  }

  @Test func aReplayThatComesOutOtherwiseIsSaid() throws {
    var state = try base.settled()
    let order = try #require(drawn(base.press("R", &state)))
    #expect(order.replayed?.run == Run.ID(rawValue: 1) && order.verdict == .draft)
    #expect(state.pinned?.run == Run.ID(rawValue: 1))
    var codes = (0..<256).map { CodeIndex($0) }
    codes[41] = CodeIndex(7)
    _ = reduce(
      into: &state, .ended(order.job, Snapshot(codes: codes), seconds: 1, failure: nil))
    #expect(state.message?.isError == true)
    #expect(
      state.message?.text == "this is not #1: token 42 differs, as on another processor")
  }

  @Test func aKnobTurnedMeanwhileTakesOver() throws {
    defer { studio.remove() }
    let screens = try studio.play(
      Self.turned + "\nkey R\nrepeat 9 .\nwait idle\nkey Right\nrepeat 247 .\nwait idle")
    let text = try #require(screens["last"]?.text)
    #expect(!text.contains("again") && text.contains("turned by hand"))
    let run = try #require(try runs().first)
    #expect(run.knobChanges.contains("\"position\":9"))
    #expect(!run.knobChanges.contains("\"position\":20"), "the hand ends what was planned")
  }

  @Test func aPictureOfAnotherModelIsNotWrittenAgain() throws {
    var state = try base.settled()
    var facts = FakeEngine.facts
    facts.hash = "0ther"
    state.model = .ready(facts)
    #expect(base.press("R", &state) == [])
    #expect(
      state.message?.text == "another model wrote #1; leon-fake cannot write it again")
  }

  @Test func aPartialPictureTurnedByHandIsFinishedAfterARestartWithItsKnobs() throws {
    defer { studio.remove() }
    _ = try studio.play(
      """
      wait idle
      key Esc BackTab
      repeat 8 Right
      key n .
      repeat 9 .
      wait idle
      key Tab Right
      repeat 5 .
      wait idle
      key Ctrl-C
      wait idle
      """)
    #expect(try runs().first?.state == .partial)
    _ = try studio.play("wait idle\nkey Esc c\nwait idle\nkey R\nwait idle")
    let runs = try runs()
    #expect(runs[1].state == .finished && runs[1].parent == runs[2].id)
    #expect(runs[1].codes.prefix(15) == runs[2].codes.prefix(15))
    #expect(runs[1].knobChanges == runs[2].knobChanges)
    #expect(runs[0].codes == runs[1].codes, "the finished one is written again as a whole")
  }

  @Test func whatAStoppedReplayHadStillToDoIsDoneWhenItIsFinished() throws {
    defer { studio.remove() }
    _ = try studio.play(
      Self.turned + "\nkey R\nrepeat 9 .\nwait idle\nkey Ctrl-C\nwait idle")
    #expect(try runs().first?.state == .partial)
    _ = try studio.play("wait idle\nkey Esc c\nwait idle")
    let runs = try runs()
    #expect(runs[0].state == .finished && runs[0].codes == runs[2].codes)
    #expect(runs[0].knobChanges == runs[2].knobChanges)
  }
}
