import Markdown
package import SourceText

/// A document with the documents that it includes, read but not yet parsed.
package struct AssembledDocument: Sendable {
  let source: SourceFile
  /// The front matter as written.
  let front: FrontMatterReader
  /// The lines, with those of included documents.
  let lines: SourceLines
  /// The Markdown, with empty lines in place of the front matter.
  let body: String
  /// The paths of the included documents.
  let includedPaths: [String]
  let problems: Diagnostics

  /// Reads the included documents.
  ///
  /// - Parameters:
  ///   - head: The document up to its front matter.
  ///   - reading: Reads an included document; its problems are reported when the whole is parsed.
  /// - Throws: The problems of a file that cannot be a document.
  package init(
    _ head: DocumentHead, reading: (_ path: String) throws(Diagnostics) -> SourceFile
  ) throws(Diagnostics) {
    source = head.source
    let (first, front) = try head.content.get()
    self.front = front
    var assembly = IncludeExpansion(limit: DocumentHead.sizeLimit)
    (lines, body) = assembly.assemble(first, front, reading: reading)
    includedPaths = assembly.paths
    problems = assembly.problems
  }
}
