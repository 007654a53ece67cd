import SourceText

/// A value in a line of a part file, with its place for diagnostics.
package struct PartField {
  /// The hint for a line that no part has.
  static let damaged = "the file is damaged; compute this part again"

  /// The value; nil if it is missing.
  let value: JSON?
  /// The path of the value, such as `padding` or `methods[2].options`.
  let path: String
  /// The line.
  let line: PartLine

  /// Returns a member of this object.
  subscript(key: String) -> PartField {
    PartField(value: value?[key], path: path.isEmpty ? key : "\(path).\(key)", line: line)
  }

  /// Whether the value is there and not null.
  var isGiven: Bool { value != nil && value != .null }

  /// The location of the value if it is a member of the line itself, otherwise of the member that contains it.
  var location: SourceLocation { line.location(of: String(path.prefix { $0 != "." && $0 != "[" })) }

  /// Returns a problem of this value.
  ///
  /// - Parameter kind: What it should be, with its article.
  /// - Returns: The error to throw.
  func problem(_ kind: String) -> Diagnostics {
    Diagnostics(
      value == nil ? "'\(path)' is missing" : "'\(path)' is not \(kind)", at: location,
      hint: Self.damaged)
  }

  /// Returns the value as a string.
  func text() throws(Diagnostics) -> String {
    guard let text = value?.string else { throw problem("a string") }
    return text
  }

  /// Returns the value as a Boolean.
  func flag() throws(Diagnostics) -> Bool {
    guard let flag = value?.bool else { throw problem("true or false") }
    return flag
  }

  /// Returns the value as a whole number.
  ///
  /// - Parameter range: The allowed values; by default their sum over any number of reviews fits an `Int`.
  /// - Returns: The number.
  /// - Throws: A diagnostic if it is no such number.
  func whole(_ range: ClosedRange<Int> = 0...Int(Int32.max)) throws(Diagnostics) -> Int {
    guard let number = value?.integer, range.contains(number) else {
      throw problem("a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// Returns the value as a number that ``JSON/exact(_:)`` wrote.
  func number() throws(Diagnostics) -> Double {
    guard let number = value?.exactNumber else { throw problem("a number") }
    return number
  }

  /// Returns the value as a case of an enumeration.
  func choice<Choice: RawRepresentable<String>>() throws(Diagnostics) -> Choice {
    guard let choice = Choice(rawValue: try text()) else { throw problem("a known name") }
    return choice
  }

  /// Returns the elements of the array.
  ///
  /// - Parameter count: The number of elements that it must have; nil for any.
  /// - Returns: The elements.
  /// - Throws: A diagnostic if it is no such array.
  func elements(_ count: Int? = nil) throws(Diagnostics) -> [PartField] {
    guard let elements = value?.array else { throw problem("an array") }
    guard count == nil || elements.count == count else {
      throw problem("an array of length \(count ?? 0)")
    }
    return elements.enumerated().map { index, element in
      PartField(value: element, path: "\(path)[\(index)]", line: line)
    }
  }

  /// Returns the elements of the array as numbers.
  ///
  /// - Parameter count: The number of elements that it must have; nil for any.
  /// - Returns: The numbers.
  /// - Throws: A diagnostic if it is no such array.
  func numbers(_ count: Int? = nil) throws(Diagnostics) -> [Double] {
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

  /// Returns the elements of the array as strings.
  func texts() throws(Diagnostics) -> [String] {
    try elements().map { element throws(Diagnostics) in try element.text() }
  }
}
