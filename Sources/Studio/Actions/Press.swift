import Terminal

extension StudioState {
  /// Obeys a key: a popup first, then the table, then text.
  mutating func press(_ key: Key) -> [Effect] {
    switch popup {
    case .help(let first): return pressInHelp(key, first)
    case .palette(let choice): return pressInPalette(key, choice)
    case .themes(let choice, let before): return pressInThemes(key, choice, before)
    case .pastPrompts(let choice): return pressInPastPrompts(key, choice)
    case .queue(let selected): return pressInQueue(key, selected)
    case .presets(let choice): return pressInPresets(key, choice)
    case .value(let editor): return pressInValue(key, editor)
    case .details, .difference: return pressInText(key)
    case .tags(let runs, let choice): return pressInTags(key, runs, choice)
    case .menu(let menu, let choice): return pressInMenu(key, menu, choice)
    case .line(let line): return pressInLine(key, line)
    case .sheetForm(let form): return pressInSheetForm(key, form)
    case .settings(let choice): return pressInSettings(key, choice)
    case .tasks(let choice): return pressInTasks(key, choice)
    case .files(let choice): return pressInFiles(key, choice)
    case nil: break
    }
    let command = keyMap.command(for: key, in: context)
    if command?.act != .quit { asksToQuit = false }
    if command?.act != .complete && command?.act != .completeBack { completion = nil }
    if let command {
      guard !command.isBesideADrawing || form?.sketch == nil else {
        return refuse("Enter takes the drawing first, Esc leaves it")
      }
      message = nil
      defer { goOnWithTour(after: command.name) }
      return perform(keyMap.act(of: key, for: command))
    }
    guard context == .write || context == .search, case .character(let character) = key.code,
      key.modifiers.isDisjoint(with: [.control, .alt])
    else {
      return mode == .browse ? refuse("\(key.name) does nothing here\(hintAtHelp)") : []
    }
    message = nil
    if context == .search { return editSearch { $0.insert(String(character)) } }
    return edit { $0.insert(String(character)) }
  }

  /// Puts pasted text into the prompt, from either mode; it never draws by itself.
  mutating func paste(_ text: String) -> [Effect] {
    if case .line(var line) = popup {
      line.editor.insert(text.replacing("\n", with: " "))
      popup = .line(line)
    }
    if case .files(var choice) = popup {
      choice.type(text.replacing("\n", with: " "))
      popup = .files(choice)
      return [.listFiles(choice.path.text)]
    }
    guard popup == nil, form?.sketch == nil else { return [] }
    if context == .search {
      return editSearch { $0.insert(text.replacing("\n", with: " ")) }
    }
    mode = .write
    return edit { $0.insert(text) }
  }

  /// Does what a command says.
  mutating func perform(_ act: Command.Act) -> [Effect] {
    switch act {
    case .draw: return draw()
    case .stop: return stop()
    case .step: return step()
    case .undo: return undo()
    case .turnUp: return turn(by: 1, fine: false)
    case .turnDown: return turn(by: -1, fine: false)
    case .turnUpFinely: return turn(by: 1, fine: true)
    case .turnDownFinely: return turn(by: -1, fine: true)
    case .nextSeed: return turn(.seed, by: 1, fine: true)
    case .previousSeed: return turn(.seed, by: -1, fine: true)
    case .nextKnob: return choose(by: 1)
    case .previousKnob: return choose(by: -1)
    case .pin: return pin()
    case .flip: return flip()
    case .keep: return stage == .sheet ? judgeTile(.kept) : judge(.kept)
    case .toss: return stage == .sheet ? judgeTile(.tossed) : judge(.tossed)
    case .rate(let rating): return rate(rating)
    case .finish: return stage == .sheet ? refuseOnSheet() : finish()
    case .replay: return stage == .sheet ? refuseOnSheet() : replay()
    case .caption: return drawCaption()
    case .complete: return complete(1)
    case .completeBack: return complete(-1)
    case .ownEditor: return [.editElsewhere(editor.text)]
    case .negative: return toggleNegative()
    case .pause: return pause()
    case .queue: return openQueue()
    case .value: return openValue()
    case .resetKnob: return resetKnob()
    case .resetKnobs: return resetKnobs()
    case .rewind: return rewind()
    case .goBack: return goBack()
    case .suspend: return [.terminal(.suspend)]
    case .redraw: return [.terminal(.redraw)]
    case .pictureMode: return [.terminal(.pictureMode(capabilities.nextPictureMode))]
    case .quit: return quit()
    case .cursor(let move): return moveCursor(move)
    case .nextAlternative: return chooseAlternative(by: 1)
    case .previousAlternative: return chooseAlternative(by: -1)
    case .alternative(let number): return chooseAlternative(number - 1)
    case .heatMap: return showNextHeatMap()
    case .goOn: return goOn()
    case .leaveInspector: return leaveInspector()
    case .sketch(let act): return draw(act)
    case .fillSlot: return fillSlot()
    case .fill(let filling): return fill(filling)
    default: return performOnSheet(act) ?? performOnHistory(act) ?? arrange(act)
    }
  }

