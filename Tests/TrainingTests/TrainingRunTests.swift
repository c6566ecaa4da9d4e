import Foundation
import Imaging
import Testing
import Training

/// Counts its steps; from `failure` on, its loss is no number.
private final class Counter: Trainee {
  private(set) var step = 0
  private(set) var evaluations: [Int] = []
  private(set) var sheets: [Int] = []
  private(set) var saves: [Int] = []
  private let failure: Int

  init(failure: Int = .max) { self.failure = failure }

  func advance() throws -> StepReport {
    if step + 1 >= failure {
      throw TrainingError.notANumber(step: step, loss: .nan, batch: ["a.png"])
    }
    step += 1
    var report = StepReport([.init("loss", 4.5)], amount: 100)
    report.documents = 10
    report.wholeCaptions = 2
    return report
  }

  func evaluate() -> [EventFile.Scalar] {
    evaluations.append(step)
    return [.init("unseen/code", 3.25)]
  }

  func sampleSheet() -> Image? {
    sheets.append(step)
    return Image(width: 2, height: 2, fill: .white)
  }

  func save(to path: String) throws {
    saves.append(step)
    try Tiny.write("step \(step)", to: path)
  }
}

@Suite struct TrainingRunTests {
  /// A second passes at every look at the clock.
  private func train(
    _ trainee: Counter, steps: Int = 10, checkpointSeconds: Double = 1000,
    interrupted: @escaping (Int) -> Bool = { _ in false },
    check: (Result<TrainingRun.End, any Error>, [String], String) throws -> Void
  ) throws {
    try Tiny.withFolder { folder in
      var now = 0.0
      var lines: [String] = []
      let clock = {
        now += 1
        return now
      }
      let settings = TrainingRun.Settings(
        steps: steps, reportInterval: 4, evaluationInterval: 5, sheetInterval: 3,
        checkpointSeconds: checkpointSeconds)
      let run = TrainingRun(
        settings, checkpoint: folder + "/checkpoint", unit: "tokens",
        events: try EventFile(in: folder, step: 0, clock: clock), clock: clock,
        log: { lines.append($0) }, isInterrupted: { interrupted(trainee.step) })
      let result = Result { try run.train(trainee) }
      try check(result, lines, folder + "/checkpoint")
    }
  }

  private func content(_ path: String) -> String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func everythingHappensAtItsIntervalAndTheLastStepIsSaved() throws {
    let trainee = Counter()
    try train(trainee) { result, lines, path in
      guard case .success(.complete) = result else {
        Issue.record("ended otherwise: \(result)")
        return
      }
      #expect(trainee.evaluations == [5, 10])
      #expect(trainee.sheets == [3, 6, 9])
      #expect(trainee.saves == [10])
      #expect(content(path) == "step 10")
      #expect(lines.count(where: { $0.hasPrefix("step ") }) == 3)
      #expect(lines.first?.hasPrefix("step 4/10  loss 4.5  ") == true)
      #expect(lines.first?.contains("whole captions 20.0 %") == true)
      #expect(lines.contains("kept out at step 5: unseen/code 3.25"))
    }
  }

  @Test func notANumberKeepsTheLastCheckpoint() throws {
    let trainee = Counter(failure: 8)
    try train(trainee, checkpointSeconds: 0) { result, _, path in
      #expect(throws: TrainingError.self) { try result.get() }
      #expect(trainee.saves == Array(1...7))
      #expect(content(path) == "step 7")
    }
  }

  @Test func anInterruptionSavesTheStepItCameIn() throws {
    let trainee = Counter()
    try train(trainee, interrupted: { $0 == 6 }) { result, _, path in
      guard case .success(.interrupted) = result else {
        Issue.record("ended otherwise: \(result)")
        return
      }
      #expect(trainee.step == 6)
      #expect(content(path) == "step 6")
    }
  }

  @Test func checkpointsComeAtTheirSeconds() throws {
    let trainee = Counter()
    try train(trainee, checkpointSeconds: 4) { _, _, _ in
      #expect(trainee.saves.count > 1 && trainee.saves.count < 10)
      #expect(trainee.saves.last == 10)
    }
  }
}

@Suite struct EventFileTests {
  /// The checksum bit by bit, rotated and shifted as TensorFlow's records have it.
  private func maskedChecksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    var crc = UInt32.max
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0x82F6_3B78 : crc >> 1 }
    }
    return (~crc >> 15 | ~crc << 17) &+ 0xA282_EAD8
  }

  private func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The events of a file, whose checksums must be right.
  private func events(_ path: String) throws -> [[UInt8]] {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    var events: [[UInt8]] = []
    var at = 0
    while at < bytes.count {
      let length = Int(number(bytes[at..<at + 8]))
      try #require(number(bytes[at + 8..<at + 12]) == maskedChecksum(bytes[at..<at + 8]))
      let body = at + 12..<at + 12 + length
      try #require(
        number(bytes[body.upperBound..<body.upperBound + 4]) == maskedChecksum(bytes[body]))
      events.append(Array(bytes[body]))
      at = body.upperBound + 4
    }
    return events
  }

  @Test func theChecksumIsCastagnolis() {
    // The check value of the polynomial, E3069283, masked.
    let crc: UInt32 = 0xE306_9283
    #expect(maskedChecksum(Array("123456789".utf8)[...]) == (crc >> 15 | crc << 17) &+ 0xA282_EAD8)
  }

  @Test func recordsHoldVersionScalarsAndPictures() throws {
    try Tiny.withFolder { folder in
      let file = try EventFile(in: folder, step: 0) { 7.5 }
      try file.add([.init("loss", 1), .init("rate", 0.5)], step: 300)
      try file.add(Image(width: 3, height: 2, fill: .white), tag: "samples", step: 300)
      let events = try events(file.path)
      #expect(file.path.hasSuffix("/events.out.tfevents.7.0.leon"))
      try #require(events.count == 3)
      // 1 wall time 7.5, 3 the version.
      let time: [UInt8] = [9, 0, 0, 0, 0, 0, 0, 0x1E, 0x40]
      #expect(events[0] == time + [0x1A, 13] + Array("brain.Event:2".utf8))
      // 2 step 300, 5 summary of two values: tag, number.
      let loss: [UInt8] = [0x0A, 11, 0x0A, 4] + Array("loss".utf8) + [0x15, 0, 0, 0x80, 0x3F]
      let rate: [UInt8] = [0x0A, 11, 0x0A, 4] + Array("rate".utf8) + [0x15, 0, 0, 0, 0x3F]
      #expect(events[1] == time + [0x10, 0xAC, 2, 0x2A, 26] + loss + rate)
      let png = try PNG.encode(Image(width: 3, height: 2, fill: .white))
      #expect(Array(events[2].suffix(png.count)) == png)
    }
  }

  @Test func aResumedRunSaysWhereItBegins() throws {
    try Tiny.withFolder { folder in
      let file = try EventFile(in: folder, step: 5) { 1 }
      let events = try events(file.path)
      #expect(events.count == 2)
      // 2 step 5, 7 session log with status start.
      #expect(Array(events[1].suffix(6)) == [0x10, 5, 0x3A, 2, 0x08, 1])
    }
  }

  @Test func anUnwritableFolderIsNamed() {
    #expect {
      try EventFile(in: "/proc/none", step: 0) { 1 }
    } throws: { error in
      "\(error)".hasPrefix("/proc/none/events.out.tfevents.1.0.leon cannot be written: ")
    }
  }
}
