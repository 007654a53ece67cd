internal import Classifier
internal import Foundation
internal import SourceText

/// Collects reviews from files, and what is wrong with them.
struct PickReader {
  /// What was read.
  private(set) var drafts: [PickDraft] = []
  /// What was wrong.
  var problems = Diagnostics()

  /// Reads a file in the form that the ending of its path tells.
  mutating func read(_ bytes: [UInt8], path: String) throws(Diagnostic) {
    func text() throws(Diagnostic) -> SourceFile {
      SourceFile(path: path, text: try SourceFile.decode(bytes, path: path))
    }
    switch Path.fileExtension(of: path) {
    case "csv": readTable(DelimitedText(try text(), delimiter: .comma))
    case "tsv": readTable(DelimitedText(try text(), delimiter: .tab))
    case "jsonl", "ndjson": readObjects(JSONLines(try text()))
    default: readLines(bytes, path: path)
    }
  }

  /// Reads a picks file, or JSON Lines if it begins with an object.
  private mutating func readLines(_ bytes: [UInt8], path: String) {
    let file = SourceFile(path: path, text: decode(bytes, path: path))
    if file.text.trimmed.hasPrefix("{\"") { return readObjects(JSONLines(file)) }
    for line in file.lines {
      guard let line = PickLine(line, in: file, problems: &problems) else { continue }
      let draft = PickDraft(
        id: line.id, title: line.title, text: "", label: line.label, location: line.location)
      switch line.content {
      case .text(let text): add(draft, text: text)
      case .path(let reference): readReference(reference, as: draft, from: Path.folder(of: path))
      }
    }
  }

  /// Reads the `.txt` files of a folder.
  mutating func readFolder(_ path: String) {
    // A folder that can't be read has no reviews, which the caller reports.
    let all = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
    let texts = all.filter { name in
      Path.fileExtension(of: name) == "txt" && !"/\(name)".contains("/.")
    }
    let labelled = texts.filter { $0.hasPrefix("pos/") || $0.hasPrefix("neg/") }
    let chosen = labelled.isEmpty ? texts : labelled
    for name in chosen.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      let file = Path.join(path, name)
      readReview(file, as: PickDraft(text: "", location: SourceLocation(file: file)))
    }
  }

  private mutating func readReference(
    _ reference: String, as draft: PickDraft, from folder: String
  ) {
    let path = Path.join(folder, reference)
    let glob = Glob(reference)
    if reference.isEmpty {
      problems.report(Diagnostic("there is no path behind the @", at: draft.location))
    } else if Path.isFile(path) {
      readReview(path, as: draft)
    } else if !glob.isPattern {
      let isFolder = Path.isFolder(path)
      problems.report(
        Diagnostic(
          isFolder ? "'\(path)' is a folder" : "there is no file '\(path)'", at: draft.location,
          hint: isFolder
            ? "write @\(Path.join(reference, "*.txt")) for the files in it"
            : "paths begin at the folder of this file; write \\@ for a review that begins so"))
    } else {
      let files = glob.files(in: folder)
      if files.isEmpty {
        problems.report(Diagnostic("no file matches '\(path)'", at: draft.location))
      } else if files.count > 1, let id = draft.id {
        problems.report(
          Diagnostic(
            "\(files.count) files can't all have the id '\(id.value)'", at: id.location,
            hint: "without it, each is named after its file"))
      } else {
        for file in files { readReview(file, as: draft) }
      }
    }
  }

  /// Reads a file that is one review.
  private mutating func readReview(_ path: String, as draft: PickDraft) {
    var draft = draft
    draft.stem = Path.stem(of: path)
    draft.folderLabel = Label(folderOf: path)
    draft.location = SourceLocation(file: path)
    do throws(Diagnostic) {
      let file = try SourceFile(reading: path, limit: PickDraft.maximumSize)
      add(draft, text: file.text)
    } catch {
      problems.report(error)
    }
  }

  private mutating func readTable(_ table: DelimitedText) {
    problems.report(contentsOf: table.problems)
    guard table.hasColumn(Column.text) else {
      let columns = table.header.map { "'\($0)'" }.joined(separator: ", ")
      return problems.report(
        Diagnostic(
          "there is no column 'review' or 'text'", at: table.headerLocation,
          hint: columns.isEmpty
            ? "the first row names the columns" : "the columns are \(columns)"))
    }
    for row in table.rows { readRecord(row) }
  }

  private mutating func readObjects(_ file: JSONLines) {
    problems.report(contentsOf: file.problems)
    for row in file.rows { readRecord(row) }
  }

  private mutating func readRecord(_ record: Record) {
    guard let text = record[Column.text] else {
      return problems.report(
        Diagnostic(
          "this object has no 'text'", at: record.location,
          hint: "each line is one object, such as {\"text\": \"A fine film.\"}"))
    }
    var draft = PickDraft(text: "", location: record.location)
    if let id = record[["id"]], !id.isEmpty {
      // Data sets number reviews as "5814_8".
      if let slug = Slug.of(id) {
        draft.id = Located(slug, at: record.location)
      } else {
        problems.report(Diagnostic("'\(id)' is no id", at: record.location))
      }
    }
    if let label = record[Column.label], !label.isEmpty {
      draft.label = Located(Label(label), at: record.location)
    }
    draft.title = record[["title"]]
    add(draft, text: text)
  }

  private mutating func add(_ draft: PickDraft, text: String) {
    var draft = draft
    do throws(Diagnostic) {
      draft.text = try ReviewText.clean(text, at: draft.location)
      if let problem = draft.problem { throw problem }
      drafts.append(draft)
    } catch {
      problems.report(error)
    }
  }
}

/// The names that data sets give to the parts of a review.
private enum Column {
  static let text = ["review", "text"]
  static let label = ["sentiment", "label"]
}

extension PickReader {
  /// The number of lines that may be no text in a file that is one.
  private static let mostBrokenLines = 8

  /// Decodes a picks file and reports each line that is not text; what is left of such a line is read on.
  ///
  /// A file with more of them is something else, of which nothing is read.
  private mutating func decode(_ bytes: [UInt8], path: String) -> String {
    // If this fails, the loop below finds where.
    if let text = try? SourceFile.decode(bytes, path: path) { return text }
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    var broken: [Diagnostic] = []
    for (number, line) in lines.enumerated() {
      do throws(Diagnostic) {
        _ = try SourceFile.decode(Array(line), path: path)
      } catch {
        let place = error.location
        broken.append(
          Diagnostic(
            error.message,
            at: SourceLocation(
              file: path, line: number + (place?.line ?? 1), column: place?.column),
            hint: error.hint))
      }
    }
    guard broken.count > Self.mostBrokenLines else {
      problems.report(contentsOf: broken)
      return String(decoding: bytes, as: UTF8.self).replacing("\0", with: " ")
    }
    problems.report(
      Diagnostic(
        "\(broken.count) of \(lines.count) lines are no text", at: broken[0].location,
        hint: "a picks file is a text in UTF-8 with a review a line"))
    return ""
  }
}
