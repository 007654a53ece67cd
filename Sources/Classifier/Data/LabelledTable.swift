import SourceText

/// Labelled reviews in a table: CSV, TSV or JSON Lines.
enum LabelledTable {
  private static let textNames = ["review", "text"]
  private static let labelNames = ["sentiment", "label"]

  static func reviews(at path: String, _ classes: [Label]?) throws(Diagnostics) -> [LabelledReview]
  {
    let file: SourceFile
    do throws(Diagnostic) { file = try SourceFile(reading: path) } catch {
      throw Diagnostics([error])
    }
    var problems = Diagnostics()
    let rows: [Record]
    switch path.split(separator: ".").last?.lowercased() {
    case "csv", "tsv":
      let table = DelimitedText(file, delimiter: path.hasSuffix("tsv") ? .tab : .comma)
      for names in [textNames, labelNames] where !table.hasColumn(names) {
        problems.report(
          Diagnostic(
            "there is no column '\(names[0])'", at: table.headerLocation,
            hint: NearestName.hint(for: names[0], among: table.header)))
      }
      try problems.throwIfErrors()
      problems.report(contentsOf: table.problems)
      rows = table.rows
    case "jsonl":
      let lines = JSONLines(file)
      problems.report(contentsOf: lines.problems)
      rows = lines.rows
    default:
      throw Diagnostics([
        Diagnostic(
          "this is no kind of file that labelled reviews are read from",
          at: SourceLocation(file: path),
          hint: "there is .csv, .tsv, .jsonl and folders with a folder a class")
      ])
    }
    var reviews: [LabelledReview] = []
    for row in rows {
      do throws(Diagnostic) { reviews.append(try review(of: row, classes)) } catch {
        problems.report(error)
      }
    }
    try problems.throwIfErrors()
    return reviews
  }

  private static func review(
    of row: Record, _ classes: [Label]?
  ) throws(Diagnostic) -> LabelledReview {
    guard let text = row[textNames] else {
      throw Diagnostic("this row has no 'review'", at: row.location)
    }
    guard let name = row[labelNames] else {
      throw Diagnostic("this row has no 'sentiment'", at: row.location)
    }
    return LabelledReview(
      text: try ReviewText.clean(text, at: row.location),
      label: try LabelledReviews.label(name, classes, at: row.location))
  }
}
