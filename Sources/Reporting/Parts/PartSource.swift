package import Classifier
package import SourceText

/// The reviews of a run that parts compute.
package struct PartSource: Sendable {
  /// The path of the reviews, for diagnostics; it may differ from part to part.
  let path: String
  /// The number of reviews of the whole run.
  let count: Int
  /// The SHA-256 of the texts and labels of all reviews, each preceded by its length; empty for a whole run.
  let sha256: String
  /// The warnings from reading them.
  let warnings: [Diagnostic]

  /// Describes reviews that are computed by one process.
  package init(_ path: String, count: Int) {
    self.init(path: path, count: count, sha256: "", warnings: [])
  }

  /// Describes reviews of which this process computes a part.
  ///
  /// - Parameters:
  ///   - path: The path of the reviews.
  ///   - reviews: All reviews.
  ///   - warnings: The warnings from reading them.
  package init(_ path: String, _ reviews: [LabelledReview], warnings: [Diagnostic]) {
    self.init(
      path: path, count: reviews.count,
      sha256: Model.digest(
        reviews.lazy.flatMap { [Array($0.text.utf8), Array($0.label.name.utf8)] }),
      warnings: warnings)
  }

  /// Describes reviews without labels of which this process computes a part.
  package init(_ path: String, texts: [String], warnings: [Diagnostic]) {
    self.init(
      path: path, count: texts.count, sha256: Model.digest(texts.lazy.map { Array($0.utf8) }),
      warnings: warnings)
  }

  private init(path: String, count: Int, sha256: String, warnings: [Diagnostic]) {
    (self.path, self.count, self.sha256, self.warnings) = (path, count, sha256, warnings)
  }
}

extension PartSource {
  /// Writes the members of a header on which the parts agree.
  func write(to json: inout JSONWriter) {
    json.write("reviews", count)
    json.write("reviews_sha256", sha256)
  }

  /// Writes the members that may differ from part to part.
  func writePlace(to json: inout JSONWriter) {
    json.write("source", path)
    json.objects("warnings", warnings) { json, warning in
      json.write("severity", warning.severity.rawValue)
      json.write("message", warning.message)
      if let file = warning.location?.file { json.write("file", file) }
      if let line = warning.location?.line { json.write("line", line) }
      if let column = warning.location?.column { json.write("column", column) }
      if let hint = warning.hint { json.write("hint", hint) }
    }
  }

  /// Reads the members of a header.
  ///
  /// - Parameter header: The header.
  /// - Throws: A diagnostic about the first member that is missing or wrong.
  init(_ header: JSONField) throws(Diagnostics) {
    path = try header["source"].text()
    count = try header["reviews"].whole()
    sha256 = try header["reviews_sha256"].text()
    warnings = try header["warnings"].elements().map { warning throws(Diagnostics) in
      let (line, column) = (warning["line"], warning["column"])
      let file = warning["file"]
      let location =
        file.isGiven
        ? SourceLocation(
          file: try file.text(), line: line.isGiven ? try line.whole() : nil,
          column: column.isGiven ? try column.whole() : nil) : nil
      return Diagnostic(
        try warning["message"].text(), at: location,
        hint: warning["hint"].isGiven ? try warning["hint"].text() : nil,
        severity: try warning["severity"].choice())
    }
  }
}
