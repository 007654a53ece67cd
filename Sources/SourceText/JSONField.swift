/// A value in a JSON text, with its path for diagnostics.
package struct JSONField {
  /// The text that contains a value.
  package struct Source: Sendable {
    fileprivate let hint: String
    fileprivate let nullHint: String?
    fileprivate let location: @Sendable (_ key: String) -> SourceLocation

    /// Describes a text.
    ///
    /// - Parameters:
    ///   - hint: The hint of diagnostics.
    ///   - nullHint: The hint about a value that is null; nil if null is like any other value of a wrong type.
    ///   - location: Returns the location of a member of the text, which is an object.
    package init(
      hint: String, nullHint: String? = nil,
      location: @escaping @Sendable (_ key: String) -> SourceLocation
    ) {
      (self.hint, self.nullHint, self.location) = (hint, nullHint, location)
    }
  }

  /// The value; nil if it is missing.
  package let value: JSON?
  /// The path of the value, such as `padding` or `methods[2].options`.
  package let path: String
  private let source: Source

  /// Creates a value.
  package init(_ value: JSON?, path: String = "", in source: Source) {
    (self.value, self.path, self.source) = (value, path, source)
  }

  /// Returns a member of this object.
  package subscript(key: String) -> JSONField {
    JSONField(value?[key], path: path.isEmpty ? key : "\(path).\(key)", in: source)
  }

  /// Returns an element of this array.
  package func element(_ value: JSON, at index: Int) -> JSONField {
    JSONField(value, path: "\(path)[\(index)]", in: source)
  }

  /// Whether the value is there and not null.
  package var isGiven: Bool { value != nil && value != .null }

  /// The location of the member of the text that is this value or contains it.
  package var location: SourceLocation {
    source.location(String(path.prefix { $0 != "." && $0 != "[" }))
  }

  /// Returns a problem of this value.
  ///
  /// - Parameter kind: The expected value, with an article.
  /// - Returns: The error to throw.
  package func problem(_ kind: String) -> Diagnostics {
    if value == .null, let hint = source.nullHint {
      return Diagnostics("'\(path)' is null", at: location, hint: hint)
    }
    return Diagnostics(
      value == nil ? "'\(path)' is missing" : "'\(path)' is not \(kind)", at: location,
      hint: source.hint)
  }

  /// Returns the value as a string.
  package func text() throws(Diagnostics) -> String {
    guard let text = value?.string else { throw problem("a string") }
    return text
  }

  /// Returns the value as a string; nil if it is missing.
  package func textIfAny() throws(Diagnostics) -> String? { value == nil ? nil : try text() }

  /// Returns the value as a Boolean.
  package func flag() throws(Diagnostics) -> Bool {
    guard let flag = value?.bool else { throw problem("true or false") }
    return flag
  }

  /// Returns the value as a number.
  package func number() throws(Diagnostics) -> Double {
    guard let number = value?.number else { throw problem("a number") }
    return number
  }

  /// Returns the value as a number; nil if it is missing.
  package func numberIfAny() throws(Diagnostics) -> Double? { value == nil ? nil : try number() }

  /// Returns the value as a whole number.
  ///
  /// - Parameter range: The allowed values; by default their sum over any number of reviews fits an `Int`.
  /// - Returns: The number.
  /// - Throws: A diagnostic if the value is not such a number.
  package func whole(
    _ range: ClosedRange<Int> = 0...Int(Int32.max)
  ) throws(Diagnostics) -> Int {
    guard let number = value?.integer, range.contains(number) else {
      throw problem("a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// Returns the value as a case of an enumeration.
  package func choice<Choice: RawRepresentable<String>>() throws(Diagnostics) -> Choice {
    guard let choice = Choice(rawValue: try text()) else { throw problem("a known name") }
    return choice
  }

  /// Returns the elements of the array.
  ///
  /// - Parameter count: The required number of elements; nil for any.
  /// - Returns: The elements.
  /// - Throws: A diagnostic if the value is not such an array.
  package func elements(_ count: Int? = nil) throws(Diagnostics) -> [JSONField] {
    guard let elements = value?.array else { throw problem("an array") }
    guard count == nil || elements.count == count else {
      throw problem("an array of length \(count ?? 0)")
    }
    return elements.enumerated().map { element($1, at: $0) }
  }

  /// Returns the elements of the array as strings.
  package func texts() throws(Diagnostics) -> [String] {
    try elements().map { element throws(Diagnostics) in try element.text() }
  }
}
