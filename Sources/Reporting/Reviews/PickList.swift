public import Reviews
public import SourceText

/// The reviews of a report, from any file that can hold them.
///
/// `ReviewReader` reads them in every form that it knows: a list of picks, a table, JSON, a folder, standard input. Here
/// each is given an id.
public struct PickList: Hashable, Sendable {
  /// The picks in the order in which they were written; files of a folder or a glob in the order of their bytes.
  public let picks: [Pick]
  /// Warnings about rows that were left out or are doubtful.
  public let warnings: [Diagnostic]

  /// Reads reviews.
  ///
  /// - Parameters:
  ///   - path: A file, a folder or `-`.
  ///   - options: What the user says about columns, labels and the encoding.
  ///   - labels: Whether labels are asked for.
  ///   - reserved: Ids that a pick can't have, because a page of the site has that name.
  ///   - standardInput: Where the text comes from if the path is `-`.
  /// - Throws: All that is wrong: with the file, a line, an id, a label or a review.
  public init(
    reading path: String, options: ReviewOptions = ReviewOptions(), labels: LabelUse = .optional,
    reserved: Set<String> = ["index"],
    standardInput: () throws(Diagnostic) -> [UInt8] = ReviewReader.readStandardInput
  ) throws(Diagnostics) {
    var reader = ReviewReader(options: options, labels: labels)
    reader.read(path, standardInput: standardInput)
    try self.init(reader, reserved: reserved)
  }

  /// Reads a file whose bytes are in memory.
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
