package import Attribution
package import SourceText

extension JSONField {
  /// The hint for lines that are not in the format of a run.
  package static let hint = "use the output of 'report attribute'"

  /// Creates the value of a line of results.
  package init(_ value: JSON, at location: SourceLocation) {
    self.init(
      value,
      in: Source(hint: Self.hint, nullHint: "null denotes a number that is not finite") { _ in
        location
      })
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
    self.init(json, at: location)
  }

  /// Returns the value as the name of an explained output.
  package func target() throws(Diagnostics) -> OutputScale {
    let name = try text()
    if let target = OutputScale(rawValue: name) { return target }
    throw Diagnostics(
      "there is no target '\(name)'", at: location,
      hint: NearestName.hint(for: name, among: OutputScale.allCases.map(\.rawValue)))
  }

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
        throw self.element(element, at: index).problem("a number")
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
        throw self.element(element, at: index).problem("a number")
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
  package func textsByName() throws(Diagnostics) -> [String: String] {
    guard let members = value?.object else { throw problem("an object") }
    return members.mapValues { $0.string ?? $0.description }
  }
}
