import Classifier
import LinearAlgebra
import SourceText

/// Texts that a program is asked about in one line, and the check of its answer.
struct Batch: Sendable {
  /// What a program says of one text.
  struct Answer: Sendable {
    /// A probability for each class.
    let probabilities: [Double]
    /// Its words and pieces, where it was asked for them.
    let tokens: TextTokens?
    /// Their embeddings and gradients, where it was asked for them.
    let gradients: PieceGradients?
    /// The gradients at embeddings that it was given.
    let logits: [Matrix]?
  }

  /// What is asked beside probabilities.
  enum Question: Hashable, Sendable {
    case nothing
    /// Where words and pieces stand.
    case tokens
    /// The embeddings and gradients of a number of pieces.
    case gradients(pieces: Int)
    /// The gradients at embeddings that are given, a matrix for each text.
    case embeddings([Matrix])

    /// What is asked, by its keys.
    var keys: [String: JSON] {
      switch self {
      case .nothing: [:]
      case .tokens: ["tokens": .bool(true)]
      case .gradients: ["gradients": .bool(true)]
      case .embeddings(let points):
        ["embeddings": .array(points.map(Self.rows)), "gradients": .bool(true)]
      }
    }

    private static func rows(_ matrix: Matrix) -> JSON {
      .array((0..<matrix.rows).map { .array(matrix.row($0).map(JSON.number)) })
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
    request.merge(question.keys) { $1 }
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
    let add = try reader(of: line, classes: classes)
    var answers: [Answer] = []
    for (index, row) in rows.enumerated() {
      answers.append(try add(index, try Self.probabilities(row, classes, text: index + 1)))
    }
    return answers
  }

  /// Checks what was asked for beside probabilities, and puts it to those of a text.
  private func reader(
    of line: JSON, classes: Int
  ) throws(Complaint) -> (Int, [Double]) throws(Complaint) -> Answer {
    switch question {
    case .nothing:
      return { Answer(probabilities: $1, tokens: nil, gradients: nil, logits: nil) }
    case .tokens:
      let tokens = try list("tokens", in: line)
      let truncated = line["truncated"] == nil ? nil : try list("truncated", in: line)
      return { index, probabilities throws(Complaint) in
        guard let isTruncated = truncated?[index].bool ?? (truncated == nil ? false : nil) else {
          throw Complaint("says \"truncated\" of text \(index + 1) that is neither true nor false")
        }
        let found = try TextTokens(
          tokens[index], isTruncated: isTruncated, of: texts[index], number: index + 1)
        return Answer(probabilities: probabilities, tokens: found, gradients: nil, logits: nil)
      }
    case .gradients(let pieces):
      let embeddings = try list("embeddings", in: line)
      let gradients = try list("gradients", in: line)
      let baselines = line["baselines"] == nil ? nil : try list("baselines", in: line)
      return { index, probabilities throws(Complaint) in
        let found = try PieceGradients(
          embeddings[index], gradients[index], baselines: baselines?[index], text: index + 1,
          pieces: pieces, classes: classes)
        return Answer(probabilities: probabilities, tokens: nil, gradients: found, logits: nil)
      }
    case .embeddings(let points):
      let gradients = try list("gradients", in: line)
      return { index, probabilities throws(Complaint) in
        let found = try Matrix.gradients(
          gradients[index], rows: points[index].rows, columns: points[index].columns,
          of: "embeddings \(index + 1)", classes: classes)
        return Answer(probabilities: probabilities, tokens: nil, gradients: nil, logits: found)
      }
    }
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
}
