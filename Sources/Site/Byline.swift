package import Blocks
import Foundation
package import Literate
import SourceText

/// The author and date of a document.
package enum Byline {
  /// Returns the author and date as a phrase.
  ///
  /// - Parameter frontMatter: The front matter of the document.
  /// - Returns: The phrase; nil if there is neither.
  package static func phrase(of frontMatter: FrontMatter) -> Phrase? {
    let author = frontMatter.author.map { Phrase($0.value) }
    let parts = [author, date(of: frontMatter)].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  /// Returns the date in machine-readable form.
  package static func date(of frontMatter: FrontMatter) -> Phrase? {
    frontMatter.date.map { Phrase(.date($0.value)) }
  }

  /// Returns the date, in UTC, of a number of seconds since 1970.
  package static func day(_ seconds: Int) -> String {
    Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(.iso8601.year().month().day())
  }
}
