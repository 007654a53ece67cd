import Classifier
import Foundation
import Literate
import Markdown
import Models
import Reviews
import SourceText

/// The files that a report is made of, and the folders in which more of them may appear.
struct PreviewSources: Sendable {
  private(set) var files: Set<String> = []
  private(set) var folders: Set<String> = []

  /// Finds the files of a run as they are now; what can't be read or understood is watched all the same, so that it is
  /// noticed when somebody mends it.
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

  /// The files of a model: those of its folder, or its own and those that the command line names.
  static func model(at path: String, _ options: ImportOptions) -> [String] {
    (Path.isFolder(path) ? [] : [path]) + Model.fileNames.map { Path.join(path, $0) }
      + [options.wordIndex, options.vocabulary].compactMap(\.self)
  }

  /// Adds a document, what it includes and the pictures that it shows.
  private mutating func read(_ path: String) -> FrontMatter? {
    files.insert(path)
    let limit = Document<ReportContext>.sizeLimit
    guard let file = try? SourceFile(reading: path, limit: limit) else { return nil }
    var parts: [String] = []
    // What is wrong with it is for the build to say. What it includes is read before that is known.
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

  /// Adds the files that the `@` lines of a picks file name.
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
