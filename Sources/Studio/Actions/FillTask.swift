import Generation
import History
import Terminal
import Tokens

/// Tasks other than a picture from the prompt: chosen from a list, filled in, answered.
extension StudioState {
  /// The tasks whose name or title has all the words typed.
  func taskChoices(_ choice: ListChoice) -> [TaskTemplate] {
    let words = choice.filter.text.lowercased().split(separator: " ")
    return tasks.filter { task in
      words.allSatisfy { "\(task.name) \(task.title)".lowercased().contains($0) }
    }
  }

  /// Opens the list of tasks.
  mutating func openTasks() -> [Effect] {
    guard !tasks.isEmpty else { return refuse("no tasks.toml was found, so that no task is known") }
    popup = .tasks(ListChoice())
    return []
  }

  /// Obeys a key in the list of tasks.
  mutating func pressInTasks(_ key: Key, _ choice: ListChoice) -> [Effect] {
    let choices = taskChoices(choice)
    switch choice.press(key, of: choices.count) {
    case .goOn(let next): popup = .tasks(next)
    case .leave: popup = nil
    case .take(let row):
      popup = nil
      return choose(choices[row])
    }
    return []
  }

  /// Opens the form of a task; one that has nothing to be written is asked for at once, and a picture
  /// from a prompt is what the prompt itself asks for.
  mutating func choose(_ task: TaskTemplate) -> [Effect] {
    var form = TaskForm(task)
    if task.name == RunSummary.pictureTask {
      closeForm()
      mode = .write
      return say(Message(text: task.title))
    }
    if !task.draws, form.textSlots.isEmpty { return ask(form) }
    let effects: [Effect]
    do {
      effects = try begin(&form)
    } catch {
      return refuse("\(error)")
    }
    let drawing = form.undrawnSlot
    guard !form.textSlots.isEmpty || drawing != nil else {
      self.form = form
      return effects + draw()
    }
    (mode, stage, completion) = (.write, .picture, nil)
    self.form = form
    field = firstField
    let counting = form.textSlots.map { count(.slot($0)) }
    return effects + counting + (drawing.map { openSketch($0) } ?? [])
  }

  /// Fills in the pictures of a task that draws, which stay while others are drawn, and takes its
  /// knobs; the picture that it is about is pinned as A.
  ///
  /// - Throws: `FileRefusal` where a picture is missing.
  private mutating func begin(_ form: inout TaskForm) throws -> [Effect] {
    guard form.task.draws, let facts else {
      leaveKnobsOfForm()
      return []
    }
    for (name, asked) in try pictures(for: form, facts) {
      guard case .shown(let picture, hasCodes: true) = asked else {
        throw FileRefusal("this picture has no codes of \(facts.name); O opens it as one of yours")
      }
      form.sources[name] = picture
    }
    leaveKnobsOfForm()
    if let knobs = form.task.knobs {
      form.knobsBefore = settings.knobs
      settings.knobs = knobs
    }
    if settings.scales != nil { activeKnob = .textGuidance }
    guard let source = form.source else { return leaveInspector() }
    form.describe(source)
    (pinned, showsPinned) = (source, false)
    return leaveInspector() + makeEntry(of: source)
  }

  /// Goes back to the knobs from before the form.
  private mutating func leaveKnobsOfForm() {
    if let knobs = form?.knobsBefore { settings.knobs = knobs }
    if !Knob.shown(in: settings).contains(activeKnob) { activeKnob = .guidance }
  }

  /// Pins the picture that the form's is drawn from as A; the row that it is a child of.
  mutating func pinSource() -> Run.ID? {
    guard let form, form.task.draws, let source = form.source else { return nil }
    pinned = source
    return source.run
  }

  /// Opens the form of a task of the table.
  mutating func choose(named names: [String]) -> [Effect] {
    guard let task = tasks.first(where: { names.contains($0.name) }) else {
      return refuse("tasks.toml has no task “\(names[0])”")
    }
    return choose(task)
  }

  /// Goes back from a form to the prompt.
  mutating func closeForm() {
    leaveKnobsOfForm()
    form = nil
    completion = nil
    tokenCounts = tokenCounts.filter { $0.key == .prompt || $0.key == .negative }
    field = .prompt
  }

  /// Asks for what a form says: words, or a picture.
  mutating func ask(_ form: TaskForm) -> [Effect] {
    guard let facts else { return refuse(refusal ?? "the model is still being loaded") }
    do {
      let question = try question(form, facts)
      _ = try question.filled()
      return ask(question)
    } catch {
      return refuse("\(error)")
    }
  }

  /// Has words found; Ctrl-C stops that.
  private mutating func ask(_ question: Question) -> [Effect] {
    message = Message(text: "\(question.task.title): asked")
    isAsking = true
    return [.ask(question)]
  }

  /// Takes that no words are being found any more.
  mutating func endAsking() -> [Effect] {
    isAsking = false
    return []
  }

