import Classifier
import LinearAlgebra
import SourceText

extension PieceGradients {
  /// Parses the embeddings and gradients of a text.
  ///
  /// - Parameters:
  ///   - embeddings: One list of numbers per piece, all of the same length.
  ///   - gradients: The same for each class.
  ///   - baselines: The same shape as embeddings; nil if the program returns none.
  ///   - text: The number of the text in its batch, from 1.
  ///   - pieces: The number of its pieces.
  ///   - classes: The number of classes.
  /// - Throws: The problem, as a predicate whose subject is the program.
  init(
    _ embeddings: JSON, _ gradients: JSON, baselines: JSON?, text: Int, pieces: Int, classes: Int
  ) throws(Complaint) {
    let width = embeddings.array?.first?.array?.count ?? 0
    let whose = "text \(text)"
    let table = try Matrix(
      embeddings, rows: pieces, columns: width, "embeddings", of: whose,
      hint: "return one row per token, all of the same length")
    let logits = try Matrix.gradients(
      gradients, rows: pieces, columns: width, of: whose, classes: classes)
    let start = try baselines.map { json throws(Complaint) in
      try Matrix(
        json, rows: pieces, columns: width, "baselines", of: whose,
        hint: "return one row per token, as long as the rows of its embeddings")
    }
    self.init(embeddings: table, logits: logits, baselines: start)
  }
}

extension Matrix {
  /// Parses the gradients of all classes.
  ///
  /// - Parameters:
  ///   - json: A list of rows per class.
  ///   - rows: The number of rows.
  ///   - columns: The length of each row.
  ///   - whose: A description of the text, for messages.
  ///   - classes: The number of classes.
  /// - Returns: One matrix per class.
  /// - Throws: The problem, as a predicate whose subject is the program.
  static func gradients(
    _ json: JSON, rows: Int, columns: Int, of whose: String, classes: Int
  ) throws(Complaint) -> [Matrix] {
    let all = json.array ?? []
    guard all.count == classes else {
      throw Complaint(
        "returns for \(whose) gradients of \(all.count) classes",
        hint: "return gradients of \(classes) classes")
    }
    var logits: [Matrix] = []
    for (index, gradient) in all.enumerated() {
      logits.append(
        try Matrix(
          gradient, rows: rows, columns: columns, "gradients",
          of: "\(whose) and class \(index + 1)",
          hint: "return one row per token, as long as the rows of its embeddings"))
    }
    return logits
  }
}

extension Matrix {
  /// Parses rows of numbers.
  fileprivate init(
    _ json: JSON, rows: Int, columns: Int, _ what: String, of whose: String, hint: String
  ) throws(Complaint) {
    let lists = json.array ?? []
    if columns == 0, rows > 0, lists.count == rows {
      throw Complaint("returns for \(whose) \(what) without numbers", hint: hint)
    }
    guard lists.count == rows else {
      throw Complaint(
        "returns for \(whose) \(lists.count) rows of \(what), expected \(rows)", hint: hint)
    }
    var numbers: [Double] = []
    for (index, list) in lists.enumerated() {
      let row = list.array?.compactMap(\.number).filter(\.isFinite) ?? []
      guard row.count == columns, list.array?.count == columns else {
        throw Complaint(
          "returns for \(whose) \(what) whose row \(index + 1) is not a list of \(columns) numbers",
          hint: hint)
      }
      numbers += row
    }
    self.init(rows: rows, columns: columns, numbers)
  }
}
