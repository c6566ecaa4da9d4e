import Studio
import Terminal
import Testing

@Suite struct KeyMapTests {
  private func command(_ name: String, _ map: KeyMap, in context: KeyContext = .browse) -> String? {
    Key(name: name).flatMap { map.command(for: $0, in: context) }?.name
  }

  @Test func givenKeysTakeThePlaceOfThoseOfTheTable() {
    let (map, flaws) = KeyMap.changed(by: ["keep": ["W", "Ctrl-S"], "toss": ["none"]])
    #expect(flaws.isEmpty)
    #expect(command("W", map) == "keep" && command("Ctrl-S", map) == "keep")
    #expect(command("s", map) == nil && command("x", map) == nil)
    #expect(map.keys(of: "toss").isEmpty && map.keys(of: "keep") == ["W", "Ctrl-S"])
    #expect(map.available(in: .browse).contains { $0.name == "toss" } == false)
  }

  @Test func twoCommandsMayChangeTheirKeys() {
    let (map, flaws) = KeyMap.changed(by: ["keep": ["x"], "toss": ["s"]])
    #expect(flaws.isEmpty)
    #expect(command("x", map) == "keep" && command("s", map) == "toss")
  }

  @Test func takenKeyIsSaidWithBothNames() {
    let (map, flaws) = KeyMap.changed(by: ["toss": ["s"]])
    #expect(flaws.map(\.description) == ["s calls toss in browse mode; keep has lost it"])
    #expect(flaws.first?.isRefusal == false)
    #expect(command("s", map) == "toss" && map.keys(of: "keep").isEmpty)
  }

  @Test func keyGivenTwiceIsAConflict() {
    let (map, flaws) = KeyMap.changed(by: ["toss": ["F2"], "keep": ["F2"]])
    #expect(flaws.map(\.description) == ["F2 calls both keep and toss in browse mode; keep has it"])
    #expect(command("F2", map) == "keep" && map.keys(of: "toss").isEmpty)
  }

  @Test func keyOfEverywhereIsTakenFromAContext() {
    let (map, flaws) = KeyMap.changed(by: ["draw": ["^", "p"]])
    #expect(flaws.map(\.description) == ["p calls draw in browse mode; pin has lost it"])
    #expect(command("p", map) == "draw" && command("^", map) == "draw")
    #expect(command("^", map, in: .write) == nil, "it is a letter there")
    let (own, notes) = KeyMap.changed(by: ["keep": ["Enter"]])
    #expect(notes.map(\.description) == ["Enter calls keep in browse mode; draw has lost it"])
    #expect(command("Enter", own) == "keep" && command("Enter", own, in: .write) == "draw")
  }

  @Test(arguments: [
    (["kep": ["a"]], "there is no command “kep”"),
    (["keep": ["Ctl-S"]], "“Ctl-S” is no key; keys are written as a, Space, Ctrl-S"),
    (["new-line": ["n"]], "“n” is text where new-line is heard"),
    (["rate": ["F1", "F2"]], "rate takes six keys, for 0 to 5, got 2"),
  ])
  func whatCannotBeObeyedLeavesTheTableAsItIs(_ keys: [String: [String]], _ sentence: String) {
    let (map, flaws) = KeyMap.changed(by: keys)
    #expect(map == .standard)
    #expect(flaws.count == 1 && flaws[0].isRefusal && flaws[0].description.hasPrefix(sentence))
  }

  @Test func ratingsAreToldApartByTheOrderOfTheirKeys() throws {
    let keys = ["F1", "F2", "F3", "F4", "F5", "F6"]
    let (map, _) = KeyMap.changed(by: ["rate": keys])
    let rate = try #require(map.commands.first { $0.name == "rate" })
    let acts = keys.compactMap { Key(name: $0) }.map { map.act(of: $0, for: rate) }
    #expect(acts == (0...5).map { Command.Act.rate($0) })
  }

  @Test func helpHintsAndPaletteShowTheKeysOfTheMap() throws {
    var state = try ReducerTests().settled()
    state.keyMap = KeyMap.changed(by: ["help": ["F1"], "write": ["w"]]).map
    let screen = StudioView.draw(state).text
    #expect(screen.contains(" w write ") && !screen.contains(" i write "))
    ReducerTests().press("^", &state)
    #expect(state.message?.text == "^ does nothing here; F1 shows the keys")
    ReducerTests().press("F1", &state)
    #expect(state.popup == .help(firstRow: 0))
    _ = reduce(
      into: &state, .display(TerminalSize(columns: 100, rows: 70), state.capabilities))
    #expect(StudioView.draw(state).text.contains("F1               these keys"))
  }
}
