public import Reviews
public import SourceText

/// The reviews of a report, from any supported source.
///
/// `ReviewReader` reads them from a list of picks, a table, JSON, a folder or standard input; this type assigns ids.
public struct PickList: Hashable, Sendable {
  /// The picks in source order; files of a folder or a glob in byte order of their names.
  public let picks: [Pick]
  /// Warnings about rows that were skipped or are doubtful.
  public let warnings: [Diagnostic]

  /// Reads reviews.
  ///
  /// - Parameters:
  ///   - path: A file, a folder or `-`.
  ///   - options: The user's options for columns, labels and the encoding.
  ///   - labels: The use of labels.
  ///   - reserved: Ids that picks may not have, because pages of the site have these names.
  ///   - standardInput: Reads standard input, if the path is `-`.
  /// - Throws: All problems of the file, its lines, ids, labels and reviews.
  public init(
    reading path: String, options: ReviewOptions = ReviewOptions(), labels: LabelUse = .optional,
    reserved: Set<String> = ["index"],
    standardInput: () throws(Diagnostics) -> [UInt8] = ReviewReader.readStandardInput
  ) throws(Diagnostics) {
    var reader = ReviewReader(options: options, labels: labels)
    reader.read(path, standardInput: standardInput)
    try self.init(reader, reserved: reserved)
  }

  /// Reads reviews from bytes in memory.
  package init(
    parsing bytes: [UInt8], path: String, options: ReviewOptions = ReviewOptions()
  ) throws(Diagnostics) {
    var reader = ReviewReader(options: options)
    reader.read(parsing: bytes, path: path)
    try self.init(reader, reserved: ["index"])
  }

  private init(_ reader: ReviewReader, reserved: Set<String>) throws(Diagnostics) {
    var problems = reader.problems
    picks = reader.rows.picks(reserved: reserved, problems: &problems)
    try problems.throwIfErrors()
    warnings = problems.all
  }
}
