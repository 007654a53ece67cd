import Classifier
import SourceText

/// Texts that a program is asked about in one line, and the check of its answer.
struct Batch: Sendable {
  /// What a program says of one text.
  struct Answer: Sendable {
    /// A probability for each class.
    let probabilities: [Double]
    /// Where its words stand, where it was asked for them.
    let words: [Range<Int>]?
    /// Their embeddings and gradients, where it was asked for them.
    let gradients: WordGradients?
  }

  /// What is asked beside probabilities.
  enum Question: Hashable, Sendable {
    case nothing
    /// Where words stand.
    case tokens
    /// The embeddings and gradients of a number of words.
    case gradients(words: Int)

    /// The key that asks.
    var key: String? {
      switch self {
      case .nothing: nil
      case .tokens: "tokens"
      case .gradients: "gradients"
      }
    }
  }

  /// The number of the batch in this run, from 1.
  let id: Int
  /// The texts.
  let texts: [String]
  /// What the program is asked beside probabilities.
  var question = Question.nothing

  /// The line that is sent.
  var request: String {
    var request: [String: JSON] = [
      "id": .number(Double(id)), "texts": .array(texts.map(JSON.string)),
    ]
    if let key = question.key { request[key] = .bool(true) }
    return JSON.object(request).description
  }

  /// The batch in a few words, by its first text.
  var description: String {
    let first = RunningProgram.shown((texts.first ?? "").prefix(40))
    let texts = texts.count == 1 ? "one text" : "\(texts.count) texts"
    return "batch \(id) (\(texts)\(first.isEmpty ? ", the first empty" : " from '\(first)'"))"
  }

  /// Reads the answer.
  ///
  /// - Parameters:
  ///   - line: A JSON object.
  ///   - classes: The number of classes.
  /// - Returns: An answer for each text.
  /// - Throws: What is wrong with it, as the end of a sentence.
  func answers(_ line: JSON, classes: Int) throws(Complaint) -> [Answer] {
    if let error = line["error"] {
      throw Complaint("says '\(RunningProgram.shown(error.string ?? error.description))'")
    }
    guard line["id"]?.integer == id else {
      let id = line["id"].map { "\"id\":\(RunningProgram.shown($0.description))" } ?? "no \"id\""
      throw Complaint("answers with \(id)", hint: "an answer has the id of what was asked")
    }
    let rows = try list("probabilities", in: line)
    let tokens = question == .tokens ? try list("tokens", in: line) : nil
    var embeddings: [JSON] = []
    var gradients: [JSON] = []
    if case .gradients = question {
      embeddings = try list("embeddings", in: line)
      gradients = try list("gradients", in: line)
    }
    var answers: [Answer] = []
    for (index, row) in rows.enumerated() {
      var found: WordGradients?
      if case .gradients(let words) = question {
        found = try WordGradients(
          embeddings[index], gradients[index], text: index + 1, words: words, classes: classes)
      }
      answers.append(
        Answer(
          probabilities: try Self.probabilities(row, classes, text: index + 1),
          words: try tokens.map { tokens throws(Complaint) in
            try Self.words(tokens[index], in: texts[index], number: index + 1)
          }, gradients: found))
    }
    return answers
  }

  /// The list of a key, with something for each text.
  private func list(_ key: String, in line: JSON) throws(Complaint) -> [JSON] {
    let list = line[key]?.array ?? []
    guard list.count == texts.count else {
      throw Complaint(
        "answers with \(list.count) lists of \"\(key)\"", hint: "there is one for each text")
    }
    return list
  }

  private static func probabilities(
    _ row: JSON, _ classes: Int, text: Int
  ) throws(Complaint) -> [Double] {
    let numbers = row.array?.compactMap(\.number) ?? []
    guard numbers.count == classes, row.array?.count == classes else {
      throw Complaint(
        "gives text \(text) no list of \(classes) numbers",
        hint: "there is a probability for each class")
    }
    // A softmax in 32 bits adds up to 1 within some 1e-6.
    guard numbers.allSatisfy({ (-1e-4...1.0001).contains($0) }),
      abs(numbers.reduce(0, +) - 1) <= 1e-3
    else {
      let list = numbers.prefix(4).map { "\($0)" }.joined(separator: ", ")
      throw Complaint(
        "gives text \(text) the probabilities \(list)\(classes > 4 ? ", …" : "")",
        hint: "they lie between 0 and 1 and add up to 1")
    }
    return numbers.map { min(1, max(0, $0)) }
  }

  private static func words(
    _ json: JSON, in text: String, number: Int
  ) throws(Complaint) -> [Range<Int>] {
    let length = text.unicodeScalars.count
    var words: [Range<Int>] = []
    for token in json.array ?? [] {
      guard let start = token["start"]?.integer, let end = token["end"]?.integer,
        (words.last?.upperBound ?? 0) <= start, start < end, end <= length
      else {
        throw Complaint(
          "gives text \(number) the token \(RunningProgram.shown(token.description))",
          hint:
            "tokens have a start and an end in Unicode code points, in order, not one over another"
        )
      }
      words.append(start..<end)
    }
    return words
  }
}
