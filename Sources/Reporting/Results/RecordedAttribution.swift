import Attribution
import Classifier
import SourceText
import Spooling

/// The numbers of one method for one review, as in a line of `report attribute`.
struct RecordedAttribution: Sendable {
  /// The method's name and settings.
  let method: String
  let settings: [String: String]
  /// The numbers.
  let numbers: AttributionNumbers

  /// Reads an element of `attributions`.
  ///
  /// - Parameters:
  ///   - field: The element.
  ///   - tokens: The number of tokens.
  /// - Throws: A diagnostic for the first value that is missing or of the wrong type.
  init(_ field: JSONField, tokens: Int) throws(Diagnostics) {
    method = try field["method"].text()
    settings = try field["options"].textsByName()
    var numbers = AttributionNumbers(scores: try field["scores"].numbers(for: tokens))
    numbers.pieces = try field["piece_scores"].numbersIfAny()
    numbers.padding = try field["padding"].number()
    numbers.paddingPositions = try field["padding_scores"].numbersIfAny() ?? []
    numbers.specialTokens = try field["special"].number()
    numbers.baselineValue = try field["baseline_value"].numberOrNaNIfAny()
    numbers.isInUnitOfOutput =
      numbers.baselineValue != nil || field["is_in_unit_of_output"].value?.bool == true
    numbers.convergenceDelta = try field["convergence_delta"].numberOrNaNIfAny()
    numbers.standardErrors = try field["standard_errors"].numbersIfAny()
    numbers.fit = try field["r_squared"].numberOrNaNIfAny()
    numbers.units = try field["units"].numbersIfAny()
    self.numbers = numbers
  }
}

extension RecordedAttribution: Recordable {
  init(from record: inout RecordReader) {
    method = record.text()
    settings = Dictionary(
      (0..<record.count()).map { _ in (record.text(), record.text()) }
    ) { first, _ in first }
    var numbers = AttributionNumbers(scores: record.numbers())
    numbers.pieces = record.numbersIfAny()
    numbers.padding = record.number()
    numbers.paddingPositions = record.numbers()
    numbers.specialTokens = record.number()
    numbers.baselineValue = record.numberIfAny()
    numbers.isInUnitOfOutput = record.truth()
    numbers.convergenceDelta = record.numberIfAny()
    numbers.standardErrors = record.numbersIfAny()
    numbers.fit = record.numberIfAny()
    numbers.units = record.numbersIfAny()
    self.numbers = numbers
  }

  func record(to record: inout RecordWriter) {
    record.write(method)
    record.write(settings.count)
    for (name, value) in settings.sorted(by: { $0.key < $1.key }) {
      record.write(name)
      record.write(value)
    }
    record.write(numbers.scores)
    record.write(ifAny: numbers.pieces)
    record.write(numbers.padding)
    record.write(numbers.paddingPositions)
    record.write(numbers.specialTokens)
    record.write(ifAny: numbers.baselineValue)
    record.write(numbers.isInUnitOfOutput)
    record.write(ifAny: numbers.convergenceDelta)
    record.write(ifAny: numbers.standardErrors)
    record.write(ifAny: numbers.fit)
    record.write(ifAny: numbers.units)
  }
}

extension RecordReader {
  fileprivate mutating func numberIfAny() -> Double? { truth() ? number() : nil }

  fileprivate mutating func numbersIfAny() -> [Double]? { truth() ? numbers() : nil }
}

extension RecordWriter {
  fileprivate mutating func write(ifAny number: Double?) {
    write(number != nil)
    if let number { write(number) }
  }

  fileprivate mutating func write(ifAny numbers: [Double]?) {
    write(numbers != nil)
    if let numbers { write(numbers) }
  }
}
