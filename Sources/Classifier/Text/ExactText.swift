/// A text that equals no other, whereas strings are equal when they look the same.
struct ExactText: Hashable {
  let text: String

  init(_ text: String) { self.text = text }

  static func == (left: Self, right: Self) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

  // Strings with the same bytes look the same, so they have the same hash.
  func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
