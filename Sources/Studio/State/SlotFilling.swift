package import Imaging
package import Tokens

/// A way to fill a slot of the form, by the slot's place.
package enum SlotFilling: Hashable, Sendable {
  /// By hand.
  case sketch(Int)
  /// With the picture that is looked at.
  case shown(Int)
  /// With a file.
  case file(Int)

  /// The place of the slot.
  package var slot: Int {
    switch self {
    case .sketch(let place), .shown(let place), .file(let place): place
    }
  }
}

/// A picture for a slot whose codes are still to be found.
package enum SlotSource: Hashable, Sendable {
  /// One that is there, and what to call it.
  case image(Image, name: String)
  /// A file of the user's own.
  case file(String)
}

/// A picture for a slot.
package struct FilledSlot: Hashable, Sendable {
  /// What to call it.
  package let name: String
  /// Its pixels, of the model's size.
  package let image: Image
  /// Its codes.
  package let codes: [CodeIndex]

  /// Makes a picture for a slot.
  package init(name: String, image: Image, codes: [CodeIndex]) {
    self.name = name
    self.image = image
    self.codes = codes
  }
}
