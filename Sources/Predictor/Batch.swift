import Classifier
import LinearAlgebra
import SourceText

/// A batch of texts sent to the program in one line, and the validation of its response.
struct Batch: Sendable {
  /// The response for one text.
  struct Answer: Sendable {
    /// One probability per class.
    let probabilities: [Double]
    /// The words and pieces, if requested.
    let tokens: TextTokens?
    /// Their embeddings and gradients, if requested.
    let gradients: PieceGradients?
    /// The gradients at the given embeddings.
    let logits: [Matrix]?
  }

  /// The data requested in addition to probabilities.
  enum Query: Hashable, Sendable {
    case predictions
    /// The ranges of words and pieces.
    case tokens
    /// The embeddings and gradients of a number of pieces.
    case gradients(pieces: Int)
    /// The gradients at the given embeddings, one matrix per text.
    case embeddings([Matrix])

    /// The request's keys.
    var keys: [String: JSON] {
      switch self {
      case .predictions: [:]
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
  /// The data requested in addition to probabilities.
  var query = Query.predictions

  /// The request line.
  var request: String {
    var request: [String: JSON] = [
      "id": .number(Double(id)), "texts": .array(texts.map(JSON.string)),
    ]
    request.merge(query.keys) { $1 }
    return JSON.object(request).description
  }

  /// A short description of the batch, with its first text.
  var description: String {
    let first = RunningProgram.shown((texts.first ?? "").prefix(40))
    let texts = texts.count == 1 ? "one text" : "\(texts.count) texts"
    return "batch \(id) (\(texts)\(first.isEmpty ? ", the first empty" : " from '\(first)'"))"
  }

  /// Parses and validates the response.
  ///
  /// - Parameters:
  ///   - line: A JSON object.
  ///   - classes: The number of classes.
  /// - Returns: One answer per text.
  /// - Throws: The problem, as a predicate.
  func answers(_ line: JSON, classes: Int) throws(Complaint) -> [Answer] {
    if let error = line["error"] {
      throw Complaint(
        "reports the error '\(RunningProgram.shown(error.string ?? error.description))'")
    }
    guard line["id"]?.integer == id else {
      let id = line["id"].map { "\"id\":\(RunningProgram.shown($0.description))" } ?? "no \"id\""
      throw Complaint("responds with \(id)", hint: "a response must repeat the id of its request")
    }
    let rows = try list("probabilities", in: line)
    let add = try reader(of: line, classes: classes)
    var answers: [Answer] = []
    for (index, row) in rows.enumerated() {
      answers.append(try add(index, try Self.probabilities(row, classes, text: index + 1)))
    }
    return answers
  }

  /// Returns a closure that validates the additional data and adds it to the probabilities of a
  /// text.
  private func reader(
    of line: JSON, classes: Int
  ) throws(Complaint) -> (Int, [Double]) throws(Complaint) -> Answer {
    switch query {
    case .predictions:
      return { Answer(probabilities: $1, tokens: nil, gradients: nil, logits: nil) }
    case .tokens:
      let tokens = try list("tokens", in: line)
      let truncated = line["truncated"] == nil ? nil : try list("truncated", in: line)
      return { index, probabilities throws(Complaint) in
        guard let isTruncated = truncated?[index].bool ?? (truncated == nil ? false : nil) else {
          throw Complaint(
            "returns \"truncated\" for text \(index + 1) that is neither true nor false")
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

  /// Returns the list of a key, with one element per text.
  private func list(_ key: String, in line: JSON) throws(Complaint) -> [JSON] {
    let list = line[key]?.array ?? []
    guard list.count == texts.count else {
      throw Complaint(
        "returns \(list.count) lists of \"\(key)\"", hint: "return one per text")
    }
    return list
  }

  private static func probabilities(
    _ row: JSON, _ classes: Int, text: Int
  ) throws(Complaint) -> [Double] {
    let numbers = row.array?.compactMap(\.number) ?? []
    guard numbers.count == classes, row.array?.count == classes else {
      throw Complaint(
        "does not return a list of \(classes) numbers for text \(text)",
        hint: "return one probability per class")
    }
    // A float32 softmax sums to 1 within about 1e-6.
    guard numbers.allSatisfy({ (-1e-4...1.0001).contains($0) }),
      abs(numbers.reduce(0, +) - 1) <= 1e-3
    else {
      let list = numbers.prefix(4).map { "\($0)" }.joined(separator: ", ")
      throw Complaint(
        "returns for text \(text) the probabilities \(list)\(classes > 4 ? ", …" : "")",
        hint: "probabilities must lie between 0 and 1 and sum to 1")
    }
    return numbers.map { min(1, max(0, $0)) }
  }
}
