import Dispatch
import Foundation
import History
import Terminal

/// The studio's own thread: it owns the terminal and the state, sleeps in the driver, and wakes for
/// keys, for actions from the other threads, and for silences that have lasted long enough.
final class StudioLoop {
  let driver: any TerminalDriver
  private(set) var state: StudioState
  private let clock: StudioClock
  private let mailbox: Mailbox
  private let archivist: Archivist
  private let painter: Painter
  private let store: HistoryStore
  private let settingsFile: SettingsFile?
  private let editor: String
  /// A pause in typing that is waited for, and when it will have been one.
  private var pause: (revision: Int, due: Double)?
  /// A rest of the token cursor that is waited for.
  private var rest: (revision: Int, due: Double)?
  /// What the window is called now.
  private var title = ""
  private(set) var hasEnded = false

  /// How long nothing is typed before the prompt is drawn (studio-screen: 150 ms of silence).
  private static let silence = 0.15
  /// How long the token cursor rests before alternatives are decoded (studio-screen: 80 ms).
  private static let cursorRest = 0.08

  /// - Throws: `ThemeError.unknown`.
  init(driver: any TerminalDriver, setup: StudioSetup) throws {
    self.driver = driver
    clock = setup.clock
    store = setup.history.store
    settingsFile = setup.settingsFile
    editor = setup.editor
    mailbox = Mailbox(waker: driver.waker)
    archivist = Archivist(store: store, mailbox: mailbox, date: clock.date)
    painter = Painter(
      makeEngine: setup.makeEngine, mailbox: mailbox, archivist: archivist, clock: clock,
      showsGrowth: setup.showsGrowth, bank: setup.settings.bank)
    state = StudioState(
      size: driver.size, capabilities: driver.capabilities, themes: setup.themes,
      prompt: setup.prompt, settings: DrawSettings(turning: setup.settings.turning))
    state.preferences = setup.settings
    state.wildcards = setup.wildcards
    state.tasks = setup.tasks
    state.keyMap = KeyMap.changed(by: setup.settings.keys).map
    try chooseTheme(setup)
    if let notice = setup.notice {
      state.message = StudioState.Message(text: notice, isError: true)
    }
    if setup.prompt.isEmpty, let session = Session.left(in: store.folder) {
      state.restore(session)
    }
    if !setup.settings.mouse { driver.perform(.mouse(false)) }
  }

  /// The theme of the command line, else that of the settings, else one for the terminal.
  private func chooseTheme(_ setup: StudioSetup) throws {
    let settings = setup.settings
    let wanted = setup.theme ?? (settings.theme == "auto" ? nil : settings.theme)
    let suiting = Theme.suiting(driver.capabilities, settings)
    state.followsTerminal = wanted == nil
    do {
      state.themeIndex = try Theme.index(of: wanted ?? suiting, in: setup.themes)
    } catch let error as ThemeError where setup.theme == nil {
      // A theme that was removed is no reason not to start.
      state.themeIndex = (try? Theme.index(of: suiting, in: setup.themes)) ?? 0
      state.message = StudioState.Message(text: "\(error)", isError: true)
    }
  }

  /// Starts the other threads and shows the first screen.
  func start() {
    archivist.start(state.search)
    painter.start()
    show()
  }

  /// Waits, if told to, for something to happen; reduces all of it, then draws once.
  ///
  /// - Parameters:
  ///   - waiting: Whether to sleep until something happens.
  ///   - silently: Whether a silence may be over; not between the keys of a script.
  func turn(waiting: Bool, silently: Bool = true) {
    turn(within: waiting ? patience : .zero, silently: silently)
  }

  /// The same, but waits no longer than so many seconds.
  func turn(waitingAtMost seconds: Double) {
    turn(within: min(patience ?? .seconds(seconds), .seconds(seconds)), silently: true)
  }

  private func turn(within timeout: Duration?, silently: Bool) {
    take(driver.events(waiting: timeout))
    for action in mailbox.takeAll() { reduceAndPerform(action) }
    if silently { endSilences() }
    if !hasEnded { show() }
  }

  private func endSilences() {
    if let pause, isOver(pause.due) {
      self.pause = nil
      reduceAndPerform(.typingPaused(revision: pause.revision))
    }
    if let rest, !clock.waits || clock.seconds() >= rest.due {
      self.rest = nil
      reduceAndPerform(.rested(revision: rest.revision))
    }
  }

  /// Whether a silence is over; in a script it is when nothing is computed any more, so that what is
  /// shown does not depend on who is faster.
  private func isOver(_ due: Double) -> Bool {
    clock.waits ? clock.seconds() >= due : isQuiet
  }

  /// Whether nothing more will happen by itself.
  var isIdle: Bool { isQuiet && pause == nil && rest == nil }

  /// Whether no thread works or has anything to do.
  ///
  /// They are asked one after the other: a message that passed meanwhile from one not asked yet to
  /// one already asked shows in the counts.
  private var isQuiet: Bool {
    let before = painter.inbox.count + archivist.messageCount
    return painter.inbox.isIdle && archivist.isIdle && mailbox.isEmpty
      && painter.inbox.count + archivist.messageCount == before
  }

