package import HTML
package import Literate

/// The author and date of a document.
package enum Byline {
  /// Returns the author and date as a phrase.
  ///
  /// - Parameter frontMatter: The front matter of the document.
  /// - Returns: The phrase; nil if there is neither.
  package static func html(of frontMatter: FrontMatter) -> HTML? {
    let author = frontMatter.author.map { HTML(text: $0.text) }
    let parts = [author, date(of: frontMatter)].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  /// Returns the date in machine-readable form.
  static func date(of frontMatter: FrontMatter) -> HTML? {
    frontMatter.date.map { "<time datetime=\"\($0.text)\">\($0.text)</time>" }
  }
}
