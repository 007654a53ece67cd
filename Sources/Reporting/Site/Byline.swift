import HTML
import Literate

/// Who wrote a document, and when.
enum Byline {
  /// Author and date as a phrase.
  ///
  /// - Parameter frontMatter: What the document says about itself.
  /// - Returns: Nil where it names neither.
  static func html(of frontMatter: FrontMatter) -> HTML? {
    let author = frontMatter.author.map { HTML(text: $0.text) }
    let parts = [author, date(of: frontMatter)].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  /// The date, which programs can read.
  static func date(of frontMatter: FrontMatter) -> HTML? {
    frontMatter.date.map { "<time datetime=\"\($0.text)\">\($0.text)</time>" }
  }
}
