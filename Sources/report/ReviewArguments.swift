import ArgumentParser
import Reviews
import SourceText

/// Options for files of reviews, for every command that reads reviews.
struct ReviewArguments: ParsableArguments {
  @Option(
    help:
      "The text column, by name, or by number from 1 in a table without a header.")
  var textColumn: String?

  @Option(help: "The label column.")
  var labelColumn: String?

  @Option(help: "The id column.")
  var idColumn: String?

  @Option(
    parsing: .unconditional,
    help:
      "The class of each label, for example '0=negative,4=positive'; '3=' excludes reviews with the label 3."
  )
  var labels: String?

  @Option(help: "The encoding of files that are not UTF-8, for example windows-1252 or latin-1.")
  var encoding: String?

  /// Returns the parsed options.
  ///
  /// - Throws: Diagnostics about the labels and the encoding.
  func options() throws(Diagnostics) -> ReviewOptions {
    var options = ReviewOptions()
    (options.textColumn, options.labelColumn, options.idColumn) = (
      textColumn, labelColumn, idColumn
    )
    var problems = Diagnostics()
    if let labels {
      let found = problems.collect { () throws(Diagnostics) in
        try ReviewOptions.labels(parsing: labels)
      }
      options.labels = found ?? [:]
    }
    if let encoding {
      options.encoding = TextEncoding(named: encoding)
      if options.encoding == nil {
        problems.report(
          Diagnostic(
            "there is no encoding '\(encoding)'", at: SourceLocation(file: "--encoding"),
            hint: NearestName.hint(for: encoding, among: TextEncoding.names)
              ?? "use one of \(TextEncoding.names.joined(separator: ", "))"))
      }
    }
    try problems.throwIfErrors()
    return options
  }
}
