import SourceText

/// The sections of a single-file report, with links checked as on a site.
struct SpooledSections: ~Copyable {
  /// The names of the sections, in the order of writing.
  private(set) var names: [String] = []
  private var file: SpooledFile
  private var check = SiteCheck()

  init(output: String) throws(Diagnostics) {
    file = try SpooledFile(output: output)
  }

  /// Writes pages as sections.
  mutating func add(_ pages: [WovenPage]) throws(Diagnostics) {
    for page in pages {
      note(page)
      try write(page.text, as: page.path)
    }
  }

  /// Registers the links of a page that is not a section.
  mutating func note(_ page: WovenPage) {
    check.add(page.links, places: page.places)
  }

  /// Writes a section that is not a page.
  mutating func write(_ text: String, as name: String) throws(Diagnostics) {
    try file.write(text, as: name)
    names.append(name)
  }

  /// Returns the size of a section in bytes.
  func size(of name: String) -> Int { file.size(of: name) }

  /// Checks all links.
  ///
  /// - Parameters:
  ///   - finished: The run, for the files that a site would have besides pages.
  ///   - pages: The paths of all pages.
  /// - Throws: A diagnostic for each broken link.
  func verify(_ finished: FinishedSite, pages: [String]) throws(Diagnostics) {
    let beside = ["assets/report.css", "data/report.jsonl", "junit.xml", "summary.md"]
    let images = finished.images.all.map(\.path)
    try check.verify(files: Set(pages + beside + images))
  }

  /// Moves the file into place.
  consuming func commit(_ pieces: [SpooledFile.Piece]) throws(Diagnostics) {
    try file.commit(pieces)
  }
}
