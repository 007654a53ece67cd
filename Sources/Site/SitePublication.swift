package import SourceText

/// A site: a folder of pages.
package struct SitePublication: ~Copyable, Publication {
  private var site: SiteWriter
  private var check = SiteCheck()
  private let sheet: String
  private let summaryLimit: Int
  private var furtherFiles: Set<String> = []

  /// Creates a publication.
  ///
  /// - Parameters:
  ///   - output: The output folder.
  ///   - sheet: The style sheet.
  ///   - summaryLimit: The largest size of the summary in bytes.
  /// - Throws: A diagnostic if the folder cannot be written.
  package init(output: String, sheet: String, summaryLimit: Int) throws(Diagnostics) {
    site = try SiteWriter(output: output)
    self.sheet = sheet
    self.summaryLimit = summaryLimit
  }

  package mutating func add(_ review: WovenReview) throws {
    for page in review.pages { try add(page) }
    try site.append(review.json + "\n", to: "data/report.jsonl")
  }

  package mutating func add(_ page: WovenPage) throws {
    try check.add(page.links, places: page.places)
    try site.write(page.texts.site, to: page.path)
  }

  /// Adds a file to which pages refer, such as a script.
  package mutating func add(_ text: String, at path: String) throws {
    furtherFiles.insert(path)
    try site.write(text, to: path)
  }

  package mutating func finish(_ finished: FinishedSite) throws {
    for image in finished.images.all { try site.write(image.bytes, to: image.path) }
    try site.write(sheet, to: "assets/report.css")
    try JUnit.write(finished.claims) { try site.append($0, to: "junit.xml") }
    try site.write(finished.summary.text(limit: summaryLimit), to: "summary.md")
    try check.verify(files: finished.filesBesidesPages.union(furtherFiles))
    try finished.throwIfUnreadable()
  }

  package consuming func commit(_ finished: FinishedSite) throws { try site.commit() }
}
