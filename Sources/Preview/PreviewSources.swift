import Classifier
import Foundation
import Literate
import Markdown
import Models
import Reporting
import Reviews
import SourceText

/// The input files of a report, and the folders in which more of them may appear.
struct PreviewSources: Sendable {
  private(set) var files: Set<String> = []
  private(set) var folders: Set<String> = []

  /// Finds the current files of a run; unreadable and invalid files are watched as well, to detect when they are fixed.
  init(of settings: Preview.Settings) {
    let request = settings.request
    var fronts = request.documents.compactMap { read($0) }
    if let folder = request.templates {
      folders.insert(folder)
      files.formUnion(Templates.names.map { Path.join(folder, $0) })
      fronts += Templates.names.filter { $0.hasSuffix(".md") }
        .compactMap { read(Path.join(folder, $0)) }
    }
    let reviews = settings.reviews ?? ReportBuilder.path(fronts.lazy.compactMap(\.reviews).first)
    let model = settings.model ?? ReportBuilder.path(fronts.lazy.compactMap(\.model).first)
    for path in [reviews, settings.background].compactMap(\.self) { addReviews(at: path) }
    if let model { files.formUnion(Self.model(at: model, settings.importOptions)) }
  }

  /// Returns the files of a model: the files in its folder or the model file, and the files given by import options.
  static func model(at path: String, _ options: ImportOptions) -> [String] {
    (Path.isFolder(path) ? [] : [path]) + Model.fileNames.map { Path.join(path, $0) }
      + [options.wordIndex, options.vocabulary].compactMap(\.self)
  }

  /// Adds a document, its included documents and its images.
  private mutating func read(_ path: String) -> FrontMatter? {
    files.insert(path)
    let limit = Document<ReportContext>.sizeLimit
    guard let file = try? SourceFile(reading: path, limit: limit) else { return nil }
    var parts: [String] = []
    // The build reports any problems. Includes are read even if parsing fails later.
    let document = try? Document(parsing: file, language: ReportLanguage.language()) {
      part throws(Diagnostic) in
      parts.append(part)
      return try SourceFile(reading: part, limit: limit)
    }
    files.formUnion(parts)
    for link in document?.links ?? [] where link.isImage {
      let name = link.destination.removingPercentEncoding ?? link.destination
      files.insert(Path.join(Path.folder(of: link.location.file), name))
    }
    return document?.frontMatter
  }

  private mutating func addReviews(at path: String) {
    guard Path.isFolder(path) else {
      files.insert(path)
      return addReferences(of: path)
    }
    folders.insert(path)
    for name in (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? [] {
      let entry = Path.join(path, name)
      if Path.fileExtension(of: name) == "txt" {
        files.insert(entry)
      } else if Path.isFolder(entry) {
        folders.insert(entry)
      }
    }
  }

  /// Adds the files named in the `@` lines of a picks file.
  private mutating func addReferences(of path: String) {
    let tables: Set = ["csv", "tsv", "tab", "psv", "json", "jsonl", "ndjson", "gz"]
    guard !tables.contains(Path.fileExtension(of: path)),
      let bytes = try? SourceFile.bytes(of: path)
    else { return }
    let file = SourceFile(path: path, text: String(decoding: bytes, as: UTF8.self))
    let folder = Path.folder(of: path)
    var ignored = Diagnostics()
    for line in file.lines {
      guard case .path(let reference) = PickLine(line, in: file, problems: &ignored)?.content else {
        continue
      }
      let glob = Glob(reference)
      if glob.isPattern {
        files.formUnion(glob.files(in: folder))
        folders.formUnion(glob.folders(in: folder))
      } else {
        files.insert(Path.join(folder, reference))
      }
    }
  }
}
