import SourceText

/// The sections of a single-file report, with links checked as on a site.
struct SpooledSections: ~Copyable {
  /// The number of sections of reviews, which come first.
  private(set) var reviews = 0
  /// The sections of other pages by path.
  private var others: [String: Int] = [:]
  private var file: SpooledFile
  private var check = SiteCheck()
  private let isSingleFile: Bool

  init(output: String, isSingleFile: Bool = false) throws(Diagnostics) {
    self.isSingleFile = isSingleFile
    file = try SpooledFile(output: output)
  }

  /// Writes pages of a review as sections.
  ///
  /// - Parameters:
  ///   - review: The review.
  ///   - text: The page in the form of the file.
  /// - Throws: A diagnostic if writing fails.
  mutating func add(
    _ review: WovenReview, _ text: (WovenPage) -> String
  ) throws(Diagnostics) {
    for page in review.pages {
      try note(page)
      try write(text(page))
    }
  }

  /// Writes another page as a section.
  mutating func add(_ page: WovenPage, _ text: String) throws(Diagnostics) {
    try note(page)
    others[page.path] = try file.write(text)
  }

  /// Registers the links of a page.
  mutating func note(_ page: WovenPage) throws(Diagnostics) {
    let links = isSingleFile ? page.sectionLinks ?? page.links : page.links
    try check.add(links, places: page.places)
  }

  /// Writes a section of a review that is not a page.
  mutating func write(_ text: String) throws(Diagnostics) {
    try file.write(text)
    reviews += 1
  }

  /// Returns the size of a section in bytes.
  func size(of section: Int) -> Int { file.size(of: section) }

  /// Returns the sections of some pages.
  func sections(of paths: [String]) -> [Int] { paths.compactMap { others[$0] } }

  /// Checks all links.
  ///
  /// - Parameter finished: The run, for the files that a site would have besides pages.
  /// - Throws: A diagnostic for each broken link.
  func verify(_ finished: FinishedSite) throws(Diagnostics) {
    try check.verify(files: finished.filesBesidesPages)
  }

  /// Moves the file into place.
  consuming func commit(_ pieces: [SpooledFile.Piece]) throws(Diagnostics) {
    try file.commit(pieces)
  }
}
