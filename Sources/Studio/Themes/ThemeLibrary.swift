import Foundation

/// The themes that can be chosen: those built in, those that ship, the user's own.
///
/// Later folders win over earlier ones by file name. A theme that inherits its own name means the one
/// that it hides, so that a user's `nord.toml` can change a single role of the shipped one.
package struct ThemeLibrary: Sendable {
  /// Sound themes, by name; at least those built in.
  package private(set) var themes: [Theme] = []
  /// What is wrong in the files: broken ones are not among the themes.
  package private(set) var flaws: [FileFlaw] = []
  /// From the first layer to the last.
  private var layers: [[String: ThemeFile]]

  /// Reads every `*.toml` of some folders; those that are not there are passed over.
  ///
  /// - Parameter folders: From the weakest to the strongest.
  package init(folders: [String]) {
    layers = [ThemeFile.builtIn] + folders.map(ThemeLibrary.files)
    read()
  }

  /// Reads one file as if it lay in a folder stronger than those given; `themes` holds it alone.
  package init(checking path: String, folders: [String]) {
    let file = ThemeFile(path: path)
    layers = [ThemeFile.builtIn] + folders.map(ThemeLibrary.files) + [[file.id: file]]
    let (theme, flaws) = resolve(file, in: layers.count - 1)
    self.flaws = flaws
    themes = theme.map { [$0] } ?? []
  }

  /// A theme by its file's name.
  ///
  /// - Throws: `ThemeError.unknown` with the names there are.
  package func theme(_ id: String) throws -> Theme {
    guard let theme = themes.first(where: { $0.id == id }) else {
      throw ThemeError.unknown(id, known: themes.map(\.id))
    }
    return theme
  }

  private mutating func read() {
    let ids = Set(layers.flatMap(\.keys)).sorted()
    for id in ids {
      guard let layer = layers.lastIndex(where: { $0[id] != nil }), let file = layers[layer][id]
      else { continue }
      let (theme, flaws) = resolve(file, in: layer)
      self.flaws += flaws
      if let theme { themes.append(theme) }
    }
  }

  /// Joins a file with those that it inherits.
  private func resolve(_ file: ThemeFile, in layer: Int) -> (Theme?, [FileFlaw]) {
    var chain = [file]
    var (at, seen) = (layer, [Seen(layer: layer, id: file.id)])
    while let name = chain[0].inherits {
      let heir = chain[0]
      let place = ThemeFile.Place(file: heir.path, line: heir.inheritsLine)
      let below = name == heir.id ? at - 1 : at
      guard let next = (0...max(below, 0)).last(where: { layers[$0][name] != nil }),
        let parent = layers[next][name], below >= 0
      else {
        return (nil, file.flaws + [place.flaw("it inherits “\(name)”, which is not there")])
      }
      let step = Seen(layer: next, id: name)
      guard !seen.contains(step) else {
        let loop = (seen.map(\.id) + [name]).joined(separator: " → ")
        return (nil, file.flaws + [place.flaw("what it inherits is a loop: \(loop)")])
      }
      seen.append(step)
      at = next
      chain.insert(parent, at: 0)
    }
    if chain[0].id != ThemeFile.terminal.id { chain.insert(ThemeFile.terminal, at: 0) }
    let broken = chain.dropLast().first(where: \.isBroken)
    var flaws = file.flaws
    if let broken {
      flaws += broken.flaws.filter(\.isError)
    }
    guard !file.isBroken, broken == nil else { return (nil, flaws) }
    let joined = ThemeJoining(chain).theme()
    return (joined.flaws.contains(where: \.isError) ? nil : joined.theme, flaws + joined.flaws)
  }

  private struct Seen: Equatable {
    var layer: Int
    var id: String
  }

  private static func files(of folder: String) -> [String: ThemeFile] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    var files: [String: ThemeFile] = [:]
    for name in names where name.hasSuffix(".toml") && !name.hasPrefix(".") {
      let file = ThemeFile(path: "\(folder)/\(name)")
      files[file.id] = file
    }
    return files
  }
}