  /// Obeys what compares pictures; nil where it does not.
  private mutating func performOnSheet(_ act: Command.Act) -> [Effect]? {
    switch act {
    case .spread: spread()
    case .sheetForm: openSheetForm()
    case .bestOf: drawBest()
    case .adoptTile: adoptTile()
    case .saveSheet: beginSavingSheet()
    case .moveTile(let move): moveTile(move)
    case .enlargeTiles: viewTiles(sheet?.view.scaled(by: 1))
    case .reduceTiles: viewTiles(sheet?.view.scaled(by: -1))
    case .panTiles(let move): viewTiles(sheet?.view.moved(move))
    case .contrast(let way): contrast(way)
    case .moveLine(let parts): moveLine(by: parts)
    case .leaveStage: leaveStage()
    case .documents: showDocuments()
    case .bank: openBankLine()
    case .load, .delete: stage == .sheet ? refuseOnSheet() : nil
    default: nil
    }
  }

  /// What is about one picture would be done to one that does not show.
  private mutating func refuseOnSheet() -> [Effect] {
    refuse("that is for pictures; Enter adopts the tile")
  }

  /// Obeys what is about the history; nil where it is not.
  private mutating func performOnHistory(_ act: Command.Act) -> [Effect]? {
    switch act {
    case .older: look(by: 1)
    case .newer: look(by: -1)
    case .pageOlder: look(by: 10)
    case .pageNewer: look(by: -10)
    case .present: lookAtPresent()
    case .load(let part): load(part)
    case .search: beginSearch()
    case .endSearch: endSearch()
    case .leaveSearch: clearSearch()
    case .searchDelete: editSearch { $0.deleteBackward() }
    case .searchDeleteWord: editSearch { $0.deleteWordBackward() }
    case .searchClear: editSearch { $0.deleteToLineStart() }
    case .nextFilter: nextFilter()
    case .favour: favour()
    case .delete: delete()
    case .tag: beginTagging()
    case .note: beginNote()
    case .details: showDetails()
    case .difference: showDifference()
    case .view: view()
    case .copy(let part): copy(part)
    case .menu(let menu): open(menu)
    case .export(let form): beginExport(form)
    case .importPicture: beginImport()
    default: performInGallery(act)
    }
  }

  /// Obeys what moves in the gallery; nil where it is something else.
  private mutating func performInGallery(_ act: Command.Act) -> [Effect]? {
    switch act {
    case .gallery: openGallery()
    case .lookFromGallery: lookFromGallery()
    case .leaveGallery: leaveGallery()
    case .mark: markInGallery()
    case .galleryLeft: moveInGallery(.tiles(-1))
    case .galleryRight: moveInGallery(.tiles(1))
    case .galleryUp: moveInGallery(.rows(-1))
    case .galleryDown: moveInGallery(.rows(1))
    case .galleryPageUp: moveInGallery(.pages(-1))
    case .galleryPageDown: moveInGallery(.pages(1))
    case .galleryFirst: moveInGallery(.first)
    case .galleryLast: moveInGallery(.last)
    default: nil
    }
  }

  /// Obeys what changes only how the studio looks, or the prompt.
  private mutating func arrange(_ act: Command.Act) -> [Effect] {
    switch act {
    case .browse: return leavePrompt()
    case .write: (mode, field) = (.write, firstField)
    case .tasks: return openTasks()
    case .editPicture: return choose(named: ["edit"])
    case .askAbout: return choose(named: ["question", "ask"])
    case .settings: popup = .settings(ListChoice())
    case .openPicture: return openFiles()
    case .help: popup = .help(firstRow: 0)
    case .palette: popup = .palette(ListChoice())
    case .presets: popup = .presets(ListChoice())
    case .zoom: return zoom()
    case .showPixels: return showPixels()
    case .enlarge: return enlarge(by: 1)
    case .shrink: return enlarge(by: -1)
    case .panLeft: return pan(-1, 0)
    case .panRight: return pan(1, 0)
    case .panUp: return pan(0, -1)
    case .panDown: return pan(0, 1)
    case .leaveCloseUp: return leaveCloseUp()
    case .tour: return toggleTour()
    case .theme: openThemes()
    case .pastPrompts: popup = .pastPrompts(ListChoice())
    default: return editPrompt(act)
    }
    return []
  }

  /// Scrolls the help, or leaves it.
  private mutating func pressInHelp(_ key: Key, _ first: Int) -> [Effect] {
    switch key.code {
    case .down, .character("j"): popup = .help(firstRow: first + 1)
    case .up, .character("k"): popup = .help(firstRow: max(0, first - 1))
    case .pageDown, .character(" "): popup = .help(firstRow: first + 10)
    case .pageUp: popup = .help(firstRow: max(0, first - 10))
    default: popup = nil
    }
    return []
  }

  /// How to see the keys, where a key does.
  private var hintAtHelp: String {
    keyMap.keys(of: "help").first.map { "; \($0) shows the keys" } ?? ""
  }

  /// Quits, but asks first where a picture would stay partial.
  private mutating func quit() -> [Effect] {
    guard writing != nil, !asksToQuit, preferences.confirmQuit else { return [.quit] }
    asksToQuit = true
    let key = keyMap.keys(of: "quit").first ?? "quit"
    return say(Message(text: "a picture is being written; \(key) again stops it and quits"))
  }
}

extension Command {
  /// Whether it is of everywhere and yet would leave a drawing by hand half done.
  fileprivate var isBesideADrawing: Bool {
    context == nil && ![.stop, .redraw, .suspend].contains(act)
  }
}
