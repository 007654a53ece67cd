import Classifier
import LinearAlgebra

extension WordGradients {
  /// Reads what a program says of a text.
  ///
  /// - Parameters:
  ///   - embeddings: A list of as many numbers for each word.
  ///   - gradients: For each class the same.
  ///   - text: The number of the text in its batch, from 1.
  ///   - words: The number of its words.
  ///   - classes: The number of classes.
  /// - Throws: What is wrong, as the end of a sentence whose subject is the program.
  init(
    _ embeddings: JSON, _ gradients: JSON, text: Int, words: Int, classes: Int
  ) throws(Complaint) {
    let width = embeddings.array?.first?.array?.count ?? 0
    let whose = "text \(text)"
    let table = try Matrix(
      embeddings, rows: words, columns: width, "embeddings", of: whose,
      hint: "there is a row for each of its words, and every row is as long")
    let all = gradients.array ?? []
    guard all.count == classes else {
      throw Complaint(
        "gives text \(text) gradients of \(all.count) classes", hint: "there are \(classes) classes"
      )
    }
    var logits: [Matrix] = []
    for (index, gradient) in all.enumerated() {
      logits.append(
        try Matrix(
          gradient, rows: words, columns: width, "gradients", of: "\(whose) and class \(index + 1)",
          hint: "there is a row for each of its words, as long as the rows of its embeddings"))
    }
    self.init(embeddings: table, logits: logits)
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
