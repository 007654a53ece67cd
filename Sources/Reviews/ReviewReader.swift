internal import Foundation
public import SourceText

/// Collects reviews from files, folders and standard input, and what is wrong with them: every command reads by it.
///
/// What a file says tells its form; where that leaves it open, the ending of its name does.
public struct ReviewReader: Sendable {
  /// What was read, in the order of files and lines.
  public private(set) var rows: [ReviewRow] = []
  /// What was wrong, and what was left out.
  public var problems = Diagnostics()

  let options: ReviewOptions
  private let use: LabelUse
  private let half: String
  private var leftOut = 0

  /// Creates a reader.
  ///
  /// - Parameters:
  ///   - options: What the user says about the files.
  ///   - labels: Whether labels are asked for.
  ///   - half: The half of a folder such as aclImdb that is meant.
  public init(
    options: ReviewOptions = ReviewOptions(), labels: LabelUse = .optional, half: String = "test"
  ) {
    (self.options, self.half) = (options, half)
    // Labels that are named may leave reviews out.
    use = labels == .ignored && !options.labels.isEmpty ? .optional : labels
  }

  /// Reads a file, a folder or `-`, standard input.
  ///
  /// - Parameters:
  ///   - path: The path.
  ///   - standardInput: Where the bytes come from if the path is `-`.
  public mutating func read(
    _ path: String, standardInput: () throws(Diagnostic) -> [UInt8] = readStandardInput
  ) {
    let name = path == "-" ? "<stdin>" : path
    do throws(Diagnostic) {
      if path == "-" {
        try read(try standardInput(), path: name)
      } else if Path.isFolder(path) {
        try readFolder(path)
      } else {
        try read(try SourceFile.bytes(of: path), path: path)
      }
    } catch {
      problems.report(error)
    }
    finish(name)
  }

  /// Reads a file whose bytes are in memory.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - path: Its name, which diagnostics use and other files that it names are looked for beside.
  public mutating func read(parsing bytes: [UInt8], path: String) {
    do throws(Diagnostic) { try read(bytes, path: path) } catch { problems.report(error) }
    finish(path)
  }

  /// Reads all of the program's standard input.
  ///
  /// - Returns: Its bytes.
  /// - Throws: A diagnostic when it can't be read.
  public static func readStandardInput() throws(Diagnostic) -> [UInt8] {
    do {
      return [UInt8](try FileHandle.standardInput.readToEnd() ?? Data())
    } catch {
      throw Diagnostic(
        "standard input can't be read", at: SourceLocation(file: "<stdin>"), cause: .machine)
    }
  }

  private mutating func finish(_ path: String) {
    let place = SourceLocation(file: path)
    if leftOut > 0 {
      problems.report(
        Diagnostic(
          "\(leftOut) \(leftOut == 1 ? "review is" : "reviews are") left out, as --labels says",
          at: place, severity: .warning))
    }
    if rows.isEmpty && !problems.hasErrors {
      problems.report(
        Diagnostic(
          "there are no reviews", at: place,
          hint: Path.isFolder(path)
            ? "it has no .txt file"
            : ReviewForm.isData(Path.fileExtension(of: path))
              ? "it has no row with a review"
              : "write one review a line, perhaps with {#id label=positive} in front of it"))
    }
  }

