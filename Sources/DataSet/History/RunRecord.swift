internal import SourceText

/// The values of named claims in one run.
public struct RunRecord: Hashable, Sendable {
  /// The name of the run, such as a date or a commit, given by the caller.
  public let run: String
  /// Further facts about the run, such as the model's and the data's SHA-256.
  public let properties: [String: String]
  /// The value of each claim; nil if it was not decidable.
  public let values: [String: Double?]

  /// Creates a record; values that are not finite become nil.
  public init(run: String, properties: [String: String] = [:], values: [String: Double?]) {
    self.run = run
    self.properties = properties
    self.values = values.mapValues { $0.flatMap { $0.isFinite ? $0 : nil } }
  }

  /// The beginning of every line of a history.
  static let mark = #"{"history":1,"#

  /// The record as one line of JSON, without its end.
  var line: String {
    JSONWriter.object { json in
      json.write("history", 1)
      json.write("run", run)
      json.write("properties", .object(properties.mapValues(JSON.string)))
      json.write("values", .object(values.mapValues { $0.map(JSON.number) ?? .null }))
    }
  }

  /// Reads a record.
  ///
  /// - Parameter json: A line.
  init?(_ json: JSON) {
    guard json["history"]?.integer == 1, let run = json["run"]?.string,
      let properties = json["properties"]?.object, let values = json["values"]?.object
    else { return nil }
    var numbers: [String: Double?] = [:]
    for (name, value) in values {
      guard value == .null || value.number != nil else { return nil }
      numbers[name] = .some(value.number)
    }
    let texts = properties.compactMapValues(\.string)
    guard texts.count == properties.count else { return nil }
    self.init(run: run, properties: texts, values: numbers)
  }
}
