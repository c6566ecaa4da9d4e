import Imaging
import Scenes
import Tensors
import Testing

@Suite struct TaskEditTests {
  private static let edits = SceneTask.Group.edits.tasks

  private func documents(_ task: SceneTask, _ count: Int) throws -> [TaskDocument] {
    var generator = SplitMix64(seed: 3)
    return try (0..<count).map { _ in try HandMade.writer.document(task, using: &generator) }
  }

  private func scenes(_ document: TaskDocument) throws -> (before: Scene, after: Scene) {
    guard case .edit(let before, let after) = document.record else {
      throw SceneError.canvas(0)
    }
    return (before, after)
  }

  @Test(arguments: edits.filter { $0 != .background })
  func onlyPixelsInTheBoxesOfWhatIsChangedDiffer(_ task: SceneTask) throws {
    for document in try documents(task, 5) {
      let (before, after) = try scenes(document)
      let changed =
        before.objects.filter { !after.objects.contains($0) }
        + after.objects.filter { !before.objects.contains($0) }
      #expect((1...2).contains(changed.count), "\(document.text)")
      let (a, b) = (document.pictures[0], document.pictures[1])
      var differing = 0
      var outside = 0
      for at in a.pixels.indices where a.pixels[at] != b.pixels[at] {
        let pixel = PixelBox(x: at / 4 % 128, y: at / 512, width: 1, height: 1)
        differing += 1
        outside += changed.contains { $0.box.contains(pixel) } ? 0 : 1
      }
      #expect(outside == 0, "\(document.text)")
      #expect(differing > 40, "\(document.text)")
    }
  }

  @Test func anotherGroundLeavesTheObjects() throws {
    for document in try documents(.background, 5) {
      let (before, after) = try scenes(document)
      #expect(before.objects == after.objects && before.background != after.background)
      #expect(document.text.contains(after.background.phrase))
    }
  }

  /// Prefix, picture, instruction, picture (reference a.8).
  @Test(arguments: edits)
  func theLayoutIsThePapers(_ task: SceneTask) throws {
    for document in try documents(task, 4) {
      #expect(document.segments.count == 4 && document.pictures.count == 2)
      #expect(document.answer == .init(segment: 3))
      #expect(document.text.hasSuffix("¦ [▢]") || document.text.hasSuffix("¦ ▢"))
    }
  }

  @Test(arguments: edits)
  func instructionsAreWordedInManyWays(_ task: SceneTask) throws {
    let (before, after) = try scenes(try #require(documents(task, 1).first))
    let scene = task == .add ? after : before
    let wordings = Set(
      try HandMade.documents(task, of: scene, draws: 150).map { document in
        guard case .words(let pieces) = document.segments[2] else { return "" }
        return pieces[0].split(separator: " ").prefix(2).joined(separator: " ")
      })
    #expect(wordings.count >= 5, "\(wordings)")
  }

  @Test func theInstructionNamesWhatIsChanged() throws {
    for document in try documents(.recolour, 5) {
      let (before, after) = try scenes(document)
      let index = try #require(
        before.objects.indices.first { before.objects[$0] != after.objects[$0] })
      #expect(document.text.contains(try #require(before.noun(of: index))))
      #expect(document.text.contains(after.objects[index].colour.rawValue))
    }
    for document in try documents(.move, 5) {
      let (before, after) = try scenes(document)
      let index = try #require(
        before.objects.indices.first { before.objects[$0] != after.objects[$0] })
      let place = try #require(after.place(of: index)).split(separator: " ").dropFirst()
      #expect(document.text.contains("to " + place.joined(separator: " ")))
    }
    for document in try documents(.resize, 5) {
      let (before, after) = try scenes(document)
      let index = try #require(
        before.objects.indices.first { before.objects[$0] != after.objects[$0] })
      let grows = after.objects[index].box.area > before.objects[index].box.area
      let words = ["bigger", "larger", "enlarge", "grow"]
      let shrinking = ["smaller", "shrink", "reduce", "down"]
      #expect(
        !(grows ? shrinking : words).contains { document.text.contains($0) }, "\(document.text)")
    }
  }
}
