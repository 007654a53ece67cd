package import Literate
import Resources
package import SourceText

/// The documents that an author names for a run.
package enum AuthorDocuments {
  /// Reads documents up to their front matter.
  ///
  /// - Parameters:
  ///   - paths: The paths of the documents; empty for the embedded ones.
  ///   - standard: The paths of the embedded documents to use if the author has none.
  ///   - willRead: Called before a document is read.
  ///   - problems: Receives the problems of files that cannot be read.
  /// - Returns: The documents.
  package static func heads(
    of paths: [String], standard: [String], willRead: (_ path: String) -> Void,
    problems: inout Diagnostics
  ) -> [DocumentHead] {
    guard !paths.isEmpty else {
      return standard.map {
        DocumentHead(SourceFile(path: $0, text: EmbeddedResources.text($0)))
      }
    }
    return paths.compactMap { path in
      if let shipped = shipped(path) { return DocumentHead(shipped) }
      willRead(path)
      return problems.collect { () throws(Diagnostics) in
        DocumentHead(try SourceFile(reading: path, limit: DocumentHead.sizeLimit))
      }
    }
  }

  /// Returns an embedded report that a path names, such as `Reports/data-set.md` or `data-set`; nil if there is such a file on
  /// the disk, or no such report.
  private static func shipped(_ path: String) -> SourceFile? {
    guard !Path.isFile(path), !Path.isFolder(path) else { return nil }
    for candidate in [path, "Reports/\(path)", "Reports/\(path).md"] {
      if candidate.hasPrefix("Reports/"), candidate.hasSuffix(".md"),
        let bytes = EmbeddedResources.bytes(candidate)
      {
        return SourceFile(path: candidate, text: String(decoding: bytes, as: UTF8.self))
      }
    }
    return nil
  }
}

extension Located<String> {
  /// The text as a path relative to the folder of the document that contains it.
  package var path: String { Path.join(Path.folder(of: location.file), value) }
}
