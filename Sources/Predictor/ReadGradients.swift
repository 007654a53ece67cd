import Classifier
import LinearAlgebra
import SourceText

extension PieceGradients {
  /// Reads what a program says of a text.
  ///
  /// - Parameters:
  ///   - embeddings: A list of as many numbers for each piece.
  ///   - gradients: For each class the same.
  ///   - baselines: The same as embeddings; nil where the program gives none.
  ///   - text: The number of the text in its batch, from 1.
  ///   - pieces: The number of its pieces.
  ///   - classes: The number of classes.
  /// - Throws: What is wrong, as the end of a sentence whose subject is the program.
  init(
    _ embeddings: JSON, _ gradients: JSON, baselines: JSON?, text: Int, pieces: Int, classes: Int
  ) throws(Complaint) {
    let width = embeddings.array?.first?.array?.count ?? 0
    let whose = "text \(text)"
    let table = try Matrix(
      embeddings, rows: pieces, columns: width, "embeddings", of: whose,
      hint: "there is a row for each of its tokens, and every row is as long")
    let logits = try Matrix.gradients(
      gradients, rows: pieces, columns: width, of: whose, classes: classes)
    let start = try baselines.map { json throws(Complaint) in
      try Matrix(
        json, rows: pieces, columns: width, "baselines", of: whose,
        hint: "there is a row for each of its tokens, as long as the rows of its embeddings")
    }
    self.init(embeddings: table, logits: logits, baselines: start)
  }
}

extension Matrix {
  /// Reads the gradients of all classes.
  ///
  /// - Parameters:
  ///   - json: For each class a list of rows.
  ///   - rows: The number of rows.
  ///   - columns: The numbers in each.
  ///   - whose: What they belong to, in words.
  ///   - classes: The number of classes.
  /// - Returns: A matrix for each class.
  /// - Throws: What is wrong, as the end of a sentence whose subject is the program.
  static func gradients(
    _ json: JSON, rows: Int, columns: Int, of whose: String, classes: Int
  ) throws(Complaint) -> [Matrix] {
    let all = json.array ?? []
    guard all.count == classes else {
      throw Complaint(
        "gives \(whose) gradients of \(all.count) classes", hint: "there are \(classes) classes")
    }
    var logits: [Matrix] = []
    for (index, gradient) in all.enumerated() {
      logits.append(
        try Matrix(
          gradient, rows: rows, columns: columns, "gradients",
          of: "\(whose) and class \(index + 1)",
          hint: "there is a row for each of its tokens, as long as the rows of its embeddings"))
    }
    return logits
  }
}

extension Matrix {
  /// Reads rows of numbers.
  fileprivate init(
    _ json: JSON, rows: Int, columns: Int, _ what: String, of whose: String, hint: String
  ) throws(Complaint) {
    let lists = json.array ?? []
    if columns == 0, rows > 0, lists.count == rows {
      throw Complaint("gives \(whose) \(what) without numbers", hint: hint)
    }
    guard lists.count == rows else {
      throw Complaint("gives \(whose) \(lists.count) rows of \(what), not \(rows)", hint: hint)
    }
    var numbers: [Double] = []
    for (index, list) in lists.enumerated() {
      let row = list.array?.compactMap(\.number).filter(\.isFinite) ?? []
      guard row.count == columns, list.array?.count == columns else {
        throw Complaint(
          "gives \(whose) \(what) whose row \(index + 1) is no list of \(columns) numbers",
          hint: hint)
      }
      numbers += row
    }
    self.init(rows: rows, columns: columns, numbers)
  }
}
