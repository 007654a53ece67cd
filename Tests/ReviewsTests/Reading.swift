import Reviews
import SourceText

/// What a file of some bytes is read as.
struct Reading {
  let rows: [ReviewRow]
  let problems: Diagnostics

  init(
    _ bytes: some Sequence<UInt8>, _ path: String = "a.csv", labels: LabelUse = .optional,
    _ change: (inout ReviewOptions) -> Void = { _ in }
  ) {
    var options = ReviewOptions()
    change(&options)
    var reader = ReviewReader(options: options, labels: labels)
    reader.read(parsing: Array(bytes), path: path)
    (rows, problems) = (reader.rows, reader.problems)
  }

  init(
    _ text: String, _ path: String = "a.csv", labels: LabelUse = .optional,
    _ change: (inout ReviewOptions) -> Void = { _ in }
  ) {
    self.init(text.utf8, path, labels: labels, change)
  }

  var texts: [String] { rows.map(\.text) }
  var labels: [String?] { rows.map { $0.label?.value } }
  var ids: [String?] { rows.map { $0.id?.value } }
  var said: String { problems.description }
}
