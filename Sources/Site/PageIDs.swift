import HTML

/// The ids of a page, in little memory: most are those of words, which are numbered.
struct PageIDs: Hashable, Sendable {
  /// The ids without a number at their end.
  private(set) var names: Set<String> = []
  /// The ranges of the numbers at the end of other ids, with the text before them.
  private var runs: [Run] = []

  private struct Run: Hashable {
    let name: String
    var numbers: Range<Int>
  }

  /// Collects the ids of a page.
  init(of page: HTML) {
    for mark in page.marks where mark.kind == .id {
      guard let (name, number) = Self.split(mark.value) else {
        names.insert(mark.value)
        continue
      }
      // The last run is nearly always the one to continue.
      let last = runs.lastIndex { $0.name == name }
      if let last, runs[last].numbers.upperBound == number {
        runs[last].numbers = runs[last].numbers.lowerBound..<number + 1
      } else {
        runs.append(Run(name: name, numbers: number..<number + 1))
      }
    }
  }

  /// Returns whether the page has an id.
  func contains(_ id: String) -> Bool {
    guard let (name, number) = Self.split(id) else { return names.contains(id) }
    return runs.contains { $0.name == name && $0.numbers.contains(number) }
  }

  /// Shares the memory of the same names on another page.
  mutating func share(_ names: Set<String>) {
    if self.names == names { self.names = names }
  }

  /// Splits an id into text and a number; returns nil if it does not end with a number as this program writes it.
  private static func split(_ id: String) -> (name: String, number: Int)? {
    let zero = UInt8(ascii: "0")
    let count = id.utf8.reversed().prefix { (zero...zero + 9).contains($0) }.count
    let digits = id.utf8.suffix(count)
    guard count == 1 || (2..<10).contains(count) && digits.first != zero,
      let number = Int(Substring(digits))
    else { return nil }
    return (String(Substring(id.utf8.dropLast(count))), number)
  }
}
