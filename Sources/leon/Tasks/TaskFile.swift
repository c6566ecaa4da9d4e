import Foundation
import Studio
import TOMLKit
import Tokens

/// The tasks of a TOML file, whose form `Resources/tasks.toml` teaches.
struct TaskFile {
  /// The tasks in the order of the file.
  let tasks: [TaskTemplate]

  /// The tasks that ship, with those of the user's own file added or in their place.
  ///
  /// - Throws: `ResourceError` or `TaskFileError` with the line.
  static func all(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws -> [TaskTemplate] {
    var tasks = try TaskFile(path: Resources(environment: environment).path(of: "tasks.toml")).tasks
    let own = userPath(environment)
    guard FileManager.default.fileExists(atPath: own) else { return tasks }
    for task in try TaskFile(path: own).tasks {
      if let place = tasks.firstIndex(where: { $0.name == task.name }) {
        tasks[place] = task
      } else {
        tasks.append(task)
      }
    }
    return tasks
  }

  /// The tasks that can be used although a file has an error, and what that is.
  static func usable(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> ([TaskTemplate], flaws: [FileFlaw]) {
    do {
      return (try all(environment: environment), [])
    } catch {
      let flaw = error as? TaskFileError
      let shipped = try? TaskFile(path: Resources(environment: environment).path(of: "tasks.toml"))
      return (
        shipped?.tasks ?? [],
        [
          FileFlaw(
            file: flaw?.path ?? "tasks.toml", line: flaw?.line,
            sentence: flaw?.reason ?? "\(error)", isError: true)
        ]
      )
    }
  }

  /// Where a user's own tasks lie.
  static func userPath(_ environment: [String: String]) -> String {
    let named = environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 }
    return (named ?? NSHomeDirectory() + "/.config") + "/leon/tasks.toml"
  }

  /// Reads a file.
  ///
  /// - Throws: `TaskFileError` with the line.
  init(path: String) throws {
    let text = String(decoding: try InputFile.read(path), as: UTF8.self)
    do {
      try self.init(toml: text)
    } catch let error as TOMLParseError {
      throw TaskFileError(
        path: path, line: Int(error.source.begin.line), reason: error.description)
    } catch let flaw as Flaw {
      throw TaskFileError(path: path, line: flaw.line(in: text), reason: flaw.reason)
    }
  }

  private init(toml: String) throws {
    let file = try TOMLTable(string: toml)
    for key in file.keys where key != "task" {
      throw Flaw(0, key, "\"\(key)\" is unknown; a file of tasks has [[task]] alone")
    }
    guard let entries = file["task"]?.array else {
      throw Flaw(0, "task", "a file of tasks needs at least one [[task]]")
    }
    var tasks: [TaskTemplate] = []
    for (place, entry) in entries.enumerated() {
      guard let table = entry.table else { throw Flaw(place, "task", "a task must be a table") }
      let task = try Self.task(table, place)
      if tasks.contains(where: { $0.name == task.name }) {
        throw Flaw(place, "name", "the task \"\(task.name)\" is there twice")
      }
      tasks.append(task)
    }
    self.tasks = tasks
  }

  private static func task(_ table: TOMLTable, _ place: Int) throws -> TaskTemplate {
    let known = ["name", "title", "slots", "layout", "knobs"]
    for key in table.keys where !known.contains(key) {
      throw Flaw(place, key, "\"\(key)\" is unknown; a task has \(known.joined(separator: ", "))")
    }
    let name = try word("name", of: table, place)
    let layout = try word("layout", of: table, place)
    let slots = try self.slots(table, place)
    let knobs = try self.knobs(table, place)
    do {
      return try TaskTemplate(
        name: name, title: table["title"]?.string ?? name, slots: slots, layout: layout,
        knobs: knobs)
    } catch let error as TaskError {
      let key = if case .twice = error { "slots" } else { "layout" }
      throw Flaw(place, key, "\(error)")
    }
  }

  private static func word(_ key: String, of table: TOMLTable, _ place: Int) throws -> String {
    guard let word = table[key]?.string, !word.isEmpty else {
      throw Flaw(place, key, "a task needs \(key) = \"…\"")
    }
    return word
  }

  private static func slots(_ table: TOMLTable, _ place: Int) throws -> [TaskTemplate.Slot] {
    try (table["slots"]?.array ?? TOMLArray()).map { entry in
      let slot = entry.table
      guard let name = slot?["name"]?.string, let kind = slot?["kind"]?.string,
        let kind = TaskTemplate.Slot.Kind(rawValue: kind)
      else {
        let kinds = TaskTemplate.Slot.Kind.allCases.map { "\"\($0.rawValue)\"" }
        throw Flaw(
          place, "slots",
          "a slot must look like { name = \"…\", kind = … } with one of "
            + kinds.joined(separator: ", "))
      }
      return TaskTemplate.Slot(name: name, kind: kind, title: slot?["title"]?.string ?? name)
    }
  }

  private static func knobs(_ table: TOMLTable, _ place: Int) throws -> Knobs? {
    guard let values = table["knobs"]?.table else { return nil }
    let json = Data(values.convert(to: .json).utf8)
    guard let knobs = try? JSONDecoder().decode(Knobs.self, from: json) else {
      throw Flaw(place, "knobs", "knobs must be numbers such as { temperature = 0.9 }")
    }
    if let flaw = knobs.flaw { throw Flaw(place, "knobs", flaw) }
    return knobs
  }

  /// What is wrong with a task, by its place in the file and the key.
  private struct Flaw: Error {
    let place: Int
    let key: String
    let reason: String

    init(_ place: Int, _ key: String, _ reason: String) {
      (self.place, self.key, self.reason) = (place, key, reason)
    }

    /// The line where the key of the task stands, or else where the task begins.
    func line(in text: String) -> Int {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.drop(while: \.isWhitespace) }
      let heads = lines.indices.filter { lines[$0].hasPrefix("[[task]]") }
      guard heads.indices.contains(place) else { return line(of: lines[...]) ?? 1 }
      let end = place + 1 < heads.count ? heads[place + 1] : lines.count
      return line(of: lines[heads[place]..<end]) ?? line(of: lines[...heads[0]]) ?? heads[place] + 1
    }

    private func line(of lines: ArraySlice<Substring>) -> Int? {
      lines.firstIndex { line in
        line.hasPrefix(key) && line.dropFirst(key.count).first { !$0.isWhitespace } == "="
      }.map { $0 + 1 }
    }
  }
}

/// A file of tasks that cannot be read.
struct TaskFileError: Error, CustomStringConvertible {
  let path: String
  let line: Int
  let reason: String

  var description: String {
    "\(path), line \(line): \(reason)" + (reason.hasSuffix(".") ? "" : ".")
  }
}
