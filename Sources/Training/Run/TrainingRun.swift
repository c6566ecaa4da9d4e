/// The loop around a trainee: progress, measurements, checkpoints, and an end at any moment.
package struct TrainingRun {
  /// Every number of the loop.
  package struct Settings: Codable, Hashable, Sendable {
    /// Steps in all, those before a resume included.
    package var steps: Int
    /// Steps between two lines of progress.
    package var reportInterval: Int
    /// Steps between two measurements of what is kept out.
    package var evaluationInterval: Int
    /// Steps between two sheets of pictures; 0 draws none.
    package var sheetInterval: Int
    /// Seconds between two checkpoints.
    package var checkpointSeconds: Double

    /// Makes settings.
    package init(
      steps: Int, reportInterval: Int, evaluationInterval: Int, sheetInterval: Int,
      checkpointSeconds: Double
    ) {
      self.steps = steps
      self.reportInterval = reportInterval
      self.evaluationInterval = evaluationInterval
      self.sheetInterval = sheetInterval
      self.checkpointSeconds = checkpointSeconds
    }
  }

  /// Why a run ended.
  package enum End: Sendable {
    /// All steps are taken.
    case complete
    /// `isInterrupted` said so; the checkpoint holds every step.
    case interrupted
  }

  private let settings: Settings
  private let checkpoint: String
  private let unit: String
  private let events: EventFile
  private let clock: () -> Double
  private let log: (String) -> Void
  private let isInterrupted: () -> Bool

  /// Makes a run.
  ///
  /// - Parameters:
  ///   - settings: the loop's numbers.
  ///   - checkpoint: the file that is replaced at every save.
  ///   - unit: what is learned from, `tokens` or `pictures`.
  ///   - events: where curves and sheets go.
  ///   - clock: seconds.
  ///   - log: takes a line for people.
  ///   - isInterrupted: asked after every step.
  package init(
    _ settings: Settings, checkpoint: String, unit: String, events: EventFile,
    clock: @escaping () -> Double, log: @escaping (String) -> Void,
    isInterrupted: @escaping () -> Bool
  ) {
    self.settings = settings
    self.checkpoint = checkpoint
    self.unit = unit
    self.events = events
    self.clock = clock
    self.log = log
    self.isInterrupted = isInterrupted
  }

  /// Trains until all steps are taken or somebody interrupts.
  ///
  /// - Returns: why it ended; the checkpoint then holds the last step.
  /// - Throws: `TrainingError.notANumber`, with the last good checkpoint kept, or what saving throws.
  package func train(_ trainee: some Trainee) throws -> End {
    var window = ProgressWindow(start: clock(), unit: unit)
    var saved = clock()
    while trainee.step < settings.steps {
      window.add(try trainee.advance())
      let step = trainee.step
      let isLast = step == settings.steps
      if step % settings.reportInterval == 0 || isLast { try report(&window, step) }
      if step % settings.evaluationInterval == 0 || isLast { try evaluate(trainee) }
      if settings.sheetInterval > 0, step % settings.sheetInterval == 0 { try draw(trainee) }
      let ends = isInterrupted()
      if ends || isLast || clock() - saved >= settings.checkpointSeconds {
        try trainee.save(to: checkpoint)
        saved = clock()
      }
      if ends && !isLast { return .interrupted }
    }
    return .complete
  }

  private func report(_ window: inout ProgressWindow, _ step: Int) throws {
    let now = clock()
    log(window.line(step: step, of: settings.steps, now: now))
    try events.add(window.scalars(now: now), step: step)
    window = ProgressWindow(start: now, unit: unit)
  }

  private func evaluate(_ trainee: some Trainee) throws {
    let scalars = trainee.evaluate()
    try events.add(scalars, step: trainee.step)
    let words = scalars.map { "\($0.tag) \(ProgressWindow.rounded($0.value))" }
    log("kept out at step \(trainee.step): " + words.joined(separator: "  "))
  }

  private func draw(_ trainee: some Trainee) throws {
    guard let sheet = try trainee.sampleSheet() else { return }
    try events.add(sheet, tag: "samples", step: trainee.step)
  }
}
