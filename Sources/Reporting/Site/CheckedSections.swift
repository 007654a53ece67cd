import SourceText

/// The pages of a report in one file, whose links are followed as if they were pages of a site.
struct CheckedSections: ~Copyable {
  /// The sections in the order in which they came.
  private(set) var names: [String] = []
  private var file: SectionFile
  private var check = SiteCheck()

  init(output: String) throws(Diagnostic) {
    file = try SectionFile(output: output)
  }

  /// Writes pages as sections.
  mutating func add(_ pages: [WovenPage]) throws(Diagnostic) {
    for page in pages {
      note(page)
      try write(page.text, as: page.path)
    }
  }

  /// Takes note of a page that is no section.
  mutating func note(_ page: WovenPage) {
    check.add(page.links, places: page.places)
  }

  /// Writes a section that is no page.
  mutating func write(_ text: String, as name: String) throws(Diagnostic) {
    try file.write(text, as: name)
    names.append(name)
  }

  /// The size of a section in bytes.
  func size(of name: String) -> Int { file.size(of: name) }

  /// Follows all links.
  ///
  /// - Parameters:
  ///   - finished: The run, for what a site would have beside pages.
  ///   - pages: The paths of all pages.
  ///   - ids: Gives the ids of a page from its section; nil where they are not known.
  /// - Throws: A diagnostic for each link that leads nowhere.
  func verify(
    _ finished: FinishedRun, pages: [String],
    ids: (_ page: String, _ section: String) -> Set<String>? = { _, _ in nil }
  ) throws(Diagnostics) {
    let beside = ["assets/report.css", "data/report.jsonl", "junit.xml", "summary.md"]
    let images = finished.documents.images.all.map(\.path)
    try check.verify(files: Set(pages + beside + images)) { page in
      ids(page, file.text(of: page))
    }
  }

  /// Puts the file into its place.
  consuming func commit(_ pieces: [SectionFile.Piece]) throws(Diagnostic) {
    try file.commit(pieces)
  }
}