  /// Stops the picture in work, lets the history write it down, and ends the other threads.
  func end() {
    keepSession()
    let done = DispatchSemaphore(value: 0)
    painter.inbox.put(.end { done.signal() })
    done.wait()
  }

  private func keepSession() {
    if state.history != nil { Session(state).leave(in: store.folder) }
  }

  /// Gives the state an event as if the terminal had told it.
  func take(_ events: [TerminalEvent]) {
    for event in events {
      switch event {
      case .resized, .resumed: adaptToDisplay()
      default: break
      }
      reduceAndPerform(.terminal(event))
    }
  }

  private var patience: Duration? {
    [pause?.due, rest?.due].compactMap { $0 }.min().map { .seconds(max(0, $0 - clock.seconds())) }
  }

  private func adaptToDisplay() {
    reduceAndPerform(.display(driver.size, driver.capabilities))
  }

  private func show() {
    let title = WindowTitle.text(state)
    if title != self.title { driver.perform(.title(title)) }
    self.title = title
    driver.show(StudioView.draw(state))
  }

  private func reduceAndPerform(_ action: StudioAction) {
    for effect in reduce(into: &state, action) { perform(effect) }
  }

  /// Lends the terminal to the user's own editor.
  private func edit(_ text: String) {
    var answer = StudioAction.edited(text)
    driver.lend {
      do {
        answer = .edited(try OwnEditor.edit(text, with: editor))
      } catch {
        answer = .said(StudioState.Message(text: "\(error)", isError: true))
      }
    }
    reduceAndPerform(answer)
  }

  private func perform(_ effect: Effect) {
    switch effect {
    case .draw(let order): painter.inbox.put(.draw(order))
    case .remember(let orders, let job): archivist.put(.remember(orders, drawing: job))
    case .retune(let job, let knobs, let seed): painter.inbox.put(.retune(job, knobs, seed))
    case .pace(let job, let turning): painter.inbox.put(.pace(job, turning))
    case .step(let job): painter.inbox.put(.step(job))
    case .pause(let job, let isPaused): painter.inbox.put(.pause(job, isPaused))
    case .survey(let origin): painter.inbox.put(.survey(origin))
    case .imagine(let origin, let position, let codes, let revision):
      painter.inbox.put(.imagine(origin, position: position, codes, revision: revision))
    case .awaitRest(let revision): rest = (revision, clock.seconds() + StudioLoop.cursorRest)
    case .adopt(let job): painter.inbox.put(.adopt(job))
    case .stop(let job): painter.inbox.put(.stop(job))
    case .count(let prompt, let revision):
      painter.inbox.put(.count(prompt, revision: revision))
    case .drawLot: reduceAndPerform(.lotDrawn(clock.chance()))
    case .editElsewhere(let text): edit(text)
    case .awaitPause(let revision): pause = (revision, clock.seconds() + StudioLoop.silence)
    case .open(let entry): painter.inbox.put(.open(entry, path: store.picturePath(of: entry.run)))
    case .edit(let edit): painter.inbox.put(.edit(edit))
    case .takeBack(let number): painter.inbox.put(.takeBack(number))
    case .hearOthers: archivist.put(.hearOthers)
    case .list(let search): archivist.put(.list(search))
    case .listMore(let search, let run): archivist.put(.listMore(search, before: run))
    case .thumbnails(let runs): painter.inbox.put(.thumbnails(runs))
    case .export(let form, let runs, let path): painter.inbox.put(.export(form, runs, path: path))
    case .readDetails(let run, let reading): archivist.put(.readDetails(run, reading))
    case .readDifference(let a, let b): archivist.put(.readDifference(a, b))
    case .readTags: archivist.put(.readTags)
    case .view(let run): archivist.put(.view(run))
    case .importPicture(let path): archivist.put(.importPicture(path: path))
    case .fill(let source, let number): painter.inbox.put(.fill(source, number: number))
    case .ask(let question): painter.inbox.put(.ask(question))
    case .stopAsking: painter.inbox.put(.stopAsking)
    case .lookUp(let query): painter.inbox.put(.lookUp(query))
    case .openBank(let path): painter.inbox.put(.openBank(path))
    case .drawDocuments(let pictures): painter.inbox.put(.drawDocuments(pictures))
    case .listFiles(let path): archivist.put(.listFiles(path))
    case .read(let run, let reading): archivist.put(.read(run, reading))
    case .retuneSheet(let job, let knobs): painter.inbox.put(.retuneSheet(job, knobs))
    case .recordTile(let tile, let picture, let verdict, let parent):
      painter.inbox.put(.recordTile(tile, picture, verdict, parent: parent))
    case .openSheet(let job, let entry): painter.inbox.put(.openSheet(job, entry))
    case .saveSheet(let sheet, let path): painter.inbox.put(.saveSheet(sheet, path: path))
    case .decide(let run, let verdict): archivist.put(.decide(run, verdict))
    case .terminal(let request):
      driver.perform(request)
      if case .pictureMode = request { adaptToDisplay() }
    case .save(let key, let literal):
      if let settingsFile {
        archivist.put(.save(settingsFile, key: [key], literal: literal))
      }
    case .savePreset(let name, let literal):
      if let settingsFile {
        archivist.put(.save(settingsFile, key: ["presets", name], literal: literal))
      }
    case .keepSession: keepSession()
    case .quit: hasEnded = true
    }
  }
}
