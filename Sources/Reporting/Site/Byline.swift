package import Blocks
package import Literate

/// The author and date of a document.
package enum Byline {
  /// Returns the author and date as a phrase.
  ///
  /// - Parameter frontMatter: The front matter of the document.
  /// - Returns: The phrase; nil if there is neither.
  package static func phrase(of frontMatter: FrontMatter) -> Phrase? {
    let author = frontMatter.author.map { Phrase($0.text) }
    let parts = [author, date(of: frontMatter)].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  /// Returns the date in machine-readable form.
  static func date(of frontMatter: FrontMatter) -> Phrase? {
    frontMatter.date.map { Phrase(.date($0.text)) }
  }
}
