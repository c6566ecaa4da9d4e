import ArgumentParser
import Evaluation
import Foundation
import Generation
import Imaging
import Tensors
import Tokens
import Training

/// `leon eval corpus`: what a model can do, in figures and in sheets to look at.
struct EvalCorpusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "corpus",
    abstract: "Ask a model for colours and captions of a corpus, and draw sheets to look at.",
    discussion: """
      Colours: whether "COLOUR NOUN, STYLE" comes out in that colour. Captions:
      whether the model's own likelihood picks a picture's caption among others.
      Sheets: kept-out captions drawn with two seeds (captions.png, .tsv) and
      pictures beside what comes back of them (round-trip.png). A blind test: 64
      pictures of known captions, four captions for each, and the key (blind*).

      Example:
        leon eval corpus FOLDER -o evaluation
      """)

  @Argument(help: "An image folder.", completion: .directory)
  var corpus: String
  @Option(name: .shortAndLong, help: "Where the sheets are written.", completion: .directory)
  var output = "evaluation"
  @Option(help: "Prompts with colours.")
  var colours = 100
  @Option(help: "Pictures whose captions are ranked.")
  var pictures = 300
  @Option(help: "Captions to choose from.")
  var candidates = 32
  @Option(help: "Captions on the sheet, each drawn twice.")
  var captions = 32
  @Option(help: "Share of the concepts that were kept out of training.")
  var heldOutShare = 0.03
  @Flag(help: "Tell the figures as JSON.")
  var json = false
  @OptionGroup var model: ModelOptions

  /// What is told at the end.
  private struct Figures: Encodable {
    var model: String
    var modelHash: String
    var colourShare: Double
    var colours: [ColourAgreement.Answer]
    var captions: CaptionRanking?
  }

  func validate() throws {
    for (name, value) in [
      ("--colours", colours), ("--pictures", pictures), ("--captions", captions),
    ] where !(1...10_000).contains(value) {
      throw ValidationError("\(name) must be 1 to 10000, got \(value).")
    }
    if candidates < 2 {
      throw ValidationError("--candidates must be 2 or more, got \(candidates).")
    }
  }

  func run() throws {
    let folder = try ImageFolder(corpus)
    let split = KnownCaptions(folder.entries, heldOutShare: heldOutShare)
    let loaded = try LoadedModel(folder: try model.folder(), threads: model.threadCount)
    try sheets(split, folder, loaded)
    try blindTest(split, loaded)
    let colours = try askColours(split, loaded)
    let ranking = try rankCaptions(split, folder, loaded)
    let figures = Figures(
      model: loaded.name, modelHash: loaded.hash, colourShare: colours.share,
      colours: colours.answers, captions: ranking)
    if json { return try Console.print(json: figures) }
    Console.print("\(loaded.name) \(loaded.hash), sheets in \(output)")
    Console.print(
      String(format: "colours   %.0f %% of %d", colours.share * 100, colours.answers.count))
    guard let ranking else {
      return Console.print("captions  too few kept-out captions of known words to choose from")
    }
    Console.print(
      "captions  \(ranking.first) of \(ranking.pictures) first among \(ranking.candidates), "
        + "\(ranking.firstFive) among the first five")
  }

  // MARK: sheets

  private func sheets(
    _ split: KnownCaptions, _ folder: ImageFolder, _ loaded: LoadedModel
  ) throws {
    let entries = split.heldOut.spread(captions)
    guard !entries.isEmpty else { return }
    var drawn: [Image] = []
    var key = "row\tcolumn\tseed\tprompt\n"
    for (number, entry) in entries.enumerated() {
      let images = try draw(
        entry.prompt, seed: Seed(1), knobs: loaded.defaultKnobs, count: 2, model: loaded)
      for (seed, image) in images.enumerated() {
        let place = drawn.count
        key += "\(place / 8 + 1)\t\(place % 8 + 1)\t\(seed + 1)\t\(entry.prompt)\n"
        drawn.append(image)
      }
      tell("drawing", number + 1, entries.count)
    }
    let originals = try entries.map { try folder.image(of: $0) }
    let back = originals.map { loaded.decode(loaded.encode($0)) }
    let pairs = zip(originals, back).flatMap {
      [$0.fitting(side: loaded.imageSide, on: .white), $1]
    }
    try write(ContactSheet(columns: 8).image(of: drawn), "captions.png")
    try write(ContactSheet(columns: 8).image(of: pairs), "round-trip.png")
    try OutputFile.write(Array(key.utf8), to: output + "/captions.tsv")
  }

  private func blindTest(_ split: KnownCaptions, _ loaded: LoadedModel) throws {
    let test = BlindTest(split.trained, count: 64, seed: 1)
    guard !test.questions.isEmpty else { return }
    let images = try test.questions.map {
      try draw($0.entry.prompt, seed: Seed(1), knobs: loaded.defaultKnobs, count: 1, model: loaded)[
        0]
    }
    try write(ContactSheet(columns: 8).image(of: images), "blind.png")
    try OutputFile.write(Array(test.table.utf8), to: output + "/blind.tsv")
    try OutputFile.write(Array(test.key.utf8), to: output + "/blind-key.tsv")
  }

  private func write(_ image: Image, _ name: String) throws {
    try OutputFile.write(try PNG.encode(image), to: "\(output)/\(name)")
  }

  // MARK: figures

  private func askColours(
    _ split: KnownCaptions, _ loaded: LoadedModel
  ) throws -> ColourAgreement {
    let entries = split.singleWords.spread(colours)
    var agreement = ColourAgreement()
    var images: [Image] = []
    for (number, entry) in entries.enumerated() {
      images.append(
        try agreement.ask(
          ColourName.asked[number % ColourName.asked.count], entry.text,
          style: entry.style ?? "clip art",
          seed: Seed(UInt64(number)), model: loaded))
      tell("colours", number + 1, entries.count)
    }
    if !images.isEmpty { try write(ContactSheet(columns: 10).image(of: images), "colours.png") }
    return agreement
  }

  private func rankCaptions(
    _ split: KnownCaptions, _ folder: ImageFolder, _ loaded: LoadedModel
  ) throws -> CaptionRanking? {
    let pairs = try split.heldOut.spread(pictures).map {
      CaptionRanking.Pair(
        image: try folder.image(of: $0), caption: $0.text, style: $0.style ?? "")
    }
    guard Set(pairs.map(\.caption)).count >= candidates else { return nil }
    return CaptionRanking(pairs, candidates: candidates, seed: 1, model: loaded) {
      tell("captions", $0, $1)
    }
  }

  private func tell(_ work: String, _ done: Int, _ all: Int) {
    if done % 25 == 0 { Console.complain("\(work): \(done) of \(all)") }
  }
}
