internal import Foundation
internal import Processes
internal import SourceText
internal import Spooling

extension ReviewReader {
  /// Reads a list of picks, some lines at a time.
  mutating func readLines(_ text: InputText) throws(Diagnostics) {
    var chunks = LineChunks(try text.pieces())
    var line = 0
    while let lines = try chunks.next() {
      line += readLines(String(decoding: lines, as: UTF8.self), path: text.path, after: line)
    }
  }

  /// Reads some lines of a list of picks.
  ///
  /// - Parameters:
  ///   - text: The lines.
  ///   - path: The name of the file.
  ///   - preceding: The number of lines before them.
  /// - Returns: The number of line ends.
  @discardableResult
  mutating func readLines(_ text: String, path: String, after preceding: Int = 0) -> Int {
    let file = SourceFile(path: path, text: text)
    let lines = file.lines
    for line in lines {
      guard let line = PickLine(line, in: file, after: preceding, problems: &problems) else {
        continue
      }
      var row = ReviewRow(text: "", location: line.location)
      (row.id, row.title, row.label) = (line.id, line.title, line.label)
      switch line.content {
      case .text(let text): add(row, text: text)
      case .path(let reference):
        do {
          try readReference(reference, as: row, from: Path.folder(of: path))
        } catch {
          problems.report(error)
        }
      }
    }
    return lines.count - 1
  }

  private mutating func readReference(
    _ reference: String, as row: ReviewRow, from folder: String
  ) throws(Diagnostics) {
    let path = Path.join(folder, reference)
    let glob = Glob(reference)
    if reference.isEmpty {
      problems.report(Diagnostic("missing path after the @", at: row.location))
    } else if Path.isFile(path) {
      readReview(path, as: row)
    } else if !glob.isPattern {
      let isFolder = Path.isFolder(path)
      problems.report(
        Diagnostic(
          isFolder ? "'\(path)' is a folder" : "there is no file '\(path)'", at: row.location,
          hint: isFolder
            ? "write @\(Path.join(reference, "*.txt")) for the files in it"
            : "paths are relative to this file's folder; use \\@ for a review that begins with @"))
    } else {
      let files = try Self.files(of: glob, in: folder)
      if files.count == 0 {
        problems.report(Diagnostic("no file matches '\(path)'", at: row.location))
      } else if files.count > 1, let id = row.id {
        problems.report(
          Diagnostic(
            "\(files.count) files cannot all have the id '\(id.value)'", at: id.location,
            hint: "without an id, each is named after its file"))
      } else {
        try files.each { readReview($0, as: row) }
      }
    }
  }

  /// Returns the files that a pattern matches.
  private static func files(of glob: Glob, in folder: String) throws(Diagnostics) -> SortedTexts {
    var files = SortedTexts.Collector()
    var problems = Diagnostics()
    glob.eachFile(
      in: folder,
      listing: { folder in
        // An unreadable folder has no matches.
        let names = FolderNames(of: folder)
        return { names?.next()?.name }
      },
      { path in _ = problems.collect { () throws(Diagnostics) in try files.append(path) } })
    try problems.throwIfErrors()
    return try files.sorted()
  }

  /// Reads a file as a single review.
  mutating func readReview(_ path: String, as row: ReviewRow) {
    var row = row
    row.stem = Path.stem(of: path)
    row.folderLabel = row.folderLabel ?? ReviewFolder.polarity(of: path)
    row.location = SourceLocation(file: path)
    do {
      let bytes = try SourceFile.bytes(of: path, limit: ReviewRow.maximumSize)
      let text = try TextEncoding.decode(bytes, path: path, as: options.encoding)
      add(row, text: String(decoding: text, as: UTF8.self))
    } catch {
      problems.report(error)
    }
  }

  /// The maximum number of invalid lines in a file treated as text.
  private static let mostBrokenLines = 8

  /// Decodes a picks file and reports each line that is not text; the remainder of such a line is still read.
  ///
  /// A file with more invalid lines is rejected.
  mutating func decodeLines(_ bytes: [UInt8], path: String) -> String {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    var broken: [Diagnostic] = []
    for (number, line) in lines.enumerated() {
      do {
        _ = try TextEncoding.decode(Array(line), path: path, as: nil)
      } catch {
        broken += error.all.map { problem in
          problem.moved(
            to: SourceLocation(
              file: path, line: number + (problem.location?.line ?? 1),
              column: problem.location?.column))
        }
      }
    }
    guard broken.count > Self.mostBrokenLines else {
      problems.report(contentsOf: broken)
      return String(decoding: bytes, as: UTF8.self).replacing("\0", with: " ")
    }
    problems.report(
      Diagnostic(
        "\(broken.count) of \(lines.count) lines are not text", at: broken[0].location,
        hint: TextEncoding.hint(for: bytes)
          ?? "a picks file is UTF-8 text with one review per line"))
    return ""
  }
}
