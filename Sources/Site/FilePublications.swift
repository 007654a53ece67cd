import HTML
import SourceText

/// All pages in one self-contained HTML file.
package struct SingleFilePublication: ~Copyable, Publication {
  private let form: SingleFile
  private var sections: SpooledSections
  private var reviews: [String] = []

  package init(output: String, form: SingleFile) throws {
    self.form = form
    sections = try SpooledSections(output: output)
  }

  package mutating func add(_ review: WovenReview) throws {
    try sections.add(review.pages)
    reviews += review.pages.map(\.path)
  }

  package mutating func add(_ page: WovenPage) throws { try sections.add([page]) }

  package consuming func finish(_ finished: FinishedSite) throws {
    let order = finished.order(reviews: reviews)
    try sections.verify(finished, pages: order)
    let frame = finished.list.map { form.frame($0) }
    try sections.commit(
      [.text((frame?.head ?? "") + form.failures(finished.claims))] + order.map { .section($0) }
        + [.text(frame?.foot ?? "")])
  }
}

/// All pages in one Markdown file.
package struct MarkdownPublication: ~Copyable, Publication {
  private let limit: Int?
  private var sections: SpooledSections
  private var reviews: [String] = []

  /// Creates a publication.
  ///
  /// - Parameters:
  ///   - output: The output file.
  ///   - limit: The largest size in bytes; sections beyond it are omitted from the end.
  /// - Throws: A diagnostic if the file cannot be created.
  package init(output: String, limit: Int?) throws {
    self.limit = limit
    sections = try SpooledSections(output: output)
  }

  package mutating func add(_ review: WovenReview) throws {
    try sections.add(review.pages)
    reviews += review.pages.map(\.path)
  }

  package mutating func add(_ page: WovenPage) throws { try sections.add([page]) }

  package consuming func finish(_ finished: FinishedSite) throws {
    let order = finished.order(reviews: reviews)
    try sections.verify(finished, pages: order)
    let title = RunSummary.Section("# \(MarkdownPhrase.escape(finished.title))\n", of: "")
    let head = [title] + finished.summary.falseClaims
    let documents = finished.reports.map { ($0, "document", "documents") }
    let list = finished.index.map { ($0, "page of the list", "pages of the list") }
    let pages = documents + list + reviews.map { ($0, "page of a review", "pages of reviews") }
    let weights = pages.map { path, noun, plural in
      SizeLimit.Section(size: sections.size(of: path) + 1, of: noun, plural: plural)
    }
    let fitting = SizeLimit(bytes: limit).fitting(head.map(\.weight) + weights)
    let texts: [SpooledFile.Piece] = head.map { .text($0.text) } + order.map { .section($0) }
    let shown = texts.prefix(fitting.count).flatMap { [$0, .text("\n")] }.dropLast()
    try sections.commit(shown + [.text(fitting.note)])
  }
}

/// The numbers of a run as JSON: the output of `report attribute` for each review, and the totals.
package struct JSONPublication: ~Copyable, Publication {
  private var sections: SpooledSections
  private var pages: [String] = []

  package init(output: String) throws {
    sections = try SpooledSections(output: output)
  }

  package mutating func add(_ review: WovenReview) throws {
    note(review.pages)
    let comma = sections.names.isEmpty ? "" : ","
    try sections.write("\(comma)\n\(review.json)", as: review.id)
  }

  package mutating func add(_ page: WovenPage) throws { note([page]) }

  private mutating func note(_ woven: [WovenPage]) {
    for page in woven { sections.note(page) }
    pages += woven.map(\.path)
  }

  package consuming func finish(_ finished: FinishedSite) throws {
    try sections.verify(finished, pages: pages)
    // The reviews are put into the array at the end.
    let end = "]}"
    let start = String(finished.json.dropLast(end.count))
    let names = sections.names
    try sections.commit(
      [.text(start)] + names.map { .section($0) } + [.text("\n\(end)\n")])
  }
}
