import Classifier
import SourceText

/// The greeting in a program's first line.
struct Greeting: Hashable, Sendable {
  /// The names of the classes, in the order of the probabilities.
  let classes: [String]
  /// An identity that distinguishes its predictions from those of other programs; nil disables the cache.
  let identity: String?
  /// Whether it returns the words of a text.
  let givesTokens: Bool
  /// Whether it returns the embeddings of a text's pieces and their gradients.
  let givesGradients: Bool
  /// Whether it computes gradients at given embeddings.
  let answersEmbeddings: Bool
  /// The maximum number of texts per batch.
  let batch: Int

  /// The version of the protocol.
  static let version = 1
  static let mostClasses = 1000
  static let largestBatch = 10_000
  private static let longestName = 200

  /// Parses and validates the greeting; unknown keys are ignored.
  ///
  /// - Parameter line: A JSON object.
  /// - Throws: The problem, as a predicate.
  init(_ line: JSON) throws(Complaint) {
    guard line["protocol"]?.integer == Self.version else {
      throw Complaint(
        "does not send \"protocol\":1", hint: "the first line must be such as \(Self.example)")
    }
    let classes = line["classes"]?.array ?? []
    let names = classes.compactMap(\.string)
    guard names.count == classes.count, (2...Self.mostClasses).contains(names.count),
      Set(names).count == names.count, names.allSatisfy(Self.isName)
    else {
      throw Complaint(
        "sends \"classes\" that are not a list of distinct names",
        hint: "list 2 to \(Self.mostClasses) classes, such as [\"negative\",\"positive\"]")
    }
    self.classes = names
    let identity = line["identity"]
    self.identity = identity?.string
    guard identity == nil || self.identity.map(Self.isName) == true else {
      throw Complaint(
        "sends an \"identity\" that is not a text of 1 to \(Self.longestName) characters")
    }
    givesTokens = try Self.flag("tokens", in: line)
    givesGradients = try Self.flag("gradients", in: line)
    if givesGradients, !givesTokens {
      throw Complaint(
        "supports gradients but not tokens",
        hint: "\"gradients\":true requires \"tokens\":true")
    }
    answersEmbeddings = try Self.flag("embeddings", in: line)
    if answersEmbeddings, !givesGradients {
      throw Complaint(
        "supports embeddings but not gradients",
        hint: "\"embeddings\":true requires \"gradients\":true and \"tokens\":true")
    }
    batch = line["batch"] == nil ? 32 : line["batch"]?.integer ?? 0
    guard (1...Self.largestBatch).contains(batch) else {
      throw Complaint("sends a \"batch\" that is not a whole number from 1 to \(Self.largestBatch)")
    }
  }

  static let example = #"{"protocol":1,"classes":["negative","positive"],"identity":"mine 1"}"#

  private static func flag(_ key: String, in line: JSON) throws(Complaint) -> Bool {
    switch line[key] {
    case nil, .bool(false): false
    case .bool(true): true
    default: throw Complaint("sends \"\(key)\" that is neither true nor false")
    }
  }

  private static func isName(_ text: String) -> Bool {
    (1...longestName).contains(text.unicodeScalars.count)
      && text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
  }
}

/// A problem with a program's output.
struct Complaint: Error {
  /// The problem as a predicate whose subject is the program.
  let message: String
  let hint: String?

  init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }
}
