/// The summary of a run in Markdown, for a CI job summary or a comment: sections by importance.
package struct RunSummary: Sendable {
  /// A section of the text with its weight for a size limit.
  package struct Section: Sendable {
    let text: String
    let weight: SizeLimit.Section

    /// Creates a section; its size includes the line feed between sections.
    package init(_ text: String, count: Int = 1, of noun: String, plural: String? = nil) {
      self.text = text
      weight = SizeLimit.Section(
        size: text.utf8.count + 1, count: count, of: noun, plural: plural)
    }
  }

  /// The default size limit in bytes: GitHub rejects summaries over 1,024 KiB.
  package static let standardLimit = 1024 * 1024

  private let head: Section
  /// The tables of claims that do not hold.
  let falseClaims: [Section]
  private let others: [Section]

  /// Creates a summary.
  ///
  /// - Parameters:
  ///   - head: The title and the totals.
  ///   - falseClaims: The tables of claims that do not hold.
  ///   - others: All other sections.
  package init(head: Section, falseClaims: [Section], others: [Section]) {
    self.head = head
    self.falseClaims = falseClaims
    self.others = others
  }

  /// Returns the summary as Markdown.
  ///
  /// - Parameter limit: The largest size in bytes. Sections that exceed it are omitted from the end, with a line that
  ///   states their number.
  /// - Returns: Markdown.
  package func text(limit: Int = standardLimit) -> String {
    let sections = [head] + falseClaims + others
    let fitting = SizeLimit(bytes: limit).fitting(sections.map(\.weight))
    return sections.prefix(fitting.count).map(\.text).joined(separator: "\n") + fitting.note
  }
}
