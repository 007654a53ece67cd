import Markdown
public import SourceText

/// A document that is read up to its front matter.
///
/// The front matter may name the reviews whose ids the rest of the document is checked against.
public struct DocumentHead: Sendable {
  /// The file.
  public let source: SourceFile
  /// The lines and the front matter; the problems of a file that cannot be a document.
  let content: Result<(lines: SourceLines, front: FrontMatterReader), Diagnostics>

  /// The maximum size of a document in bytes, with its included documents.
  public static let sizeLimit = 4 << 20

  /// Reads the front matter of a document; parsing the document reports all problems.
  ///
  /// - Parameter source: The file.
  public init(_ source: SourceFile) {
    self.source = source
    do throws(Diagnostics) {
      let lines = SourceLines(try SourceCheck.readable(source, limit: Self.sizeLimit))
      content = .success((lines, FrontMatterReader(lines)))
    } catch {
      content = .failure(error)
    }
  }

  /// The front matter; empty if it cannot be read.
  public var frontMatter: FrontMatter { (try? content.get().front.frontMatter) ?? FrontMatter() }

  /// Whether the front matter has problems.
  public var hasProblems: Bool { (try? content.get().front.problems.hasErrors) ?? true }
}
