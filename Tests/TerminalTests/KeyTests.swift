import Terminal
import Testing

@Suite struct KeyTests {
  @Test(
    arguments: [
      (Key(.character("a")), "a"), (Key(.character("A")), "A"), (Key(.character(" ")), "Space"),
      (Key(.character("c"), .control), "Ctrl-C"), (Key(.left, .shift), "Shift-Left"),
      (Key(.enter, .alt), "Alt-Enter"), (Key(.function(12)), "F12"), (Key(.character("F")), "F"),
      (Key(.character("-")), "-"), (Key(.character("-"), .alt), "Alt--"), (Key(.escape), "Esc"),
      (Key(.right, [.control, .alt, .shift]), "Ctrl-Alt-Shift-Right"),
    ])
  func aNameIsReadBack(_ key: Key, _ name: String) {
    #expect(key.name == name)
    #expect(Key(name: name) == key)
  }

  @Test(arguments: ["", "Ctrl-", "abc", "F0", "F99", "\u{1B}"])
  func anythingElseIsNoKey(_ name: String) {
    #expect(Key(name: name) == nil)
  }
}
