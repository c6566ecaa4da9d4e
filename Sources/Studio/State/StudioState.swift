package import Generation
package import History
import Imaging
package import Terminal
package import Tokens

/// Everything the studio knows; views are functions of it, and only `reduce` changes it.
package struct StudioState: Sendable {
  /// The window.
  package var size: TerminalSize
  /// What the terminal can show.
  package var capabilities: TerminalCapabilities {
    didSet { fitTheme() }
  }
  /// The themes to choose from, at least one.
  package let themes: [Theme]
  /// The chosen one.
  package var themeIndex = 0 {
    didSet { fitTheme() }
  }
  /// Whether the theme is the one that suits the terminal, which may answer late.
  package var followsTerminal = false
  /// The colours in use: the chosen theme in those that the terminal has.
  package private(set) var theme: Theme

  /// What the user has set for good.
  package var preferences = StudioSettings()
  /// Which keys call what.
  package var keyMap = KeyMap.standard
  /// Whether keys are text or commands.
  package var mode = Mode.write
  /// What has the picture's place.
  package var stage = Stage.picture
  /// Counts moves of the token cursor, so that late answers are told apart.
  package var cursorRevision = 0
  /// The words that `__name__` stands for in a prompt, by name.
  package var wildcards: [String: [String]] = [:]
  /// What lies over the panes.
  package var popup: Popup?
  /// Whether the picture has the whole window.
  package var isZoomed = false
  /// The part of the picture that is shown, while it has the window alone.
  package var closeUp: CloseUp?
  /// The tour, while it is taken.
  package var tour: Tour?
  /// What the last studio left, until the history has been read.
  var restored: Session?
  /// Whether the window has the keyboard, as far as the terminal tells.
  package var isFocused = true
  /// The last thing worth saying.
  package var message: Message?

  /// The model that draws.
  package var model = ModelStatus.loading
  /// The words.
  package var prompt: PromptEditor
  /// Words to lead away from; empty for none.
  package var negative = PromptEditor()
  /// What else can be asked for than a picture from the prompt.
  package var tasks: [TaskTemplate] = []
  /// The task that is filled in in the prompt's place; nil is a picture from the prompt.
  package var form: TaskForm?
  /// The number of the last picture that was asked for a slot.
  package var lastFilling = 0
  /// Which of the lines in the prompt's region is written.
  package var field = PromptField.prompt
  /// The tokens of each line.
  var tokenCounts: [PromptField: TokenCount] = [:]
  /// Counts changes of the words, so that late answers and pauses are told apart.
  package var promptRevision = 0
  /// Prompts that were asked for, the newest first.
  package var pastPrompts: [String] = []
  /// The walk through them, until something else changes the prompt.
  package var promptWalk: PromptWalk?
  /// The word that Tab completes, until another key is pressed.
  package var completion: Completion?
  /// Knobs and seeds.
  package var settings: DrawSettings
  /// The bank that documents are looked up in, once one is open.
  package var bank: BankFacts?
  /// Whether a folder's pictures are being read for a bank.
  package var isReadingBank = false
  /// What was looked up last.
  package var found: FoundDocuments?
  /// What goes on once documents are found.
  var awaited: AwaitedDocuments?
  /// The pictures of documents that show; nil for those that are still to be decoded.
  var documentImages: [CodeGrid: Image?] = [:]
  /// The row that the arrows turn.
  package var activeKnob = Knob.guidance

  /// What the preview shows.
  package var shown: Picture?
  /// What the shown one is compared with.
  package var pinned: Picture?
  /// Whether A is looked at in place of the shown picture.
  package var showsPinned = false
  /// The sheet that was drawn last.
  package var sheet: Sheet?
  /// The order that is being drawn.
  package var writing: Progress?
  /// Orders that wait.
  package var queue: [Order] = []
  /// Whether words are being found for a question.
  package var isAsking = false
  /// Whether the studio went on where it was left, once model and history were there.
  var hasBegun = false
  /// The number of the last order.
  package var lastJob = JobID(0)
  /// The speed of the last picture, in tokens a second, and how long it took.
  package var lastSpeed: Speed?

  /// The runs that the search leaves; nil until the history has answered.
  package var history: HistoryList?
  /// What is searched, and the filter.
  package var search = HistorySearch()
  /// How runs were guided, in a word or two, as far as it was read.
  package var knobNotes: [Run.ID: String] = [:]
  /// The whole entry of the picture that was looked at or drawn last.
  package var entry: HistoryEntry?
  /// Small pictures of runs, as far as the gallery has shown them.
  package var thumbnails = Thumbnails()
  /// The tags that there are, the most used first.
  package var knownTags: [TagCount] = []
  /// The number of the last edit of the history.
  package var lastEdit = 0
  /// Runs in all, and how many of them were kept.
  package var counts = HistoryCounts()
  /// The run that is looked at while the knobs stay; nil is the present.
  package var selected: Run.ID?
  /// What can be taken back, the last act last.
  package var undoStack: [Undo] = []
  /// Whether `q` was pressed while a picture was being written.
  package var asksToQuit = false

  /// Whether keys are text or commands.
  package enum Mode: String, Hashable, Sendable, CaseIterable {
    /// Printable keys are text.
    case write
    /// Letters are commands.
    case browse
  }

  /// A sentence for the status line.
  package struct Message: Hashable, Sendable {
    /// The sentence.
    package var text: String
    /// Whether something went wrong.
    package var isError = false

    /// Makes a message.
    package init(text: String, isError: Bool = false) {
      self.text = text
      self.isError = isError
    }
  }

  /// The model that draws.
  package enum ModelStatus: Hashable, Sendable {
    /// Its files are being read.
    case loading
    /// It can draw.
    case ready(ModelFacts)
    /// It cannot be used, with the reason.
    case failed(String)
  }

  /// How far an order is.
  package struct Progress: Hashable, Sendable {
    /// The order.
    package var order: Order
    /// What was shown before it began, for the case that the model refuses it.
    package var replaced: Picture?
    /// Codes written.
    package var written = 0
    /// Seconds since its first token, without those in which it was held.
    package var seconds = 0.0
    /// Whether it was asked to stop.
    package var isStopping = false
    /// Whether it is held.
    package var isPaused = false

    /// Codes that were there when it began.
    var given: Int { order.branch?.position ?? 0 }
  }

  /// How fast a picture was written.
  package struct Speed: Hashable, Sendable {
    /// Codes a second; nil where no time was measured.
    package var rate: Double?
    /// Seconds in all.
    package var seconds: Double
  }

  /// How long the history is.
  package struct HistoryCounts: Hashable, Sendable {
    /// Runs that were asked for.
    package var all = 0
    /// Runs that were kept.
    package var kept = 0

    /// Makes counts.
    package init(all: Int = 0, kept: Int = 0) {
      self.all = all
      self.kept = kept
    }
  }

  /// What is filled in when there is nothing to go on from.
  package static let firstPrompt = "red apple, 3D icon"

  /// A studio before anything has happened.
  package init(
    size: TerminalSize, capabilities: TerminalCapabilities, themes: [Theme],
    prompt: String = "", settings: DrawSettings = DrawSettings()
  ) {
    precondition(!themes.isEmpty, "a studio needs a theme")
    self.size = size
    self.capabilities = capabilities
    self.themes = themes
    theme = themes[0].adapted(to: capabilities.colorDepth)
    self.prompt = PromptEditor(prompt)
    self.settings = settings
  }

  private mutating func fitTheme() {
    theme = themes[themeIndex].adapted(to: capabilities.colorDepth)
  }

  /// The model's facts, once it is loaded.
  package var facts: ModelFacts? {
    if case .ready(let facts) = model { facts } else { nil }
  }

  /// The tokens of the prompt, once they are counted.
  package var promptTokens: Int? { tokenCounts[.prompt]?.tokens }

  /// The picture that the preview shows now.
  package var visible: Picture? { showsPinned ? pinned : shown }

  /// Codes still to come a second, while a picture is written.
  package var rate: Double? {
    guard let writing, writing.seconds > 0 else { return nil }
    return Double(writing.written - writing.given) / writing.seconds
  }
}

/// What the studio needs to know of a model.
package struct ModelFacts: Hashable, Sendable {
  /// Its name.
  package var name: String
  /// Its weights by hash.
  package var hash: String
  /// Pixels a side of a picture.
  package var imageSide: Int
  /// Codes a side of a picture.
  package var gridSide: Int
  /// The most tokens a prompt may have.
  package var promptLimit: Int
  /// The knobs it was tried with.
  package var knobs: Knobs
  /// What the captions said that it was trained on.
  package var lexicon: Lexicon

  /// Makes the facts of a model.
  package init(
    name: String, hash: String, imageSide: Int, gridSide: Int, promptLimit: Int,
    knobs: Knobs = Knobs(), lexicon: Lexicon = Lexicon()
  ) {
    self.name = name
    self.hash = hash
    self.imageSide = imageSide
    self.gridSide = gridSide
    self.promptLimit = promptLimit
    self.knobs = knobs
    self.lexicon = lexicon
  }

  /// The codes of a picture.
  package var codeCount: Int { gridSide * gridSide }
}
