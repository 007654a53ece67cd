import Reviews
package import SourceText

/// A part of a run with the records of its reviews.
///
/// As a file it consists of JSON Lines: a header, a line per review, and the number of these lines, which shows that the file is
/// complete. Numbers are read back to the last bit, so a file that is read and written again has the same bytes.
package struct PartFile<Run: PartRun>: Sendable {
  /// The run.
  package let run: Run
  /// The records in the order of the reviews.
  package let records: [Run.Record]
  private let header: PartHeader

  /// Creates a part.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - part: The part.
  ///   - source: All reviews of the run.
  ///   - records: The records of the part's reviews.
  package init(_ run: Run, _ part: Part, of source: PartSource, records: [Run.Record]) {
    precondition(records.count == part.range(of: source.count).count, "one record per review")
    self.init(run, PartHeader(part, of: source), records)
  }

  init(_ run: Run, _ header: PartHeader, _ records: [Run.Record]) {
    (self.run, self.header, self.records) = (run, header, records)
  }

  /// Reads a file.
  ///
  /// - Parameter path: The file.
  /// - Returns: Its parts, of which there is usually one.
  /// - Throws: The first problem of the file.
  package static func all(in path: String) throws(Diagnostics) -> [PartFile] {
    var reader = PartReader<Run>()
    try reader.read(
      try PartLines(reading: path, standardInput: ReviewReader.readStandardInput))
    return reader.found.map(\.file)
  }

  /// The part.
  package var part: Part { header.part }
  /// The reviews of the run.
  package var source: PartSource { header.source }

  /// Passes the lines of the file to a closure, without line ends.
  ///
  /// - Parameter body: Receives each line.
  /// - Throws: The first error of the closure.
  package func eachLine(_ body: (String) throws(Diagnostics) -> Void) throws(Diagnostics) {
    try body(header.line(run))
    let first = part.range(of: source.count).lowerBound
    for (index, record) in records.enumerated() {
      try body(
        JSONWriter.object { json in
          json.write("review", first + index + 1)
          run.write(record, to: &json)
        })
    }
    try body(JSONWriter.object { $0.write("records", records.count) })
  }
}
