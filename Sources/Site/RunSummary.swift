/// The summary of a run in Markdown, for a CI job summary or a comment: sections by importance.
package struct RunSummary: Sendable {
  /// A section of the text with its weight for a size limit.
  ///
  /// Its text is composed when it is needed, since only few of the sections of a large run fit.
  package struct Section: Sendable {
    /// Composes the text.
    let text: @Sendable () -> String
    let weight: SizeLimit.Section

    /// Creates a section; its size includes the line feed between sections.
    package init(
      count: Int = 1, of noun: String, plural: String? = nil,
      text: @escaping @Sendable () -> String
    ) {
      self.text = text
      weight = SizeLimit.Section(count: count, of: noun, plural: plural) { text().utf8.count + 1 }
    }

    /// Creates a section of a known text.
    package init(_ text: String, count: Int = 1, of noun: String, plural: String? = nil) {
      self.init(count: count, of: noun, plural: plural) { text }
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
    // Each text is composed once, for its size and for the summary.
    var texts: [String] = []
    var total = 0
    for section in sections where total <= limit {
      texts.append(section.text())
      total += texts.last?.utf8.count ?? 0
    }
    let weights = sections.indices.map { index in
      index < texts.count
        ? sections[index].weight.sized(texts[index].utf8.count + 1) : sections[index].weight
    }
    let fitting = SizeLimit(bytes: limit).fitting(weights)
    return texts.prefix(fitting.count).joined(separator: "\n") + fitting.note
  }
}
