import Classifier
import SourceText

/// What a program says of itself in its first line.
struct Greeting: Hashable, Sendable {
  /// The names of its classes, in the order of its probabilities.
  let classes: [String]
  /// What tells its answers from those of any other program; nil where it does not say, and nothing is kept.
  let identity: String?
  /// Whether it says where the words of a text stand.
  let givesTokens: Bool
  /// Whether it gives the embeddings of a text's pieces and their gradients.
  let givesGradients: Bool
  /// Whether it answers at embeddings that it is given.
  let answersEmbeddings: Bool
  /// How many texts it takes at a time.
  let batch: Int

  /// The version of the protocol.
  static let version = 1
  static let mostClasses = 1000
  static let largestBatch = 10_000
  private static let longestName = 200

  /// Reads the line: everything in it is checked, and keys that nobody knows are skipped.
  ///
  /// - Parameter line: A JSON object.
  /// - Throws: What is wrong with it, as the end of a sentence.
  init(_ line: JSON) throws(Complaint) {
    guard line["protocol"]?.integer == Self.version else {
      throw Complaint(
        "says no \"protocol\":1", hint: "it begins with a line such as \(Self.example)")
    }
    let classes = line["classes"]?.array ?? []
    let names = classes.compactMap(\.string)
    guard names.count == classes.count, (2...Self.mostClasses).contains(names.count),
      Set(names).count == names.count, names.allSatisfy(Self.isName)
    else {
      throw Complaint(
        "says \"classes\" that are no list of different names",
        hint: "there must be from 2 to \(Self.mostClasses), such as [\"negative\",\"positive\"]")
    }
    self.classes = names
    let identity = line["identity"]
    self.identity = identity?.string
    guard identity == nil || self.identity.map(Self.isName) == true else {
      throw Complaint("says an \"identity\" that is no text of 1 to \(Self.longestName) characters")
    }
    givesTokens = try Self.flag("tokens", in: line)
    givesGradients = try Self.flag("gradients", in: line)
    if givesGradients, !givesTokens {
      throw Complaint(
        "says that it gives gradients, and not where words stand",
        hint: "a gradient is one of words: with \"gradients\":true goes \"tokens\":true")
    }
    answersEmbeddings = try Self.flag("embeddings", in: line)
    if answersEmbeddings, !givesGradients {
      throw Complaint(
        "says that it answers at embeddings, and gives no gradients",
        hint: "with \"embeddings\":true go \"gradients\":true and \"tokens\":true")
    }
    batch = line["batch"] == nil ? 32 : line["batch"]?.integer ?? 0
    guard (1...Self.largestBatch).contains(batch) else {
      throw Complaint("says a \"batch\" that is no whole number from 1 to \(Self.largestBatch)")
    }
  }

  static let example = #"{"protocol":1,"classes":["negative","positive"],"identity":"mine 1"}"#

  private static func flag(_ key: String, in line: JSON) throws(Complaint) -> Bool {
    switch line[key] {
    case nil, .bool(false): false
    case .bool(true): true
    default: throw Complaint("says \"\(key)\" that are neither true nor false")
    }
  }

  private static func isName(_ text: String) -> Bool {
    (1...longestName).contains(text.unicodeScalars.count)
      && text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
  }
}

/// What is wrong with something that a program said.
struct Complaint: Error {
  /// The end of a sentence whose subject is the program.
  let message: String
  let hint: String?

  init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }
}
