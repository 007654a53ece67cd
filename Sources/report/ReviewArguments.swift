import ArgumentParser
import Reviews
import SourceText

/// What files of reviews leave open, for every command that reads some.
struct ReviewArguments: ParsableArguments {
  @Option(
    help:
      "The column of the text, by its name, or by its number from 1 in a table without a header.")
  var textColumn: String?

  @Option(help: "The column of the label.")
  var labelColumn: String?

  @Option(help: "The column of the id.")
  var idColumn: String?

  @Option(
    parsing: .unconditional,
    help:
      "The classes that labels stand for, as in '0=negative,4=positive'; '3=' leaves reviews with the label 3 out."
  )
  var labels: String?

  @Option(help: "The encoding of files that are not UTF-8, such as windows-1252 or latin-1.")
  var encoding: String?

  /// The options together.
  ///
  /// - Throws: What is wrong with the labels and the encoding.
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
              ?? "there is \(TextEncoding.names.joined(separator: ", "))"))
      }
    }
    try problems.throwIfErrors()
    return options
  }
}
