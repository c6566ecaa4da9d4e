import Generation
import Imaging
import Tokens

/// Documents of a bank: looked up for the prompt before it is drawn, and shown.
extension StudioState {
  /// What is looked up for the prompt as it is; nil where nothing is.
  ///
  /// A sheet that compares counts says how many, else the knob does.
  private func documentQuery(_ count: Int? = nil) -> DocumentQuery? {
    let choice = settings.documents
    let wanted = count ?? choice.count
    // There is no room for documents beside a picture and the one that it is drawn from.
    guard settings.hasBank, wanted > 0, form?.source == nil else { return nil }
    return DocumentQuery(prompt: askedPrompt, count: wanted, threshold: choice.threshold)
  }

  /// Looks documents up before something is done.
  ///
  /// - Parameters:
  ///   - count: How many; as the knob says if nil.
  ///   - act: What goes on once they are there.
  /// - Returns: Nil where they are there or none are wanted, so that it goes on at once.
  mutating func lookUp(_ count: Int? = nil, then act: AwaitedDocuments.Act) -> [Effect]? {
    guard let query = documentQuery(count), found?.query != query else { return nil }
    let isAsked = awaited?.query == query
    awaited = AwaitedDocuments(query: query, act: act)
    return isAsked ? [] : [.lookUp(query)]
  }

  /// The documents of the prompt as it is, if they were found.
  func foundDocuments(_ count: Int? = nil) -> [ReferenceDocument] {
    guard let found, found.query == documentQuery(count) else { return [] }
    return found.documents
  }

  /// Takes what a bank gave, and goes on with what waited for it unless the words have changed.
  mutating func take(_ found: FoundDocuments) -> [Effect] {
    guard let awaited, awaited.query == found.query else { return [] }
    self.found = found
    self.awaited = nil
    let effects = askedPrompt == found.query.prompt ? goOn(with: awaited.act) : []
    let lacking = found.query.count - found.documents.count
    if lacking > 0 {
      let score = Knob.documentThreshold.text(in: settings)
      let number = found.documents.isEmpty ? "no document" : "only one document"
      message = Message(text: "\(number) of the bank is scored at most \(score) for these words")
    }
    return effects
  }

  private mutating func goOn(with act: AwaitedDocuments.Act) -> [Effect] {
    switch act {
    case .nothing: []
    case .draw: draw()
    case .drawAgain: drawAgain()
    case .spread: spread()
    case .drawBest: drawBest()
    case .drawForm(let form): drawForm(form)
    }
  }

  /// Takes a turned knob of documents: the picture is looked up and begun again, as with other words.
  mutating func look(again after: DrawSettings) -> [Effect] {
    let isSheet = stage == .sheet
    guard inspection == nil && !isSheet else {
      let way = isSheet ? "Esc, then m, draws a sheet behind others" : "Esc leaves the tokens"
      return refuse("documents are looked at before a picture begins; \(way)")
    }
    guard form?.source == nil else {
      return refuse("no documents are looked at before a picture that is drawn from another")
    }
    settings = after
    if !Knob.shown(in: settings).contains(activeKnob) { activeKnob = .documents }
    return drawAgain()
  }

  // MARK: the bank

  /// Says how far a folder of pictures has been read.
  mutating func tellBank(_ count: Int, of total: Int) -> [Effect] {
    isReadingBank = true
    return say(Message(text: "reading picture \(count) of \(total) for the bank; Ctrl-C stops"))
  }

  /// Takes a bank that was opened; another one than before has other documents.
  mutating func take(_ bank: BankFacts?) -> [Effect] {
    let isOther = self.bank != nil && self.bank != bank
    let wasRead = isReadingBank
    (self.bank, isReadingBank) = (bank, false)
    (found, awaited) = (nil, nil)
    settings.hasBank = bank != nil
    if !Knob.shown(in: settings).contains(activeKnob) { activeKnob = .guidance }
    guard isOther || wasRead, let bank else { return [] }
    message = Message(text: "documents are looked up among the bank's \(bank.count)")
    return settings.documents.count > 0 ? drawAgain() : []
  }

  /// Goes on without a bank that cannot be used, with the reason.
  mutating func loseBank(_ reason: String) -> [Effect] {
    let waiting = awaited?.act
    let effects = take(nil as BankFacts?) + (waiting.map { goOn(with: $0) } ?? [])
    return effects + refuse(reason)
  }

  // MARK: what was looked at

  /// The documents that the picture shown was drawn behind, the best first.
  var shownDocuments: [ReferenceDocument] { visible?.request.documents.reversed() ?? [] }

  /// Shows them in the picture's place, or goes back.
  mutating func showDocuments() -> [Effect] {
    if stage == .documents { return leaveStage() }
    guard let picture = visible else { return refuse(Self.nothingLookedAt) }
    guard !picture.request.documents.isEmpty else {
      let way = settings.hasBank ? "the knob “documents” takes some" : "there is no bank"
      return refuse("this picture was drawn without documents; \(way)")
    }
    let leaving = leaveInspector()
    (stage, closeUp) = (.documents, nil)
    return leaving
  }

  /// Asks for the pictures of documents that show and were not asked for yet.
  mutating func missingDocuments() -> [Effect] {
    guard stage == .documents else { return [] }
    let missing = shownDocuments.map(\.picture).filter {
      documentImages[$0] == nil && $0.codes.count == facts?.codeCount
    }
    guard !missing.isEmpty, writesCodesOfThisModel else { return [] }
    documentImages = documentImages.filter { shownDocuments.map(\.picture).contains($0.key) }
    for picture in missing { documentImages[picture] = .some(nil) }
    return [.drawDocuments(missing)]
  }

  /// Takes the picture of a document, if it still shows.
  mutating func take(_ image: Image, of picture: CodeGrid) -> [Effect] {
    if documentImages[picture] != nil { documentImages[picture] = image }
    show(image, of: picture)
    return []
  }

  /// Whether the codes of the picture shown mean to this model what they meant to their own.
  private var writesCodesOfThisModel: Bool {
    guard let run = visible?.run, let hash = history?[run]?.modelHash else { return true }
    return hash == facts?.hash
  }

  /// Opens the line for the path of a bank of one's own.
  mutating func openBankLine() -> [Effect] {
    popup = .line(LineEntry(.setting("bank"), text: preferences.bank))
    return []
  }
}

extension Knob {
  /// Whether it says what is looked at before a picture.
  var isOfDocuments: Bool { self == .documents || self == .documentThreshold }
}
