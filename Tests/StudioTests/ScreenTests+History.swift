import Studio
import Testing

/// Screens of the history: its search, the gallery, and what is told of an entry.
extension ScreenTests {
  /// Six pictures, some of them judged, one with a tag and a note.
  private static let pictures = """
    wait idle
    key Ctrl-U
    type blue boat on a river
    key Enter
    wait idle
    key Ctrl-U
    type green apple, icon
    key Enter
    wait idle
    key Esc n Enter
    wait idle
    key n Enter
    wait idle
    key s
    wait idle
    key 4 f
    wait idle
    key x
    wait idle
    key t
    wait idle
    type fruit
    key Enter Esc A
    type the stalk is too long
    key Enter
    wait idle
    """

  @Test(arguments: ["80x24", "100x30", "160x50"]) func gallery(_ size: String) throws {
    try expect(
      "gallery-\(size)", Self.pictures + "\nkey g\nwait idle\nkey Space Right\nwait idle",
      size: size)
  }

  @Test func galleryInASCII() throws {
    try expect(
      "gallery-ascii-100x30", Self.pictures + "\nkey g\nwait idle\nkey Space Right\nwait idle",
      size: "100x30", isUnicode: false)
  }

  @Test func galleryAlone() throws {
    try expect(
      "gallery-zoomed-100x30", Self.pictures + "\nkey g z\nwait idle", size: "100x30")
  }

  @Test(arguments: ["80x24", "100x30", "160x50"]) func searchWhileTyping(_ size: String) throws {
    try expect("search-\(size)", Self.pictures + "\nkey /\ntype app\nwait idle", size: size)
  }

  @Test func searchThatFindsNothing() throws {
    try expect(
      "search-nothing-100x30", Self.pictures + "\nkey /\ntype zebra\nwait idle", size: "100x30")
  }

  @Test(arguments: ["80x24", "100x30", "160x50"]) func details(_ size: String) throws {
    try expect(
      "details-\(size)", Self.pictures + "\nkey K\nwait idle", size: size,
      showsFolder: true)
  }

  @Test func detailsInASCII() throws {
    try expect(
      "details-ascii-100x30", Self.pictures + "\nkey K\nwait idle", size: "100x30",
      isUnicode: false, showsFolder: true)
  }

  @Test func differenceOfTwo() throws {
    try expect(
      "difference-100x30", Self.pictures + "\nkey g Space PageUp End d\nwait idle",
      size: "100x30")
  }

  @Test func tagsOfAnEntry() throws {
    try expect("tags-100x30", Self.pictures + "\nkey t\nwait idle", size: "100x30")
  }

  @Test func lineForAnExport() throws {
    try expect("export-80x24", Self.pictures + "\nkey E Enter", size: "80x24")
  }

  @Test func childrenUnderTheirParent() throws {
    try expect(
      "tree-100x30", Self.pictures + "\nkey r Tab Enter\nwait idle\nkey Esc\nwait idle",
      size: "100x30")
  }
}