  private mutating func read(_ bytes: [UInt8], path: String) throws(Diagnostic) {
    var (bytes, name) = (bytes, path)
    if Gzip.isCompressed(bytes) {
      bytes = try Gzip.decompress(bytes, path: path)
      if Path.fileExtension(of: name) == "gz" { name.removeLast(3) }
    }
    try ForeignFile.refuse(bytes, path: path)
    let ending = Path.fileExtension(of: name)
    let text: [UInt8]
    do throws(Diagnostic) {
      text = try TextEncoding.decode(bytes, path: path, as: options.encoding)
    } catch {
      // Of a list of picks each line that is no text is told.
      let isData =
        ReviewForm.isData(ending) || options.encoding != nil || JSONRecords.isLikely(bytes)
        || DialectChoice(bytes).isHeaded { ColumnName.text.contains($0.lowercased()) }
      if isData || bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
        throw error
      }
      return readLines(decodeLines(bytes, path: path), path: path)
    }
    switch try ReviewForm(of: text, path: path, ending: ending, options) {
    case .table(let cells, let columns):
      var found: [ReviewRecord] = []
      ReviewTable(cells, path: path, options, use).read(columns: columns, problems: &problems) {
        record, _ in found.append(record)
      }
      for record in found { add(record) }
    case .objects: readObjects(JSONRecords(text, path: path), path: path)
    case .fastText:
      var found: [ReviewRecord] = []
      FastTextLines.read(text, path: path, problems: &problems) { record, _ in
        found.append(record)
      }
      for record in found { add(record) }
    case .lines: readLines(String(decoding: text, as: UTF8.self), path: path)
    }
  }

  private mutating func readFolder(_ path: String) throws(Diagnostic) {
    let folder = try ReviewFolder(at: path, half: half, use)
    problems.report(contentsOf: folder.notes)
    for file in folder.files {
      var row = ReviewRow(text: "", location: SourceLocation(file: file.path))
      row.folderLabel = file.label
      readReview(file.path, as: row)
    }
  }

  private mutating func readObjects(_ file: JSONRecords, path: String) {
    problems.report(contentsOf: file.problems)
    var names: Set<String> = []
    for object in file.objects { names.formUnion(object.fields.keys) }
    let keys = names.union(file.objects.flatMap(\.skipped)).sorted()
    guard let first = file.objects.first else { return }
    let place = SourceLocation(file: path, line: first.line)
    let found = problems.collect { () throws(Diagnostics) in
      try ColumnChoice(among: keys, options, use, at: place)
    }
    guard let columns = found else { return }
    for object in file.objects {
      let location = SourceLocation(file: path, line: object.line)
      let key = keys[columns.text]
      guard let text = object.fields[key] else {
        let isOther = object.skipped.contains(key)
        problems.report(
          Diagnostic(
            isOther ? "the '\(key)' of this object is no text" : "this object has no '\(key)'",
            at: location,
            hint: isOther
              ? "each object is one review; pandas writes them so with to_json(orient='records')"
              : "each line is one object, such as {\"text\": \"A fine film.\"}"))
        continue
      }
      add(
        ReviewRecord(
          text: text, label: columns.label.flatMap { object.fields[keys[$0]] },
          id: columns.id.flatMap { object.fields[keys[$0]] },
          title: columns.title.flatMap { object.fields[keys[$0]] }, location: location))
    }
  }

  private mutating func add(_ record: ReviewRecord) {
    var row = ReviewRow(text: "", location: record.location)
    if let id = record.id?.trimmed, !id.isEmpty {
      // Data sets number reviews as "5814_8".
      if let slug = Slug.of(id) {
        row.id = Located(slug, at: record.location)
      } else {
        problems.report(
          Diagnostic(
            "'\(id)' is no id", at: record.location,
            hint: "ids are made of a-z, 0-9 and hyphens; --id-column names another column"))
      }
    }
    if let label = record.label?.trimmed, !label.isEmpty, use != .ignored {
      row.label = Located(String(label), at: record.location)
    }
    row.title = record.title
    add(row, text: record.text)
  }

  /// Adds a row with its text and the class that its label names.
  mutating func add(_ row: ReviewRow, text: String) {
    var row = row
    if let label = row.label {
      let name = options.name(of: label.value)
      // An empty name leaves the review out.
      if name.isEmpty, !label.value.isEmpty {
        leftOut += 1
        return
      }
      row.label = Located(name, at: label.location)
    }
    do throws(Diagnostic) {
      row.text = try ReviewText.clean(text, at: row.location)
      let size = row.text.utf8.count
      if size > ReviewRow.maximumSize {
        throw Diagnostic(
          "this review has \(size) bytes, more than the \(ReviewRow.maximumSize) that are read",
          at: row.location, hint: "is this the file you meant?")
      }
      rows.append(row)
    } catch {
      problems.report(error)
    }
  }
}
