import HTML
import SourceText

/// All pages in one self-contained HTML file.
package struct SingleFilePublication: ~Copyable, Publication {
  private let form: SingleFile
  private var sections: SpooledSections

  package init(output: String, form: SingleFile) throws {
    self.form = form
    sections = try SpooledSections(output: output, isSingleFile: true)
  }

  package mutating func add(_ review: WovenReview) throws {
    try sections.add(review, \.texts.section)
  }

  package mutating func add(_ page: WovenPage) throws {
    try sections.add(page, page.texts.section)
  }

  package func finish(_ finished: FinishedSite) throws { try sections.verify(finished) }

  package consuming func commit(_ finished: FinishedSite) throws {
    let (claims, form) = (finished.claims, self.form)
    let frame = finished.list.map { form.frame($0) }
    let pages = sections.sections(of: finished.reports + finished.index)
    var pieces: [SpooledFile.Piece] = [.text(frame?.head ?? "")]
    pieces.append(
      .written { write in
        try form.writeFailures(claims, to: write)
        try claims.throwIfFailed()
      })
    pieces += pages.map { .sections($0..<$0 + 1) }
    pieces += [.sections(0..<sections.reviews), .text(frame?.foot ?? "")]
    try sections.commit(pieces)
  }
}

/// All pages in one Markdown file.
package struct MarkdownPublication: ~Copyable, Publication {
  private let limit: Int?
  private var sections: SpooledSections

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
    try sections.add(review, \.texts.markdown)
  }

  package mutating func add(_ page: WovenPage) throws {
    try sections.add(page, page.texts.markdown)
  }

  package func finish(_ finished: FinishedSite) throws { try sections.verify(finished) }

  package consuming func commit(_ finished: FinishedSite) throws {
    let title = RunSummary.Section("# \(MarkdownPhrase.escape(finished.title))\n", of: "")
    let head = [title] + finished.summary.falseClaims
    let reports = sections.sections(of: finished.reports)
    let list = sections.sections(of: finished.index)
    let pages = reports + list + Array(0..<sections.reviews)
    var count = head.count + pages.count
    var note = ""
    if let limit {
      let weights = pages.enumerated().map { number, section in
        let (noun, plural) =
          number < reports.count
          ? ("document", "documents")
          : number < reports.count + list.count
            ? ("page of the list", "pages of the list") : ("page of a review", "pages of reviews")
        return SizeLimit.Section(size: sections.size(of: section) + 1, of: noun, plural: plural)
      }
      (count, note) = SizeLimit(bytes: limit).fitting(head.map(\.weight) + weights)
    }
    let heads = head.prefix(count).map { section -> SpooledFile.Piece in
      .written { write in
        try write(section.text())
        try finished.throwIfUnreadable()
      }
    }
    let others = (reports + list).prefix(count - heads.count)
    let reviews = 0..<count - heads.count - others.count
    var texts = heads + others.map { .sections($0..<$0 + 1) }
    if !reviews.isEmpty { texts.append(.sections(reviews, separator: "\n")) }
    let shown = texts.flatMap { [$0, .text("\n")] }.dropLast()
    try sections.commit(shown + [.text(note)])
  }
}

/// The numbers of a run as JSON: the output of `report attribute` for each review, and the totals.
package struct JSONPublication: ~Copyable, Publication {
  private var sections: SpooledSections

  package init(output: String) throws {
    sections = try SpooledSections(output: output)
  }

  package mutating func add(_ review: WovenReview) throws {
    for page in review.pages { try sections.note(page) }
    let comma = sections.reviews == 0 ? "" : ","
    try sections.write("\(comma)\n\(review.json)")
  }

  package mutating func add(_ page: WovenPage) throws { try sections.note(page) }

  package func finish(_ finished: FinishedSite) throws { try sections.verify(finished) }

  package consuming func commit(_ finished: FinishedSite) throws {
    let (json, claims) = (finished.json, finished.claims)
    try sections.commit([
      .text(json.start),
      .written { write in
        var comma = ""
        for claim in claims.all {
          try write(comma + json.claim(claim))
          comma = ","
        }
        try claims.throwIfFailed()
      },
      .text(RunJSON.claimsEnd + RunJSON.reviewsStart),
      .sections(0..<sections.reviews),
      .text("\n\(RunJSON.reviewsEnd)\n"),
    ])
  }
}
