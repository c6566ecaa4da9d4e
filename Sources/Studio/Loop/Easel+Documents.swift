import Tokens

/// What the computing thread looks up, and the pictures of what it found.
extension Easel {
  /// Opens the bank that is wanted; without one the studio goes on.
  ///
  /// - Parameter isUrgent: Whether something waits for it; otherwise whatever comes is done before the
  ///   next picture of a folder is read.
  func openWantedBank(isUrgent: Bool = false) {
    guard let path = wantedBank else { return }
    wantedBank = nil
    do {
      let bank = try engine.openBank(path) { count, total in
        if painter.inbox.contains(where: \.stopsReading) { throw CancellationError() }
        if !isUrgent, count < total, painter.inbox.contains(where: { _ in true }) { throw Waits() }
        if count % Easel.picturesATelling == 0 || count == total {
          painter.mailbox.post(.bankRead(count, of: total))
        }
      }
      painter.mailbox.post(.bankOpened(bank))
    } catch is Waits {
      wantedBank = path
    } catch is CancellationError {
      painter.mailbox.post(
        .bankFailed("the folder was not read to its end: there is no bank until one is named"))
    } catch {
      painter.mailbox.post(.bankFailed("\(error)"))
    }
  }

  /// A folder is read on later.
  private struct Waits: Error {}

  /// How many pictures of a folder are read from one word about it to the next.
  private static let picturesATelling = 10

  /// Answers a question to the bank.
  func lookUp(_ query: DocumentQuery) {
    openWantedBank(isUrgent: true)
    do {
      let documents = try engine.documents(for: query)
      painter.mailbox.post(.found(FoundDocuments(query: query, documents: documents)))
    } catch {
      painter.mailbox.post(.bankFailed("\(error)"))
    }
  }

  /// Decodes the pictures of documents.
  func draw(_ documents: [CodeGrid]) {
    for picture in documents {
      painter.mailbox.post(.documentDrawn(picture, engine.image(of: picture.codes)))
    }
  }
}

extension Painter.Task {
  /// Whether a key asks for an end of reading, another bank is wanted, or the studio ends.
  fileprivate var stopsReading: Bool {
    if case .openBank = self { true } else { stopsAsking }
  }
}
