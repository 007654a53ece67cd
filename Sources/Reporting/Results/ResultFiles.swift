import Attribution
import Classifier
import Reviews
import SourceText
import Spooling

/// The files of `report attribute`, from which a build takes the attributions of a run.
///
/// Lines are read one by one and kept in temporary files, so memory hardly grows with their number.
struct ResultFiles: Sendable {
  /// The reviews, in the order of the files and their lines.
  let picks: PickList
  /// The version, model and target of all lines, and the location of the first line.
  let source: RecordedReview.Source
  let first: SourceLocation
  /// The results of the part's reviews.
  let results: RecordList<RecordedResults>
  /// The indices of these reviews.
  let range: Range<Int>

  /// Reads files.
  ///
  /// Of a part, only its own lines are read in full; of the others, the review.
  ///
  /// - Parameters:
  ///   - paths: Files, which may be gzip files, or folders, of which all files but hidden ones are read in the order of their names.
  ///   - part: The part of the run.
  ///   - willRead: Called before each file is read.
  /// - Throws: The problems of all lines: invalid JSON, a missing value, another run than that of the first line, or an id that is given
  ///   twice.
  init(
    reading paths: [String], part: Part, willRead: (String) -> Void = { _ in }
  ) throws(Diagnostics) {
    let files = try Self.files(paths)
    let collector = PickCollector(reserved: ["index"])
    var problems = Diagnostics()
    var reading = Reading()
    for path in files {
      willRead(path)
      try Self.eachLine(of: path, problems: &problems) { text, place throws(Diagnostics) in
        if part == .whole {
          let review = try RecordedReview(JSONField(parsing: text(), at: place))
          try reading.add(review)
          try collector.add(review.pick)
        } else {
          try collector.add(PickRecord(JSONField(parsing: Self.head(of: text()), at: place)))
        }
        reading.count += 1
      }
    }
    let range = part.range(of: reading.count)
    if part != .whole, !problems.hasErrors {
      var index = 0
      for path in files {
        try Self.eachLine(of: path, problems: &problems) { text, place throws(Diagnostics) in
          defer { index += 1 }
          // The first line of all parts tells whether they are of one run.
          guard index == 0 || range.contains(index) else { return }
          let review = try RecordedReview(JSONField(parsing: text(), at: place))
          try reading.add(review, isKept: range.contains(index))
        }
      }
    }
    problems.report(collector.problems)
    if reading.count == 0, !problems.hasErrors {
      problems.report(
        Diagnostic(
          "there are no results", at: SourceLocation(file: files.first ?? "--from"),
          hint: JSONField.hint))
    }
    try problems.throwIfErrors()
    guard let source = reading.source, let first = reading.first else { throw problems }
    self.source = source
    self.first = first
    self.range = range
    results = reading.results.list
    picks = PickList(try collector.picks(), warnings: problems.all)
  }

  /// The state of reading.
  private struct Reading: ~Copyable {
    var count = 0
    private(set) var source: RecordedReview.Source?
    private(set) var first: SourceLocation?
    private(set) var results = RecordList<RecordedResults>.Appender()

    mutating func add(_ review: RecordedReview, isKept: Bool = true) throws(Diagnostics) {
      let place = review.results.location
      if let source, let first {
        try review.source.check(source, of: first, at: place)
      } else {
        (source, first) = (review.source, place)
        guard review.source.version == Version.current else {
          throw Diagnostics(
            "this line is from version \(review.source.version), but this is version \(Version.current)",
            at: place, hint: "run 'report attribute' again with this version")
        }
      }
      if isKept { try results.append(review.results) }
    }
  }

  /// Returns the paths of all files.
  private static func files(_ paths: [String]) throws(Diagnostics) -> [String] {
    var problems = Diagnostics()
    var files: [String] = []
    for path in paths {
      guard Path.isFolder(path) else {
        files.append(path)
        continue
      }
      // Programs that write results in parallel mark their own files so.
      let found = Glob("[!._]*").files(in: path)
      if found.isEmpty {
        problems.report(
          Diagnostic("the folder has no files with results", at: SourceLocation(file: path)))
      }
      files += found
    }
    try problems.throwIfErrors()
    return files
  }

  /// Passes each line that is not blank to a closure, and collects the first problem of each line, up to a thousand.
  private static func eachLine(
    of path: String, problems: inout Diagnostics,
    _ body: (_ text: () throws(Diagnostics) -> String, SourceLocation) throws(Diagnostics) -> Void
  ) throws(Diagnostics) {
    do throws(Diagnostics) {
      var lines = try InputLines(of: path)
      while let line = try lines.next() {
        if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
        let place = SourceLocation(file: lines.path, line: lines.number)
        do throws(Diagnostics) {
          try body({ () throws(Diagnostics) in try Self.text(line, at: place) }, place)
        } catch {
          problems.report(error)
          if error.all.contains(where: { $0.cause == .machine }) { throw error }
          guard problems.all.count < 1000 else { throw problems }
        }
      }
    } catch {
      if !problems.hasErrors { problems.report(error) }
      throw problems
    }
  }

  private static func text(
    _ line: ArraySlice<UInt8>, at place: SourceLocation
  ) throws(Diagnostics) -> String {
    guard let text = String(validating: line, as: UTF8.self) else {
      throw Diagnostics("this line is not UTF-8", at: place, hint: JSONField.hint)
    }
    return text
  }

  /// Returns the members of a line that precede the model, which are those of the review; the whole line if it has another order.
  static func head(of line: String) -> String {
    // A quote within a string is escaped, so the member cannot be part of a text.
    guard let end = line.firstRange(of: #","version":"#) else { return line }
    return line[..<end.lowerBound] + "}"
  }
}

extension RecordedReview.Source {
  /// Throws if a line is of another run than the first one.
  fileprivate func check(
    _ other: Self, of first: SourceLocation, at place: SourceLocation
  ) throws(Diagnostics) {
    let reason =
      version != other.version
      ? "version \(version), but line \(first) from version \(other.version)"
      : model != other.model
        ? "the model \(model.prefix(12)), but line \(first) from \(other.model.prefix(12))"
        : target != other.target
          ? "the target \(target.rawValue), but line \(first) from \(other.target.rawValue)"
          : nil
    if let reason {
      throw Diagnostics(
        "this line is from \(reason)", at: place, hint: "use the results of one run")
    }
  }
}
