public import Reviews
public import SourceText

/// The reviews of a report, from any supported source.
///
/// `ReviewReader` reads them from a list of picks, a table, JSON, a folder or standard input; `PickCollector` assigns ids.
public struct PickList: Sendable {
  /// The picks in source order; files of a folder or a glob in byte order of their names.
  public let picks: Picks
  /// Warnings about rows that were skipped or are doubtful.
  public let warnings: [Diagnostic]

  /// Reads reviews.
  ///
  /// - Parameters:
  ///   - path: A file, a folder or `-`.
  ///   - options: The user's options for columns, labels and the encoding.
  ///   - labels: The use of labels.
  ///   - reserved: Ids that picks may not have, because pages of the site have these names.
  ///   - standardInput: Returns the next bytes of standard input, none at the end; nil to read it.
  /// - Throws: All problems of the file, its lines, ids, labels and reviews.
  public init(
    reading path: String, options: ReviewOptions = ReviewOptions(), labels: LabelUse = .optional,
    reserved: Set<String> = ["index"],
    standardInput: (() throws(Diagnostics) -> [UInt8])? = nil
  ) throws(Diagnostics) {
    let collector = PickCollector(reserved: reserved)
    var reader = Self.reader(options, labels, into: collector)
    reader.read(path, standardInput: standardInput)
    try self.init(collector, reader.problems)
  }

  /// Reads reviews from bytes in memory.
  package init(
    parsing bytes: [UInt8], path: String, options: ReviewOptions = ReviewOptions()
  ) throws(Diagnostics) {
    let collector = PickCollector(reserved: ["index"])
    var reader = Self.reader(options, .optional, into: collector)
    reader.read(parsing: bytes, path: path)
    try self.init(collector, reader.problems)
  }

  private static func reader(
    _ options: ReviewOptions, _ labels: LabelUse, into collector: PickCollector
  ) -> ReviewReader {
    ReviewReader(options: options, labels: labels) { row throws(Diagnostics) in
      try collector.add(PickRecord(row))
    }
  }

  /// Creates a list.
  init(_ picks: Picks, warnings: [Diagnostic]) { (self.picks, self.warnings) = (picks, warnings) }

  private init(_ collector: PickCollector, _ found: Diagnostics) throws(Diagnostics) {
    var problems = found
    problems.report(collector.problems)
    try problems.throwIfErrors()
    picks = try collector.picks()
    warnings = problems.all
  }
}
