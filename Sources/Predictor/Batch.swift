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
  }

  /// The number of the batch in this run, from 1.
  let id: Int
  /// The texts.
  let texts: [String]
  /// Whether the program is asked where words stand.
  var asksForTokens = false

  /// The line that is sent.
  var request: String {
    var request: [String: JSON] = [
      "id": .number(Double(id)), "texts": .array(texts.map(JSON.string)),
    ]
    if asksForTokens { request["tokens"] = .bool(true) }
    return JSON.object(request).description
  }

  /// The batch in a few words, by its first text.
  var description: String {
    let first = ChildProcess.harmless((texts.first ?? "").prefix(40))
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
      throw Complaint("says '\(ChildProcess.harmless(error.string ?? error.description))'")
    }
    guard line["id"]?.integer == id else {
      let id = line["id"].map { "\"id\":\(ChildProcess.harmless($0.description))" } ?? "no \"id\""
      throw Complaint("answers with \(id)", hint: "an answer has the id of what was asked")
    }
    let rows = line["probabilities"]?.array ?? []
    guard rows.count == texts.count else {
      throw Complaint(
        "answers with \(rows.count) lists of \"probabilities\"", hint: "there is one for each text")
    }
    let tokens = line["tokens"]?.array
    if asksForTokens, tokens?.count != texts.count {
      throw Complaint(
        "answers with \(tokens?.count ?? 0) lists of \"tokens\"", hint: "there is one for each text"
      )
    }
    var answers: [Answer] = []
    for (index, row) in rows.enumerated() {
      let words = asksForTokens ? tokens?[index] : nil
      answers.append(
        Answer(
          probabilities: try Self.probabilities(row, classes, text: index + 1),
          words: try words.map { json throws(Complaint) in
            try Self.words(json, in: texts[index], number: index + 1)
          }))
    }
    return answers
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
          "gives text \(number) the token \(ChildProcess.harmless(token.description))",
          hint:
            "tokens have a start and an end in Unicode code points, in order, not one over another"
        )
      }
      words.append(start..<end)
    }
    return words
  }
}
