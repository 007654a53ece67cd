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
      willRead(path)
      return problems.collect { () throws(Diagnostics) in
        DocumentHead(try SourceFile(reading: path, limit: DocumentHead.sizeLimit))
      }
    }
  }
}

extension Located<String> {
  /// The text as a path relative to the folder of the document that contains it.
  package var path: String { Path.join(Path.folder(of: location.file), value) }
}
