import SourceText

/// Reads part files of one kind.
struct PartReader<Run: PartRun> {
  /// A part with the line of its header.
  struct Found {
    let file: PartFile<Run>
    let header: JSONField
  }

  /// The parts that were read completely, in the order of the files.
  private(set) var found: [Found] = []

  /// Reads the parts of a file, of which there is usually one.
  ///
  /// - Parameter lines: The lines of the file.
  /// - Throws: The first problem of the file.
  mutating func read(_ lines: PartLines) throws(Diagnostics) {
    var lines = lines
    try readPart(try lines.first(), &lines)
    while let line = lines.next() { try readPart(line, &lines) }
  }

  private mutating func readPart(
    _ first: PartLine, _ lines: inout PartLines
  ) throws(Diagnostics) {
    let header = try first.header()
    let kind = try first.kind(header)
    guard kind == Run.kind else {
      throw Diagnostics(
        "these are parts of two kinds: this one is of \(kind.phrase), those before it are of "
          + Run.kind.phrase, at: first.location(of: "kind"),
        hint: "join the parts of one run")
    }
    let head = try PartHeader(header)
    let run = try Run(header)
    var records: [Run.Record] = []
    for index in head.part.range(of: head.source.count) {
      guard let line = lines.next() else {
        throw Diagnostics(
          "the file ends before the record of review \(index + 1)", at: lines.end,
          hint: "it was cut off; compute this part again")
      }
      let object = try line.object()
      guard object["review"].value == .number(Double(index + 1)) else {
        throw Diagnostics(
          "the record of review \(index + 1) is expected here", at: line.location(of: "review"),
          hint: JSONField.damaged)
      }
      records.append(try run.record(object))
    }
    guard let last = lines.next() else {
      throw Diagnostics(
        "the file ends before its last line", at: lines.end,
        hint: "it was cut off; compute this part again")
    }
    guard try last.object()["records"].value == .number(Double(records.count)) else {
      throw Diagnostics(
        "the last line of this part, {\"records\":\(records.count)}, is expected here",
        at: last.location(of: "records"), hint: JSONField.damaged)
    }
    found.append(Found(file: PartFile(run, head, records), header: header))
  }
}
