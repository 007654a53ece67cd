import HTML

/// The ids of a page, in little memory: most are those of words, which are numbered.
struct PageIDs: Hashable, Sendable {
  /// The part of the ids that many pages share.
  struct Shape: Hashable, Sendable {
    /// The ids without a number at their end.
    fileprivate(set) var names: Set<String> = []
    /// The texts before the numbers at the end of other ids, one per range.
    fileprivate(set) var runs: [String] = []

    /// Returns whether a page has an id.
    ///
    /// - Parameters:
    ///   - id: The id.
    ///   - bounds: The bounds of the ranges on the page.
    /// - Returns: Whether the page has it.
    func contains(_ id: String, _ bounds: ArraySlice<UInt32>) -> Bool {
      guard let (name, number) = PageIDs.split(id) else { return names.contains(id) }
      return runs.indices.contains { index in
        let start = bounds.startIndex + 2 * index
        return runs[index] == name && bounds[start] <= number && number < bounds[start + 1]
      }
    }
  }

  private(set) var shape = Shape()
  /// The first number of each range, and the number after its last.
  private(set) var bounds: [UInt32] = []

  /// Collects the ids of a page.
  init(of page: HTML) {
    for mark in page.marks where mark.kind == .id {
      guard let (name, number) = Self.split(mark.value) else {
        shape.names.insert(mark.value)
        continue
      }
      // The last run is nearly always the one to continue.
      let last = shape.runs.lastIndex(of: name)
      if let last, bounds[2 * last + 1] == number {
        bounds[2 * last + 1] += 1
      } else {
        shape.runs.append(name)
        bounds += [number, number + 1]
      }
    }
  }

  /// Creates ids from names and from ranges of numbers behind a text.
  init(names: Set<String>, runs: [(name: String, lower: UInt32, upper: UInt32)]) {
    shape.names = names
    shape.runs = runs.map(\.name)
    bounds = runs.flatMap { [$0.lower, $0.upper] }
  }

  /// Splits an id into text and a number; returns nil if it does not end with a number as this program writes it.
  private static func split(_ id: String) -> (name: String, number: UInt32)? {
    let zero = UInt8(ascii: "0")
    let count = id.utf8.reversed().prefix { (zero...zero + 9).contains($0) }.count
    let digits = id.utf8.suffix(count)
    guard count == 1 || (2..<10).contains(count) && digits.first != zero,
      let number = UInt32(Substring(digits))
    else { return nil }
    return (String(Substring(id.utf8.dropLast(count))), number)
  }
}