  /// What a form asks for.
  ///
  /// - Throws: `TaskError` or `FileRefusal` for a slot that is not filled.
  private func question(_ form: TaskForm, _ facts: ModelFacts) throws -> Question {
    var words: [String: String] = [:]
    for slot in form.textSlots where !form.words[slot].text.allSatisfy(\.isWhitespace) {
      words[form.task.slots[slot].name] = form.words[slot].text
    }
    return Question(
      task: form.task, words: words, pictures: try pictures(for: form, facts),
      seed: settings.seed, knobs: form.task.knobs ?? facts.knobs)
  }

  /// The pictures of a form: the one that is shown; where there are two, A and the one shown.
  private func pictures(for form: TaskForm, _ facts: ModelFacts) throws -> [String: AskedPicture] {
    // A drawing from a scribble begins with one that is drawn by hand.
    let slots = form.pictureSlots.map { form.task.slots[$0] }
      .filter { !form.task.draws || $0.kind == .image }.map(\.name)
    guard slots.count <= 2 else {
      throw FileRefusal("the studio fills two pictures at most; leon run takes more")
    }
    switch stage {
    case .gallery, .sheet: throw FileRefusal("look at one picture first: Enter takes it")
    case .picture, .inspection, .contrast, .documents: break
    }
    let sources = slots.count == 2 ? [pinned, shown] : [visible]
    return try Dictionary(
      uniqueKeysWithValues: zip(slots, sources).map { name, picture in
        guard let picture, isWhole(picture) else {
          throw FileRefusal("“\(form.task.title)” needs a whole picture; O opens one of your own")
        }
        return (name, .shown(askedAbout(picture), hasCodes: hasCodesOfThisModel(picture)))
      })
  }

  /// A picture, or the one that an answer which is looked at is about, with that one's words and its
  /// task's knobs, which say whether the words are about the whole of it.
  private func askedAbout(_ picture: Picture) -> Picture {
    guard let answer = shownAnswer, answer.id == picture.run, let parent = answer.parent else {
      return picture
    }
    var source = picture
    source.run = parent
    if let run = history?[parent],
      let request = try? GenerationRequest(
        prompt: run.prompt, seed: picture.request.seed,
        knobs: tasks.first { $0.name == run.task }?.knobs ?? settings.knobs,
        base: picture.request.base ?? .segments([]))
    {
      source.request = request
    }
    return source
  }
}

/// A picture of one's own: chosen by its path, fitted to the model, kept as an entry with its words.
extension StudioState {
  /// Opens the line for a path.
  mutating func openFiles() -> [Effect] {
    guard facts != nil else { return refuse(refusal ?? "the model is still being loaded") }
    guard captionTask != nil else {
      return refuse("tasks.toml has no task that takes a picture alone")
    }
    popup = .files(FileChoice())
    return [.listFiles("")]
  }

  /// Obeys a key in the line for a path.
  mutating func pressInFiles(_ key: Key, _ choice: FileChoice) -> [Effect] {
    switch choice.press(key) {
    case .goOn(let next, let lists):
      popup = .files(next)
      return lists ? [.listFiles(next.path.text)] : []
    case .leave: popup = nil
    case .take(let path):
      popup = nil
      guard let place = choice.slot else { return caption(path) }
      guard let slot = form?.task.slots[place] else { return [] }
      return read(.file(path), into: slot.name)
    }
    return []
  }

  /// Takes the files that a path may become, unless typing went on.
  mutating func list(_ files: [String], for path: String) -> [Effect] {
    guard case .files(var choice) = popup, choice.path.text == path else { return [] }
    choice.found = files
    popup = .files(choice)
    return []
  }

  /// The task that finds words for a picture alone.
  private var captionTask: TaskTemplate? {
    tasks.first { !$0.draws && $0.slots.count == 1 && $0.slots[0].kind.isPicture }
  }

  private mutating func caption(_ path: String) -> [Effect] {
    guard let task = captionTask, let facts else { return [] }
    return ask(
      Question(
        task: task, words: [:], pictures: [task.slots[0].name: .file(path)],
        seed: settings.seed, knobs: task.knobs ?? facts.knobs))
  }
}

extension Question {
  /// The filled task, with a picture of one code where the real one is not there yet.
  ///
  /// - Throws: `TaskError`.
  func filled(_ grids: [String: CodeGrid] = [:]) throws -> FilledTask {
    let blank = CodeGrid(height: 1, width: 1, codes: [CodeIndex(0)])
    let values = words.mapValues(SlotValue.text)
    let shown = Dictionary(
      uniqueKeysWithValues: pictures.keys.map { ($0, SlotValue.picture(grids[$0] ?? blank)) })
    return try FilledTask(task, values.merging(shown) { words, _ in words })
  }
}

extension StudioState {
  /// Whether there is something to be seen of a picture and nothing left to write.
  func isWhole(_ picture: Picture) -> Bool {
    guard picture.isComplete, picture.image != nil else { return false }
    // Words alone are an entry without a picture.
    return shownAnswer.map { $0.codeCount > 0 || $0.id != picture.run } ?? true
  }
}
