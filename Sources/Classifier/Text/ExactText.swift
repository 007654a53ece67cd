/// A text compared byte by byte rather than by canonical equivalence.
struct ExactText: Hashable {
  let text: String

  init(_ text: String) { self.text = text }

  static func == (left: Self, right: Self) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

  // Identical strings are canonically equivalent, so they have the same hash.
  func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
