import Foundation
import Markdown

/// The ids of headings, which links name.
enum Slug {
  /// Returns one id per heading: its label, or its words in lower-case ASCII, with a number appended to duplicates.
  static func ids(for headings: [MarkdownPage.Heading], labels: Labels) -> [String] {
    // The page template uses this id for the main text and links to it.
    var taken = Set(labels.names + ["main"])
    var counts: [String: Int] = [:]
    return headings.map { heading in
      if let label = heading.label { return label.text.lowercased() }
      let slug = slug(of: heading.text.literal)
      var id = slug
      while !taken.insert(id).inserted {
        counts[slug, default: 1] += 1
        id = "\(slug)-\(counts[slug, default: 1])"
      }
      return id
    }
  }

  /// Converts a text to lower-case ASCII letters, digits and hyphens.
  static func slug(of text: String) -> String {
    let plain = text.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil)
    let words = plain.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    let slug = words.joined(separator: "-")
    if slug.isEmpty { return "section" }
    // These prefixes are reserved for footnotes.
    return slug.hasPrefix("fn-") || slug.hasPrefix("fnref-") ? "section-\(slug)" : slug
  }
}
