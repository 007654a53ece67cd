/// A text compared byte by byte rather than by canonical equivalence.
struct ExactText: Hashable {
  let text: String

  init(_ text: String) { self.text = text }

  static func == (left: Self, right: Self) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

  // The hash of a string would normalize it, with tables that are a tenth of the playground's module.
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
}
