import Attribution
import Classifier
import Reporting
import SourceText

/// A value in a line of JSON, with its path for diagnostics.
struct JSONField {
  /// The hint for lines that are not in the format of a run.
  static let hint = "use the output of 'report attribute'"

  /// The value; nil if it is missing.
  let value: JSON?
  /// The path of the value, such as "prediction.logit".
  let path: String
  /// The location of the line.
  let location: SourceLocation

  /// Returns a member of this object.
  subscript(key: String) -> JSONField {
    JSONField(
      value: value?[key], path: path.isEmpty ? key : "\(path).\(key)", location: location)
  }

  /// Returns the value as a string.
  func text() throws(Diagnostics) -> String {
    guard let text = value?.string else { throw problem("a string") }
    return text
  }

  /// Returns the value as a string; nil if it is missing.
  func textIfAny() throws(Diagnostics) -> String? { value == nil ? nil : try text() }

  /// Returns the value as a number.
  func number() throws(Diagnostics) -> Double {
    guard let number = value?.number else { throw problem("a number") }
    return number
  }

  /// Returns the value as a number; nil if it is missing.
  func numberIfAny() throws(Diagnostics) -> Double? { value == nil ? nil : try number() }

  /// Returns the probability of each class, either as listed or from the single logit of a binary prediction.
  func probabilities() throws(Diagnostics) -> [String: Double] {
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
  func offset() throws(Diagnostics) -> Int {
    guard let offset = value?.integer, offset >= 0 else {
      throw problem("a whole number of at least 0")
    }
    return offset
  }

  /// Returns the elements of the array.
  func elements() throws(Diagnostics) -> [JSONField] {
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
  func numbers(for count: Int) throws(Diagnostics) -> [Double] {
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

  /// Returns the members of the object as strings.
  func texts() throws(Diagnostics) -> [String: String] {
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

extension AttributionRun.Review {
  /// Reads a line.
  ///
  /// - Parameter line: An object.
  /// - Throws: A diagnostic for the first value that is missing or of the wrong type.
  init(_ line: JSONField) throws(Diagnostics) {
    guard line.value?.object != nil else {
      throw Diagnostics("the line is not a JSON object", at: line.location, hint: JSONField.hint)
    }
    location = line.location
    id = try line["id"].text()
    text = try line["text"].text()
    label = try line["label"].textIfAny()
    model = try line["model"].text()
    let name = try line["target"].text()
    guard let target = OutputScale(rawValue: name) else {
      throw Diagnostics(
        "there is no target '\(name)'", at: location,
        hint: NearestName.hint(for: name, among: OutputScale.allCases.map(\.rawValue)))
    }
    self.target = target
    explained = (try line["class"].textIfAny(), try line["against"].textIfAny())
    probabilities = try line["prediction"].probabilities()
    verdict = try line["prediction"]["label"].text()
    background = try line["background"].textIfAny()
    var tokens: [AttributionRun.Token] = []
    for token in try line["tokens"].elements() {
      tokens.append(
        AttributionRun.Token(
          text: try token["text"].text(), start: try token["start"].offset(),
          end: try token["end"].offset()))
    }
    self.tokens = tokens
    var results: [AttributionRun.Result] = []
    for result in try line["attributions"].elements() {
      let errors = result["standard_errors"]
      results.append(
        AttributionRun.Result(
          method: try result["method"].text(), options: try result["options"].texts(),
          scores: try result["scores"].numbers(for: tokens.count),
          elsewhere: try result["padding"].number() + result["special"].number(),
          baselineValue: try result["baseline_value"].numberIfAny(),
          convergenceDelta: try result["convergence_delta"].numberIfAny(),
          standardErrors: errors.value == nil ? nil : try errors.numbers(for: tokens.count)))
    }
    self.results = results
  }
}
