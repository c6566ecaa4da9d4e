import Generation
import Studio
import Tokens

extension FakeEngine {
  func beginSheet(_ requests: [GenerationRequest]) throws -> any SheetWriting {
    for request in requests where tokenCount(request.prompt) > facts.promptLimit {
      throw Refusal()
    }
    return Together(requests.map { Writing($0, Steering(), []) })
  }

  /// The pictures with the larger last codes fit better.
  func scores(of pictures: [[CodeIndex]], by prompt: String) -> [Double] {
    pictures.map { -Double(1024 - ($0.last?.index ?? 0)) / 100 }
  }

  /// Pictures that are written one code after the other, all at once.
  final class Together: SheetWriting {
    private let pictures: [Writing]

    init(_ pictures: [Writing]) { self.pictures = pictures }

    var codes: [[CodeIndex]] { pictures.map(\.codes) }

    var changes: [[KnobChange]] { pictures.map { $0.steering.knobChanges } }

    func turn(_ picture: Int, to knobs: Knobs) { pictures[picture].knobs = knobs }

    func advance() -> Bool { pictures.map { $0.advance() }.allSatisfy { $0 } }
  }
}
