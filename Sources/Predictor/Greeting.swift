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
    switch line["tokens"] {
    case nil, .bool(false): givesTokens = false
    case .bool(true): givesTokens = true
    default: throw Complaint("says \"tokens\" that are neither true nor false")
    }
    batch = line["batch"] == nil ? 32 : line["batch"]?.integer ?? 0
    guard (1...Self.largestBatch).contains(batch) else {
      throw Complaint("says a \"batch\" that is no whole number from 1 to \(Self.largestBatch)")
    }
  }

  static let example = #"{"protocol":1,"classes":["negative","positive"],"identity":"mine 1"}"#

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
