import Foundation
import Generation
import Glibc
import History
import Imaging
import Tokens

/// The thread that computes: it owns the engine, writes one picture after the other, and looks
/// into its inbox before every token.
final class Painter: Sendable {
  /// What it is told to do.
  enum Task: Sendable {
    case draw(Order)
    case retune(JobID, Knobs, Seed)
    case pace(JobID, Turning)
    case step(JobID)
    case pause(JobID, Bool)
    case survey(Origin)
    case imagine(Origin, position: Int, [CodeIndex], revision: Int)
    case adopt(JobID)
    case stop(JobID)
    case retuneSheet(JobID, Knobs)
    case recordTile(SheetTileID, Picture, Run.Verdict, parent: Run.ID?)
    case openSheet(JobID, HistoryEntry)
    case saveSheet(Sheet, path: String)
    case fill(SlotSource, number: Int)
    case ask(Question)
    case stopAsking
    case lookUp(DocumentQuery)
    case openBank(String)
    case drawDocuments([CodeGrid])
    case count(String, revision: Int)
    case open(HistoryEntry, path: String?)
    case edit(HistoryEdit)
    case takeBack(Int)
    case thumbnails([Run.ID])
    case export(ExportForm, [Run.ID], path: String)
    case end(@Sendable () -> Void)
  }

  /// Makes the engine; called once, on the computing thread.
  typealias EngineMaker = @Sendable () throws -> any PictureEngine

  let inbox: Inbox<Task>
  let mailbox: Mailbox
  let archivist: Archivist
  let clock: StudioClock
  let showsGrowth: Bool
  /// The path of the bank to begin with; empty for the model's own.
  let bank: String
  private let makeEngine: EngineMaker

  /// Below the thread that answers keys, so that two busy cores still answer them at once.
  private static let niceness: Int32 = 5

  init(
    makeEngine: @escaping EngineMaker, mailbox: Mailbox, archivist: Archivist, clock: StudioClock,
    showsGrowth: Bool, bank: String
  ) {
    self.makeEngine = makeEngine
    self.mailbox = mailbox
    self.archivist = archivist
    self.clock = clock
    self.showsGrowth = showsGrowth
    self.bank = bank
    inbox = Inbox { mailbox.wake() }
  }

  /// Begins to work.
  func start() {
    let thread = Thread { [self] in work() }
    thread.name = "painter"
    thread.stackSize = 8 << 20
    thread.start()
  }

  private func work() {
    // On Linux a niceness belongs to one thread and to those it starts.
    _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, Painter.niceness)
    let easel: Easel
    do {
      let engine = try makeEngine()
      mailbox.post(.modelLoaded(engine.facts))
      easel = Easel(engine, self)
    } catch {
      mailbox.post(.modelFailed("\(error)"))
      return refuseAll()
    }
    while easel.serve() {}
  }

  /// Without a model only the history is served, and the end.
  private func refuseAll() {
    while true {
      for task in inbox.take(within: nil) {
        switch task {
        case .open(let entry, let path):
          let image = PictureFile.image(path)
          mailbox.post(
            image.map { .opened(entry.id, $0) } ?? .said(PictureFile.missing(entry.id)))
        case .edit(let edit): archivist.put(.edit(edit, files: [:]))
        case .takeBack(let number): archivist.put(.takeBack(number))
        case .thumbnails(let runs):
          for run in runs {
            mailbox.post(PictureFile.thumbnail(of: run, archivist.store) { _ in nil })
          }
        case .export(let form, let runs, let path):
          archivist.put(.export(form, runs, path: path, files: [:]))
        case .end(let done):
          archivist.put(.end(done))
          return
        default: break
        }
      }
    }
  }
}
