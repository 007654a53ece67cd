package import Attribution
package import SourceText

/// A value in a line of JSON, with its path for diagnostics.
package struct JSONField {
  /// The hint for lines that are not in the format of a run.
  package static let hint = "use the output of 'report attribute'"

  /// The value; nil if it is missing.
  package let value: JSON?
  /// The path of the value, such as "prediction.logit".
  package let path: String
  /// The location of the line.
  package let location: SourceLocation

  /// Creates a value.
  package init(value: JSON?, path: String, location: SourceLocation) {
    self.value = value
    self.path = path
    self.location = location
  }

  /// Parses a line.
  ///
  /// - Parameters:
  ///   - text: The line.
  ///   - location: Its location.
  /// - Throws: A diagnostic with line and column if it is not a JSON object.
  package init(parsing text: String, at location: SourceLocation) throws(Diagnostics) {
    let json: JSON
    do {
      json = try JSON(parsing: SourceFile(path: location.file, text: text))
    } catch {
      throw error.map { problem in
        let place = SourceLocation(
          file: location.file, line: location.line, column: problem.location?.column)
        return problem.moved(to: place).with(hint: Self.hint)
      }
    }
    guard json.object != nil else {
      throw Diagnostics("the line is not a JSON object", at: location, hint: Self.hint)
    }
    self.init(value: json, path: "", location: location)
  }

  /// Returns a member of this object.
  package subscript(key: String) -> JSONField {
    JSONField(
      value: value?[key], path: path.isEmpty ? key : "\(path).\(key)", location: location)
  }

  /// Returns the value as a string.
  package func text() throws(Diagnostics) -> String {
    guard let text = value?.string else { throw problem("a string") }
    return text
  }

  /// Returns the value as a string; nil if it is missing.
  package func textIfAny() throws(Diagnostics) -> String? { value == nil ? nil : try text() }

  /// Returns the value as the name of an explained output.
  package func target() throws(Diagnostics) -> OutputScale {
    let name = try text()
    if let target = OutputScale(rawValue: name) { return target }
    throw Diagnostics(
      "there is no target '\(name)'", at: location,
      hint: NearestName.hint(for: name, among: OutputScale.allCases.map(\.rawValue)))
  }

  /// Returns the value as a number.
  package func number() throws(Diagnostics) -> Double {
    guard let number = value?.number else { throw problem("a number") }
    return number
  }

  /// Returns the value as a number; nil if it is missing.
  package func numberIfAny() throws(Diagnostics) -> Double? { value == nil ? nil : try number() }

  /// Returns the probability of each class, either as listed or from the single logit of a binary prediction.
  package func probabilities() throws(Diagnostics) -> [String: Double] {
    guard let members = self["probabilities"].value?.object else {
      _ = try self["logit"].number()
      let probability = try self["probability"].probability()
      return ["negative": 1 - probability, "positive": probability]
    }
    var probabilities: [String: Double] = [:]
    for name in members.keys.sorted() {
      probabilities[name] = try self["probabilities"][name].probability()
    }
    return probabilities
  }

  private func probability() throws(Diagnostics) -> Double {
    let probability = try number()
    guard (0...1).contains(probability) else {
      throw Diagnostics(
        "'\(path)' is \(probability)", at: location, hint: "a probability must be from 0 to 1")
    }
    return probability
  }

  /// Returns the value as an offset in a text.
  package func offset() throws(Diagnostics) -> Int {
    guard let offset = value?.integer, offset >= 0 else {
      throw problem("a whole number of at least 0")
    }
    return offset
  }

  /// Returns the elements of the array.
  package func elements() throws(Diagnostics) -> [JSONField] {
    guard let elements = value?.array else { throw problem("an array") }
    return elements.enumerated().map { index, element in
      JSONField(value: element, path: "\(path)[\(index)]", location: location)
    }
  }

  /// Returns the elements of the array as numbers, one per token.
  ///
  /// - Parameter count: The number of tokens.
  /// - Returns: The numbers.
  /// - Throws: A diagnostic if the number of elements differs, or if an element is not a number.
  package func numbers(for count: Int) throws(Diagnostics) -> [Double] {
    guard let elements = value?.array else { throw problem("an array") }
    guard elements.count == count else {
      throw Diagnostics(
        "'\(path)' has length \(elements.count), but there are \(count) tokens", at: location,
        hint: Self.hint)
    }
    var numbers: [Double] = []
    numbers.reserveCapacity(count)
    for (index, element) in elements.enumerated() {
      guard let number = element.number else {
        let field = JSONField(value: element, path: "\(path)[\(index)]", location: location)
        throw field.problem("a number")
      }
      numbers.append(number)
    }
    return numbers
  }

  /// Returns the value as a number; NaN for null, which denotes one that is not finite, and nil if it is missing.
  package func numberOrNaNIfAny() throws(Diagnostics) -> Double? {
    value == .null ? .nan : try numberIfAny()
  }

  /// Returns the elements of the array as numbers, NaN for null; nil if it is missing.
  package func numbersIfAny() throws(Diagnostics) -> [Double]? {
    guard value != nil else { return nil }
    guard let elements = value?.array else { throw problem("an array") }
    var numbers: [Double] = []
    numbers.reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() {
      guard let number = element.number ?? (element == .null ? .nan : nil) else {
        let field = JSONField(value: element, path: "\(path)[\(index)]", location: location)
        throw field.problem("a number")
      }
      numbers.append(number)
    }
    return numbers
  }

  /// Returns the members of the object as numbers in the order of their names, NaN for null.
  package func numbersByName() throws(Diagnostics) -> [Double] {
    guard let members = value?.object else { throw problem("an object") }
    var numbers: [Double] = []
    for name in members.keys.sorted() {
      numbers.append(try self[name].numberOrNaNIfAny() ?? .nan)
    }
    return numbers
  }

  /// Returns the members of the object as strings.
  package func texts() throws(Diagnostics) -> [String: String] {
    guard let members = value?.object else { throw problem("an object") }
    return members.mapValues { $0.string ?? $0.description }
  }

  private func problem(_ kind: String) -> Diagnostics {
    switch value {
    case nil:
      Diagnostics("'\(path)' is missing", at: location, hint: Self.hint)
    case .null?:
      Diagnostics(
        "'\(path)' is null", at: location, hint: "null denotes a number that is not finite")
    default: Diagnostics("'\(path)' is not \(kind)", at: location, hint: Self.hint)
    }
  }
}
