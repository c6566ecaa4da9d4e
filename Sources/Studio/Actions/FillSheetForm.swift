import Generation
import Terminal
import Tokens

/// The form of a sheet: which axes, which values.
extension StudioState {
  /// Opens the form with the active knob, or with what the sheet compares.
  mutating func openSheetForm() -> [Effect] {
    var form = SheetForm(axes: [SheetForm.Axis(), SheetForm.Axis()])
    if stage == .sheet, let axes = sheet?.plan.axes, !axes.isEmpty {
      for (place, axis) in axes.enumerated() {
        form.axes[place].subject = axis.subject
        form.axes[place].values = PromptEditor(
          axis.subject == .prompt ? askedPrompt : axis.values.joined(separator: ", "))
      }
    } else {
      fill(&form, 0, with: activeKnob.subject ?? .guidance)
    }
    popup = .sheetForm(form)
    return lookUpForScreen(form)
  }

  /// Chooses what an axis compares and fills in values worth comparing.
  private func fill(_ form: inout SheetForm, _ axis: Int, with subject: ComparisonAxis.Subject?) {
    form.axes[axis].subject = subject
    let values = usualValues(of: subject)
    // A second axis of two values keeps the sheet within its sixteen pictures.
    let few = axis == 0 || subject == .prompt ? values : Array(values.prefix(2))
    form.axes[axis].values = PromptEditor(few.joined(separator: ", "))
  }

  private func usualValues(of subject: ComparisonAxis.Subject?) -> [String] {
    switch subject {
    case nil: []
    case .prompt: [askedPrompt]
    case .sampler:
      [ComparisonAxis.Sampler.temperature, .topP, .guidance, .contrastive].map(\.rawValue)
    case .some(let subject): Knob(subject)?.spread(in: settings) ?? []
    }
  }

  /// The sheet that a form asks for.
  ///
  /// - Throws: A sentence about what is wrong.
  func plan(_ form: SheetForm) throws -> SheetPlan {
    if form.axes.contains(where: { $0.subject == .prompt }) { try refuseDocumentsOfPrompts() }
    return try SheetPlan(
      of: request(behind: foundDocuments(documentCount(of: form))),
      form.comparisonAxes(wildcards))
  }

  /// How many documents a form compares; nil where it compares something else.
  private func documentCount(of form: SheetForm) -> Int? {
    form.axes.contains { $0.subject == .documents }
      ? GenerationRequest.documentCounts.upperBound : nil
  }

  /// - Throws: A sentence where documents would be looked up for several prompts.
  private func refuseDocumentsOfPrompts() throws {
    guard settings.hasBank, settings.documents.count > 0 else { return }
    throw FileRefusal("documents are of one prompt; turn the knob “documents” to none first")
  }

  /// Obeys a key in the form: arrows choose, text is values, Enter draws, Esc leaves.
  mutating func pressInSheetForm(_ key: Key, _ form: SheetForm) -> [Effect] {
    var form = form
    let lines = form.axes[1].subject == nil ? 3 : 4
    switch key.code {
    case .escape:
      popup = nil
      return []
    case .enter: return drawForm(form)
    case .tab, .down: form.line = (form.line + 1) % lines
    case .backTab, .up: form.line = (form.line + lines - 1) % lines
    default:
      if form.line % 2 == 0 {
        choose(key, in: &form)
      } else {
        form.axes[form.axis].values.press(key)
      }
    }
    popup = .sheetForm(form)
    return lookUpForScreen(form)
  }

  /// Whether something may differ in what is drawn now.
  private func isComparable(_ subject: ComparisonAxis.Subject?) -> Bool {
    switch subject {
    case .documents: settings.hasBank && form?.source == nil
    case .textGuidance, .imageGuidance: form?.source != nil
    default: true
    }
  }

  /// The form says how many pictures there would be, which may depend on what is found.
  private mutating func lookUpForScreen(_ form: SheetForm) -> [Effect] {
    documentCount(of: form).flatMap { lookUp($0, then: .nothing) } ?? []
  }

  private func choose(_ key: Key, in form: inout SheetForm) {
    let step = key.code == .left ? -1 : key.code == .right || key.code == .character(" ") ? 1 : 0
    guard step != 0 else { return }
    let subjects = SheetForm.subjects(of: form.axis).filter(isComparable)
    let at = subjects.firstIndex(of: form.axes[form.axis].subject) ?? 0
    fill(&form, form.axis, with: subjects[(at + step + subjects.count) % subjects.count])
  }

  mutating func drawForm(_ form: SheetForm) -> [Effect] {
    if let refusal { return refuse(refusal) }
    if let looking = lookUp(documentCount(of: form), then: .drawForm(form)) { return looking }
    do {
      let plan = try plan(form)
      popup = nil
      return draw(plan, .undecided)
    } catch {
      return refuse("\(error)")
    }
  }

  /// The template that the prompt is, where something differs in it.
  var template: PromptTemplate? {
    guard let template = try? PromptTemplate(askedPrompt), !template.isPlain else { return nil }
    return template
  }

  /// Draws every prompt that a template such as `{red|green} apple` stands for.
  mutating func draw(_ template: PromptTemplate) -> [Effect] {
    guard let request = requestNow() else { return [] }
    let wildcards = wildcards
    do {
      try refuseDocumentsOfPrompts()
    } catch {
      return refuse("\(error)")
    }
    return compare {
      try SheetPlan(of: request, [ComparisonAxis(template, wildcards: wildcards)])
    }
  }
}

extension PromptEditor {
  /// Obeys the keys of a field of one line.
  mutating func press(_ key: Key) {
    switch key.code {
    case .left: move(by: -1)
    case .right: move(by: 1)
    case .home: moveToLineStart()
    case .end: moveToLineEnd()
    case .backspace: deleteBackward()
    case .delete: deleteForward()
    case .character("u") where key.modifiers == .control: deleteToLineStart()
    case .character("w") where key.modifiers == .control: deleteWordBackward()
    case .character(let character) where key.modifiers.isDisjoint(with: [.control, .alt]):
      insert(String(character))
    default: break
    }
  }
}
