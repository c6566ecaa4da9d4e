import Tokens

/// What the computing thread looks up, and the pictures of what it found.
extension Easel {
  /// Opens the bank that is wanted; without one the studio goes on.
  func openWantedBank() {
    guard let path = wantedBank else { return }
    wantedBank = nil
    do {
      painter.mailbox.post(.bankOpened(try engine.openBank(path)))
    } catch {
      painter.mailbox.post(.bankFailed("\(error)"))
    }
  }

  /// Answers a question to the bank.
  func lookUp(_ query: DocumentQuery) {
    openWantedBank()
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
