import Markdown
import SourceText

/// Checks that precede parsing.
enum SourceCheck {
  /// Rejects a document that is too large or contains characters not allowed in a page.
  ///
  /// - Parameters:
  ///   - source: The document.
  ///   - limit: The maximum size in bytes.
  /// - Returns: The document, without a byte order mark.
  /// - Throws: The problems.
  static func readable(_ source: SourceFile, limit: Int) throws(Diagnostics) -> SourceFile {
    let size = source.text.utf8.count
    if size > limit {
      throw Diagnostics(
        "the document has \(size) bytes; the limit is \(limit)",
        at: SourceLocation(file: source.path), hint: "split it into several documents")
    }
    let scalars = source.text.unicodeScalars
    let hasMark = scalars.first == "\u{FEFF}"
    let file = hasMark ? SourceFile(path: source.path, text: String(scalars.dropFirst())) : source
    var problems = Diagnostics()
    for index in badCharacters(in: file.text).prefix(20) {
      let code = String(file.text.unicodeScalars[index].value, radix: 16, uppercase: true)
      let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
      problems.report(
        Diagnostic(
          "the character U+\(padded) is not allowed in a page", at: file.location(of: index),
          hint: code == "D" ? "end lines with a line feed" : "remove it"))
    }
    try problems.throwIfErrors()
    return file
  }

  /// Returns control characters, including a carriage return unless a line feed follows.
  private static func badCharacters(in text: String) -> [String.Index] {
    let scalars = text.unicodeScalars
    return scalars.indices.filter { index in
      guard scalars[index] == "\r" else { return !scalars[index].isAllowedInHTML }
      let next = scalars.index(after: index)
      return next == scalars.endIndex || scalars[next] != "\n"
    }
  }
}
