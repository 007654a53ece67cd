import Foundation
import Markdown
import SourceText

/// The ids of headings, which links name.
enum HeadingIDs {
  /// Returns one id per heading: its label, or its words in lower-case ASCII, with a number appended to duplicates.
  static func of(_ headings: [MarkdownPage.Heading], labels: Labels) -> [String] {
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

  private static func slug(of text: String) -> String {
    // A heading shows its letters; an address spells "ß" as "ss".
    let plain = text.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil)
    guard let slug = Slug.of(plain, limit: .max) else { return "section" }
    // These prefixes are reserved for footnotes.
    return slug.hasPrefix("fn-") || slug.hasPrefix("fnref-") ? "section-\(slug)" : slug
  }
}
