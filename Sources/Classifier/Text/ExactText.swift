/// A text compared byte by byte rather than by canonical equivalence.
struct ExactText: Hashable {
  let text: String

  init(_ text: String) { self.text = text }

  static func == (left: Self, right: Self) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

  #if hasFeature(Embedded)
  // The hash of a string normalizes it, with tables that would be a tenth of the playground's module.
  func hash(into hasher: inout Hasher) {
    var (lastBytes, count): (UInt64, Int) = (0, 0)
    for byte in text.utf8 {
      lastBytes = lastBytes << 8 | UInt64(byte)
      count += 1
      if count & 7 == 0 { hasher.combine(lastBytes) }
    }
    hasher.combine(lastBytes)
    hasher.combine(count)
  }
  #else
  // Identical strings are canonically equivalent, so they have the same hash, which is quick for ASCII.
  func hash(into hasher: inout Hasher) { hasher.combine(text) }
  #endif
}
