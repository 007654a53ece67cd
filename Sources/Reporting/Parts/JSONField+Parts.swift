import SourceText

extension JSONField {
  /// The hint for a line that no part has.
  static let damaged = "the file is damaged; compute this part again"

  /// Creates the value of a line of a part.
  init(_ value: JSON, in line: PartLine) {
    self.init(value, in: Source(hint: Self.damaged) { line.location(of: $0) })
  }

  /// Returns the value as a number that ``JSON/exact(_:)`` wrote.
  func exactNumber() throws(Diagnostics) -> Double {
    guard let number = value?.exactNumber else { throw problem("a number") }
    return number
  }

  /// Returns the elements of the array as numbers that ``JSON/exact(_:)`` wrote.
  ///
  /// - Parameter count: The required number of elements; nil for any.
  /// - Returns: The numbers.
  /// - Throws: A diagnostic if the value is not such an array.
  func exactNumbers(_ count: Int? = nil) throws(Diagnostics) -> [Double] {
    guard let elements = value?.array, count == nil || elements.count == count else {
      throw problem(count.map { "an array of length \($0)" } ?? "an array")
    }
    var numbers: [Double] = []
    numbers.reserveCapacity(elements.count)
    for element in elements {
      guard let number = element.exactNumber else { throw problem("an array of numbers") }
      numbers.append(number)
    }
    return numbers
  }
}
