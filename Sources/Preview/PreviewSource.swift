import Foundation
import Reporting
import Reviews
import Site
import SourceText

/// The files of an input, and the folders in which more of them may appear.
struct PreviewSource: Sendable {
  private(set) var files: Set<String> = []
  private(set) var folders: Set<String> = []

  /// Finds the current files of an input; also those that are missing, to detect when they are added.
  init(of input: ReportBuilder.Input) {
    switch input {
    case .file(let path): files.insert(path)
    case .templates(let folder):
      folders.insert(folder)
      files.formUnion(Templates.names.map { Path.join(folder, $0) })
    case .reviews(let path): addReviews(at: path)
    }
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
