extension Command {
  static let gallery = [
    Command(.lookFromGallery, "gallery-look", in: .gallery, ["Enter"], "look at it", hint: "look"),
    Command(.mark, "gallery-mark", in: .gallery, ["Space"], "mark it, or not", hint: "mark"),
    Command(.galleryRight, "gallery-right", in: .gallery, ["Right"], "a picture to the right"),
    Command(.galleryLeft, "gallery-left", in: .gallery, ["Left"], "a picture to the left"),
    Command(.galleryDown, "gallery-down", in: .gallery, ["Down", "j"], "a row down"),
    Command(.galleryUp, "gallery-up", in: .gallery, ["Up", "k"], "a row up"),
    Command(.galleryPageDown, "gallery-page-down", in: .gallery, ["PageDown"], "the next page"),
    Command(.galleryPageUp, "gallery-page-up", in: .gallery, ["PageUp"], "the page before"),
    Command(.galleryFirst, "gallery-first", in: .gallery, ["Home"], "the newest"),
    Command(.galleryLast, "gallery-last", in: .gallery, ["End"], "the oldest read so far"),
    Command(
      .difference, "gallery-difference", in: .gallery, ["d", "-"],
      "what sets it apart from the marked one"),
    Command(
      .leaveGallery, "gallery-leave", in: .gallery, ["Esc", "g"], "back to the picture",
      hint: "leave"),
  ]
}
