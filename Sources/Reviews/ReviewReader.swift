internal import Foundation
public import SourceText

/// Collects reviews and problems from files, folders and standard input; all commands use it.
///
/// The format is detected from the contents of a file, or else from its extension.
public struct ReviewReader {
  /// The reviews, in the order of files and lines; empty if they are passed to a closure.
  public private(set) var rows: [ReviewRow] = []
  /// The problems, and notes on omitted reviews.
  public var problems = Diagnostics()

  let options: ReviewOptions
  let use: LabelUse
  private let half: String
  private let pieceSize: Int
  private let receive: ((ReviewRow) throws(Diagnostics) -> Void)?
  private var leftOut = 0
  private var count = 0

  /// Creates a reader.
  ///
  /// - Parameters:
  ///   - options: The user's options for the files.
  ///   - labels: Whether labels are required.
  ///   - half: The split to use of a folder such as aclImdb.
  ///   - pieceSize: The size in bytes of the pieces in which larger files are read.
  ///   - receive: Receives each review as soon as it is read; nil to keep all in ``rows``.
  public init(
    options: ReviewOptions = ReviewOptions(), labels: LabelUse = .optional, half: String = "test",
    pieceSize: Int = 1 << 18,
    receive: ((ReviewRow) throws(Diagnostics) -> Void)? = nil
  ) {
    (self.options, self.half, self.receive) = (options, half, receive)
    self.pieceSize = pieceSize
    // Mapped labels may exclude reviews.
    use = labels == .ignored && !options.labels.isEmpty ? .optional : labels
  }

  /// Reads a file, a folder or standard input.
  ///
  /// Memory does not grow with the reviews that are passed to a closure. Files are read several times, because any row or object
  /// may decide how all are read; for that, standard input and files that must be decoded are copied to a temporary file.
  ///
  /// - Parameters:
  ///   - path: The path, or `-` for standard input.
  ///   - standardInput: Returns the next bytes of standard input, none at the end; nil to read it.
  public mutating func read(
    _ path: String, standardInput: (() throws(Diagnostics) -> [UInt8])? = nil
  ) {
    let name = path == "-" ? "<stdin>" : path
    do {
      if path == "-" {
        let next: () throws(Diagnostics) -> [UInt8] =
          if let standardInput { standardInput } else { try Self.pieces(of: path) }
        try read(try InputBytes(spooling: name, pieceSize: pieceSize, next))
      } else if Path.isFolder(path) {
        try readFolder(path)
      } else {
        try read(try InputBytes(of: path, pieceSize: pieceSize))
      }
    } catch {
      problems.report(error)
    }
    finish(name)
  }

  /// Reads a file from memory.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - path: Its name in diagnostics; paths in the file are relative to its folder.
  public mutating func read(parsing bytes: [UInt8], path: String) {
    do {
      try read(try InputBytes(bytes, path: path, pieceSize: pieceSize))
    } catch {
      problems.report(error)
    }
    finish(path)
  }

  /// Reads all of standard input.
  ///
  /// - Returns: Its bytes.
  /// - Throws: A diagnostic if it cannot be read.
  public static func readStandardInput() throws(Diagnostics) -> [UInt8] {
    do {
      return [UInt8](try FileHandle.standardInput.readToEnd() ?? Data())
    } catch {
      throw Diagnostics(
        "standard input cannot be read", at: SourceLocation(file: "<stdin>"), cause: .machine)
    }
  }

  private mutating func finish(_ path: String) {
    let place = SourceLocation(file: path)
    if leftOut > 0 {
      problems.report(
        Diagnostic(
          "\(leftOut) \(leftOut == 1 ? "review is" : "reviews are") excluded by --labels",
          at: place, severity: .warning))
    }
    if count == 0 && !problems.hasErrors {
      problems.report(
        Diagnostic(
          "there are no reviews", at: place,
          hint: Path.isFolder(path)
            ? "it contains no .txt files"
            : ReviewForm.isData(Path.fileExtension(of: path))
              ? "it contains no row with a review"
              : "write one review per line, optionally preceded by {#id label=positive}"))
    }
  }

  /// Reads a folder; the notes on omitted files come before the problems of reviews.
  private mutating func readFolder(_ path: String) throws(Diagnostics) {
    let folder = try ReviewFolder(at: path, half: half, use)
    var notes = problems
    problems = Diagnostics()
    defer {
      notes.report(problems)
      problems = notes
    }
    try folder.eachFile(notes: &notes) { file in
      var row = ReviewRow(text: "", location: SourceLocation(file: file.path))
      row.folderLabel = file.label
      readReview(file.path, as: row)
    }
  }

  mutating func add(_ record: ReviewRecord) {
    var row = ReviewRow(text: "", location: record.location)
    if let id = record.id?.trimmed, !id.isEmpty {
      // Some data sets number reviews like "5814_8".
      if let slug = Slug.of(id) {
        row.id = Located(slug, at: record.location)
      } else {
        problems.report(
          Diagnostic(
            "'\(id)' is not a valid id", at: record.location,
            hint: "ids consist of a-z, 0-9 and hyphens; use --id-column to choose another column"))
      }
    }
    if let label = record.label?.trimmed, !label.isEmpty, use != .ignored {
      row.label = Located(String(label), at: record.location)
    }
    row.title = record.title
    row.columns = record.columns
    add(row, text: record.text)
  }

  /// Adds a row with its text and the class that its label denotes.
  mutating func add(_ row: ReviewRow, text: String) {
    var row = row
    if let label = row.label {
      let name = options.name(of: label.value)
      // An empty class name excludes the review.
      if name.isEmpty, !label.value.isEmpty {
        leftOut += 1
        return
      }
      row.label = Located(name, at: label.location)
    }
    do throws(Diagnostics) {
      row.text = try ReviewText.clean(text, at: row.location)
      let size = row.text.utf8.count
      if size > ReviewRow.maximumSize {
        throw Diagnostics(
          "this review has \(size) bytes; the limit is \(ReviewRow.maximumSize)",
          at: row.location, hint: "check that this is the right file")
      }
      count += 1
      if let receive { try receive(row) } else { rows.append(row) }
    } catch {
      problems.report(error)
    }
  }
}
